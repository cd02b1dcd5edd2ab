// The page at /__wasmock/: what runs, its endpoints, its webhooks and what came in. Here it is kept
// up to date.

import { Unreachable } from "./ask.js";
import { command } from "./command.js";
import { Refused, data, isOpen, refuse, showDoor, unlock } from "./door.js";
import { showEndpoints } from "./endpoints.js";
import { forgetHealth, isWrong, refreshHealth } from "./health.js";
import { by, say } from "./nodes.js";
import { refreshInboxes, refreshRequests } from "./requests.js";
import { showSubscriptions } from "./subscriptions.js";
import { newer, older, refreshWebhooks } from "./webhooks.js";
import { tell, tellBy } from "./when.js";

/** How often webhooks and requests are asked for while the page is seen, and how often the rest, in milliseconds. */
const WEBHOOKS_EVERY = 2_000;
const REST_EVERY = 10_000;

let restAt = 0;
let timer;
let isAsking = false;
let keepsJournal = false;

function showMocks({ endpoints, subscriptions, journal }) {
  keepsJournal = journal;
  showEndpoints(endpoints, isWrong(), subscriptions.length > 0);
  showSubscriptions(subscriptions);
}

async function askAll() {
  if (Date.now() - restAt >= REST_EVERY) {
    await refreshHealth();
    if (isOpen()) showMocks(await data("endpoints"));
    restAt = Date.now();
  }
  if (!isOpen()) return;
  tellBy((await data("clock", "", "webhooks")).now);
  await refreshWebhooks();
  await refreshRequests(keepsJournal);
  await refreshInboxes();
  showDoor("open");
}

async function askAndTell() {
  try {
    await askAll();
  } catch (error) {
    if (error instanceof Unreachable) {
      restAt = 0;
      forgetHealth();
      return showState("gone", "Not reachable, trying again");
    }
    if (!(error instanceof Refused)) throw error;
    refuse(error);
  }
  if (isWrong()) return showState("wrong", "Running, with a wrong mocks file");
  showState("ok", "Running");
}

function showState(state, text) {
  document.body.dataset.state = state;
  say(by("state"), text);
}

/** Asks, says what came of it, and comes again while the page is seen. */
async function refresh() {
  clearTimeout(timer);
  if (isAsking) return;
  isAsking = true;
  await askAndTell().finally(() => {
    isAsking = false;
    if (!document.hidden) timer = setTimeout(refresh, WEBHOOKS_EVERY);
  });
}

document.addEventListener("visibilitychange", () => document.hidden || refresh());
setInterval(() => document.querySelectorAll("time[data-tense]").forEach(tell), 1_000);

by("newer").addEventListener("click", () => {
  newer();
  refresh();
});
by("older").addEventListener("click", () => {
  older();
  refresh();
});
by("filter").addEventListener("submit", (event) => {
  event.preventDefault();
  refresh();
});
by("shut").append(command("npx wrangler secret put WASMOCK_TOKEN"));
by("unlock").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!unlock()) return;
  restAt = 0;
  refresh();
});

refresh();
