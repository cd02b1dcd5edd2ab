// A user's Vite project, in a folder of its own, with the package installed as npm would.

import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { build, createServer, preview } from "vite";
import { inCheckout } from "../../../scripts/local/checkout.js";
import { until } from "../../play/sink.js";

const PAGE = `<!doctype html>
<link rel="icon" href="data:,">
<script type="module" src="./main.js"></script>
`;

const MAIN = `import { start } from "virtual:wasmock";

window.started = start({ quiet: true });
`;

const config = (options) => `import wasmock from "wasmock/vite";

export default { plugins: [wasmock(${JSON.stringify(options)})] };
`;

/** The servers of each project: they write into its folder, and so must be gone before it. */
const running = new Map();

/**
 * Makes a project of the files `{name: text}`, which replace those that all have; `options` are the
 * plugin's. Gives its folder, which is gone when the test `t` ends.
 */
export async function viteProject(t, files, options) {
  const top = await mkdtemp(join(tmpdir(), "wasmock-test-"));
  const folder = join(top, "shop");
  running.set(folder, []);
  t.after(async () => {
    for (const server of running.get(folder)) await server.close();
    await rm(top, { recursive: true, force: true, maxRetries: 10 });
  });
  const own = { "package.json": '{"type": "module"}', "vite.config.js": config(options) };
  const all = { "index.html": PAGE, "main.js": MAIN, ...own, ...files };
  await install(folder);
  for (const [name, text] of Object.entries(all)) await writeFile(join(folder, name), text);
  return folder;
}

/** The package's files, copied; Vite itself, which is the project's own. */
async function install(folder) {
  const home = join(folder, "node_modules/wasmock");
  await mkdir(dirname(home), { recursive: true });
  for (const name of ["package.json", "dist"]) {
    await cp(inCheckout(name), join(home, name), { recursive: true });
  }
  await symlink(inCheckout("node_modules/vite"), join(folder, "node_modules/vite"));
}

/**
 * Starts the development server of a project for as long as that is there: `{url, port, terminal}`.
 * `inline` is further configuration.
 */
export async function startVite(root, inline = {}) {
  const terminal = new Terminal();
  const server = await createServer({ root, ...inline, ...settings(inline, terminal) });
  running.get(root).push(server);
  await server.listen();
  return { ...reached(server), terminal };
}

/** Builds a project and serves it as `vite preview` does: as `startVite`. */
export async function startPreview(root) {
  await buildVite(root);
  const terminal = new Terminal();
  const server = await preview({ root, ...settings({}, terminal), preview: LOOPBACK });
  running.get(root).push(server);
  return { ...reached(server), terminal };
}

/** Builds a project: the terminal. Throws what the build throws. */
export async function buildVite(root) {
  const terminal = new Terminal();
  await build({ root, ...settings({}, terminal) });
  return terminal;
}

/** `localhost`, where Vite listens by itself, may be another address than the one that the tests ask at. */
const LOOPBACK = { port: 0, host: "127.0.0.1" };

const settings = ({ server }, terminal) => ({
  clearScreen: false,
  customLogger: terminal.logger,
  server: { ...LOOPBACK, ...server },
});

function reached({ httpServer }) {
  const { port } = httpServer.address();
  return { port, url: `http://127.0.0.1:${port}` };
}

/** What Vite writes to its terminal. */
class Terminal {
  #lines = [];

  /** A logger as Vite wants it. */
  get logger() {
    const hear = (text) => void this.#lines.push(stripVTControlCharacters(text));
    return {
      ...{ info: hear, warn: hear, warnOnce: hear, error: hear },
      ...{ clearScreen: () => {}, hasErrorLogged: () => false, hasWarned: false },
    };
  }

  said() {
    return this.#lines.join("\n");
  }

  /** How often a text is there. */
  count(text) {
    return this.said().split(text).length - 1;
  }

  /** Waits until a text is there so often; throws what is there instead. */
  async sees(text, times = 1) {
    if (await until(() => this.count(text) >= times)) return;
    throw new Error(`no ${text} on the terminal:\n${this.said()}`);
  }
}
