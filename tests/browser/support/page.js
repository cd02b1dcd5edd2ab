// A page of a browser: the same over playwright and over puppeteer, because only texts go over.

/**
 * Opens `url` in a tab of either; `leave` shows nothing in it again. What each browser has a way of its own
 * for: `reloadHard(tab)`, past cache and worker, and `stopWorkers(tab, origin)`.
 */
export async function openPage(tab, url, { reloadHard, stopWorkers }) {
  const heard = [];
  const deafen = listen(tab, heard);
  await tab.goto(url);
  return {
    console: heard,
    run: async (fn, ...args) => result(await tab.evaluate(expression(fn, args))),
    reload: ({ hard = false } = {}) => (hard ? reloadHard(tab) : tab.reload()),
    stopWorkers: () => stopWorkers(tab, new URL(tab.url()).origin),
    leave: async () => {
      deafen();
      await tab.goto("about:blank");
    },
  };
}

/** Lists what a tab says, until the function is called that this gives. */
function listen(tab, heard) {
  const onConsole = (message) => heard.push(`${message.type()}: ${message.text()}`);
  const onError = (error) => heard.push(`pageerror: ${error.message}`);
  tab.on("console", onConsole).on("pageerror", onError);
  return () => tab.off("console", onConsole).off("pageerror", onError);
}

/** The expression that runs `fn` in a page with these arguments, and gives its result as JSON. */
const expression = (fn, args) =>
  `(async () => JSON.stringify(await (${fn})(...${JSON.stringify(args)})))()`;

/** What a function gave: its JSON read. */
const result = (json) => (json === undefined ? undefined : JSON.parse(json));
