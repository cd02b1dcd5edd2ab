// A page of a Vite project, in a real browser.

import { until } from "../../play/sink.js";

/** Opens a page, and waits until it is mocked. */
export async function openMocked(browser, url) {
  const page = await openPage(browser, url);
  await page.isMocked();
  return page;
}

/** Opens a page, whether it is mocked or not: that of `browser.open`, and the methods here. */
export async function openPage(browser, url) {
  const page = await browser.open(url);
  return {
    ...page,
    /** Asks from within the page: `[status, body]`. */
    ask: (path, init) => page.run(ask, path, init),
    /** Waits until its script has run and it is mocked. */
    isMocked: () => page.run(mocked),
    /** The text that Vite lays over the page; `null` where there is none. */
    overlay: () => page.run(overlay),
    /** Waits until the page was loaded anew, which the console shows: Vite connects again. */
    reloads: async () => {
      const connections = () => page.console.filter((line) => line.includes("] connected.")).length;
      const before = connections();
      const hasReloaded = await until(() => connections() > before);
      if (!hasReloaded) throw new Error(`no reload:\n${page.console.join("\n")}`);
    },
    /** Waits until a text is in the console; throws what is there instead. */
    sees: async (text) => {
      const isThere = () => page.console.some((line) => line.includes(text));
      if (await until(isThere)) return;
      throw new Error(`no ${text} in the console:\n${page.console.join("\n")}`);
    },
  };
}

async function ask(path, init) {
  const answer = await fetch(path, init);
  return [answer.status, await answer.text()];
}

async function mocked() {
  while (!window.started) await new Promise((resolve) => setTimeout(resolve, 20));
  await window.started;
}

function overlay() {
  const laid = document.querySelector("vite-error-overlay");
  return laid && laid.shadowRoot.querySelector(".message-body").textContent;
}
