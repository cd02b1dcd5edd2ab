// The mocks file of a project: what it says now, and what it said last that was right.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { Engine } from "../core/engine.js";

/** How many versions of the file are remembered: a webhook may wait while the file is edited. */
const REMEMBERED = 8;

/** A mocks file, and the engines of its last versions. */
export class MocksFile {
  #env;
  #secrets;
  #engines = new Map();

  /** Where it lies. */
  path;

  /** What it is called: its path from the project's root. */
  name;

  /** The newest text without a mistake; `undefined` before there was one. */
  text;

  /** Why the file as it is now is not taken up: `{message, loc}`; `undefined` if it is. */
  problem;

  /** `env` are the variables that templates may read, `secrets` what webhooks are sent with. */
  constructor(root, mocks, { env, secrets }) {
    this.path = resolve(root, mocks);
    this.name = relative(root, this.path).replaceAll("\\", "/");
    this.#env = env;
    this.#secrets = secrets;
  }

  /** Reads it now. */
  read() {
    this.takeUp(textOf(this.path));
  }

  /** Takes up a text; `undefined` stands for a file that is not there. */
  takeUp(text) {
    try {
      if (text === undefined) throw new Error(missing(this.name));
      this.#remember(text);
      this.text = text;
      this.problem = undefined;
    } catch (error) {
      this.problem = { message: error.message, loc: this.#placeOf(error) };
    }
  }

  /** What a page is given: `id` tells one state from another. */
  get state() {
    const { name, text, problem } = this;
    return { name, text, problem, id: digest(JSON.stringify([text, problem?.message])) };
  }

  /** The engine of a version by the SHA-256 of its text; `undefined` for what is not remembered. */
  engine(sha256) {
    return this.#engines.get(sha256);
  }

  /** The engine of the newest version that was right. */
  get newest() {
    return this.#engines.get(digest(this.text));
  }

  /** Lets go of the memory that the engines hold. */
  close() {
    for (const id of [...this.#engines.keys()]) this.#forget(id);
  }

  /** Compiles a text; the oldest of too many is let go. */
  #remember(text) {
    const engine = new Engine({
      name: this.name,
      text,
      env: this.#env,
      secrets: this.#secrets,
      secretHint: (name) => `write \`${name}=...\` into \`.env.local\``,
    });
    const id = digest(text);
    this.#forget(id);
    this.#engines.set(id, engine);
    if (this.#engines.size > REMEMBERED) this.#forget(this.#engines.keys().next().value);
  }

  #forget(id) {
    this.#engines.get(id)?.free();
    this.#engines.delete(id);
  }

  #placeOf({ diagnostics: [first] = [] }) {
    return first && { file: this.path, line: first.line, column: first.column };
  }
}

const digest = (text) => createHash("sha256").update(text).digest("hex");

function textOf(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // it says the same as a file that vanished while it was watched
  }
}

const missing = (name) =>
  `the mocks file ${name} can't be read: write it, or name yours in vite.config: wasmock({ mocks: "…" })`;
