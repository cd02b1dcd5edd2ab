// A small service worker written by hand, and what a page asks of it.

/* global indexedDB -- of the page */

import { openPage } from "./mocked.js";

/** Answers what is below /mocked and at api.example.com, and notes some of it in IndexedDB a while later. */
const WORKER = `
  const born = crypto.randomUUID();
  self.addEventListener("install", () => self.skipWaiting());
  self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  self.addEventListener("fetch", (event) => {
    const { hostname, pathname } = new URL(event.request.url);
    if (hostname !== "api.example.com" && !pathname.startsWith("/mocked")) return;
    if (pathname === "/mocked/note") event.waitUntil(note(pathname, 300));
    event.respondWith(Response.json({ born, url: event.request.url }, { status: 201 }));
  });
  async function note(text, ms) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    const opening = indexedDB.open("notes", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("notes");
    opening.onsuccess = () => {
      opening.result.transaction("notes", "readwrite").objectStore("notes").put(text, "key");
      opening.result.close();
    };
  }
`;

export const FILES = {
  "/": { type: "text/html", body: "<!doctype html><title>test</title>" },
  "/worker.js": { type: "text/javascript", body: WORKER },
  "/plain.json": { type: "application/json", body: "{}" },
  "/away": { status: 302, type: "text/plain", body: "", headers: { location: "/" } },
};

/** Opens the site, and waits until the worker controls the page. */
export async function openControlled(t, browser, site) {
  const page = await openPage(t, browser, site, "/");
  await page.run(async () => {
    await navigator.serviceWorker.register("/worker.js");
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => (navigator.serviceWorker.oncontrollerchange = resolve));
  });
  return page;
}

export const ask = (page, url, init) =>
  page.run(
    async (url, init) => {
      const answer = await fetch(url, init);
      return { status: answer.status, json: await answer.json() };
    },
    url,
    init,
  );

export const isControlled = (page) => page.run(() => navigator.serviceWorker.controller !== null);

/** What the worker has noted; `undefined` as long as there is nothing. */
export const noted = (page) =>
  page.run(async () => {
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === "notes")) return undefined;
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open("notes"));
    const value = await done(database.transaction("notes").objectStore("notes").get("key"));
    database.close();
    return value;
  });
