// A page of a browser: the same over playwright and over puppeteer, because only texts go over.

/** Opens `url` in a page of either; `reloadHard` is the browser's own way past cache and worker. */
export async function openPage(page, url, reloadHard) {
  const heard = [];
  page.on("console", (message) => heard.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`pageerror: ${error.message}`));
  await page.goto(url);
  return {
    console: heard,
    run: async (fn, ...args) => result(await page.evaluate(expression(fn, args))),
    reload: ({ hard = false } = {}) => (hard ? reloadHard(page) : page.reload()),
    close: () => page.close(),
  };
}

/** The expression that runs `fn` in a page with these arguments, and gives its result as JSON. */
const expression = (fn, args) =>
  `(async () => JSON.stringify(await (${fn})(...${JSON.stringify(args)})))()`;

/** What a function gave: its JSON read. */
const result = (json) => (json === undefined ? undefined : JSON.parse(json));
