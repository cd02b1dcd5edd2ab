// A function of a test, run in a page: the same in every browser, because only texts go over.

/** The expression that runs `fn` in a page with these arguments, and gives its result as JSON. */
export const expression = (fn, args) =>
  `(async () => JSON.stringify(await (${fn})(...${JSON.stringify(args)})))()`;

/** What a function gave: its JSON read. */
export const result = (json) => (json === undefined ? undefined : JSON.parse(json));
