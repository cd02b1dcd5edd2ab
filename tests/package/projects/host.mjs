// Where a bundle runs: in Node or in a page.

/** Where the webhook goes: from the environment, or from the page's address. */
export const callback = () =>
  globalThis.process?.env.CALLBACK ??
  new URLSearchParams(globalThis.location.search).get("callback");

/** Tells what came of it in one line. */
export async function tell(promise) {
  console.log(JSON.stringify(await promise));
}
