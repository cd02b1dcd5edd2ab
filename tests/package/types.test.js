// The types of the packed package, as TypeScript finds and reads them in a fresh project.

import assert from "node:assert/strict";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";
import { run } from "./support/program.js";
import { fill } from "./support/project.js";
import { dropTarball } from "./support/tarball.js";

const TYPESCRIPT = inCheckout("node_modules/typescript/bin/tsc");

/** Everything strict, the package's own declarations too. */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
  target: "es2022",
  resolveJsonModule: true,
  typeRoots: [inCheckout("node_modules/@types")],
};

const IN_NODE = { lib: ["es2022", "esnext.disposable"], types: ["node"] };
const IN_A_PAGE = { lib: ["es2022", "dom", "dom.iterable"], types: [] };

/** Each with the file that is compiled, and under which name: its ending says what Node would do with it. */
const WAYS = [
  { module: "nodenext", file: "node.ts", as: "node.mts", ...IN_NODE },
  { module: "nodenext", file: "node.ts", as: "node.cts", ...IN_NODE },
  { module: "node16", file: "node.ts", as: "node.mts", ...IN_NODE },
  { module: "node16", file: "node.ts", as: "node.cts", ...IN_NODE },
  { module: "esnext", moduleResolution: "bundler", file: "any.ts", as: "any.ts", ...IN_A_PAGE },
  {
    module: "esnext",
    moduleResolution: "bundler",
    customConditions: ["node"],
    file: "node.ts",
    as: "node.ts",
    ...IN_NODE,
  },
];

describe("the types", () => {
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "wasmock-types-"));
    await fill(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));
  after(dropTarball);

  for (const { file, as, ...options } of WAYS) {
    const { moduleResolution, customConditions = [] } = options;
    const how = [options.module, moduleResolution, ...customConditions, as].filter(Boolean);
    test(`are right under ${how.join(", ")}`, async () => {
      await copyFile(inCheckout("tests/package/types", file), join(folder, as));
      assert.equal(await compile(options, as), "");
    });
  }

  test("a mistake is not let through", async () => {
    await writeFile(join(folder, "wrong.mts"), 'import "wasmock/nothing";\n');
    await assert.rejects(
      compile({ module: "nodenext", ...IN_NODE }, "wrong.mts"),
      /wasmock\/nothing/,
    );
  });

  /** What TypeScript says of one file under these options: nothing if it is right. */
  async function compile(options, file) {
    const config = `${file}.json`;
    const compilerOptions = { ...STRICT, ...options };
    await writeFile(join(folder, config), JSON.stringify({ compilerOptions, files: [file] }));
    return run(folder, process.execPath, TYPESCRIPT, "--project", config);
  }
});
