// The service worker `wasmock-sw.js`: one classic script that has all within it.

import { version } from "../../core/engine.js";
import { onFetch } from "./fetch.js";
import { Mocking } from "./mocking.js";
import { onMessage } from "./messages.js";

// The engine starts now: an event that wakes the worker finds it ready.
version();

const mocking = new Mocking();

self.addEventListener("install", () => self.skipWaiting());

// Until now another version may have been in charge, and stored what this one has not read.
self.addEventListener("activate", (event) => {
  event.waitUntil(mocking.load().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => onFetch(mocking, event));

self.addEventListener("message", (event) => onMessage(mocking, event));
