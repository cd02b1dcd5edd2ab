// The page's part of the plugin: `start` of `virtual:wasmock`, and the changes of the mocks file.

/** The options of `start` that are the plugin's own. */
const PLUGINS = ["mocks", "name", "env"];

/**
 * Gives `start`. `startBrowser` is that of `wasmock/browser`; `given` what the plugin knows:
 * `{id, name, text, problem, env, serviceWorker, relay, overlay}`; `hot` the connection to the
 * development server, `undefined` in a build.
 */
export function connect(startBrowser, given, hot) {
  const mocks = new PushedMocks(startBrowser, given);
  hot?.on("wasmock:mocks", (state) => mocks.take(state));
  hot?.send("wasmock:loaded", given.id);
  return (options) => mocks.start(options);
}

/** The mocks of this page, as the development server pushes them. */
class PushedMocks {
  #startBrowser;
  #given;
  #mocking;
  #overlay;
  #failed = false;
  #quiet = false;
  #turn = Promise.resolve();

  constructor(startBrowser, given) {
    this.#startBrowser = startBrowser;
    this.#given = given;
    this.#show();
  }

  /** Has the page mocked; gives what `start` of `wasmock/browser` gives. */
  async start(options = {}) {
    needFree(options);
    const { text, problem, name, env, serviceWorker, relay } = this.#given;
    this.#failed = text === undefined;
    this.#quiet = options.quiet;
    if (this.#failed) throw new Error(`wasmock: ${problem.message}`);
    const browser = { serviceWorker, relay, ...options, mocks: text, name, env };
    const mocking = await this.#startBrowser(browser);
    // It may have changed in the meantime.
    if (this.#given.text !== text) await mocking.update(this.#given.text);
    return this.#follow(mocking);
  }

  /** Takes up what the file says now. */
  take(state) {
    const isNew = state.text !== this.#given.text;
    this.#given = { ...this.#given, ...state, problem: state.problem };
    this.#show();
    if (this.#failed && state.text !== undefined) return location.reload();
    if (isNew) this.#turn = this.#turn.then(() => this.#update());
  }

  async #update() {
    if (!this.#mocking) return;
    const { name, text } = this.#given;
    try {
      await this.#mocking.update(text);
      if (!this.#quiet) console.log(`wasmock: taken up ${name}`);
    } catch (error) {
      console.error(`wasmock: ${name} could not be taken up:`, error);
    }
  }

  /** Keeps a handle up to date until it is stopped. */
  #follow(mocking) {
    const stop = mocking.stop.bind(mocking);
    mocking.stop = () => {
      if (this.#mocking === mocking) this.#mocking = undefined;
      return stop();
    };
    return (this.#mocking = mocking);
  }

  /** Shows what is wrong with the file, in the console and over the page, until it is right again. */
  #show() {
    const { problem, overlay, text } = this.#given;
    this.#overlay?.remove();
    this.#overlay = undefined;
    if (!problem) return;
    const meanwhile = text === undefined ? "" : "\n\nUntil it is right, the last one goes on.";
    const message = `${problem.message}${meanwhile}`;
    console.error(`wasmock: ${message}`);
    if (overlay) this.#overlay = laidOver({ message, loc: problem.loc });
  }
}

/** Vite's own overlay, which only a development server brings. */
function laidOver({ message, loc }) {
  const Overlay = globalThis.customElements?.get("vite-error-overlay");
  if (!Overlay) return undefined;
  const overlay = new Overlay({ plugin: "wasmock", message, loc, stack: "" });
  document.body.append(overlay);
  return overlay;
}

function needFree(options) {
  const taken = PLUGINS.find((name) => options[name] !== undefined);
  if (taken === undefined) return;
  throw new TypeError(
    `wasmock: \`${taken}\` is given to the plugin in vite.config, not to \`start\` of virtual:wasmock`,
  );
}
