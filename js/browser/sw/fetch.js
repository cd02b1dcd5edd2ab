// Which requests the worker takes, decided at once. What it does not take goes to the network as if
// there were no worker.

import { answer, KIND, look, unmatched } from "./answer.js";

/** What is mocked besides `fetch`: the page's script says it in the worker's address. */
const DESTINATIONS = new Set(
  new URLSearchParams(self.location.search).get("destinations")?.split(","),
);

/** The listener of requests. */
export function onFetch(mocking, event) {
  event.waitUntil(mocking.wake());
  if (!isAskedFor(event.request)) return;
  if (mocking.isReady) decide(mocking, event);
  else event.respondWith(late(mocking, event));
}

/** Whether a request is of a sort that is mocked at all. */
function isAskedFor({ destination, cache, mode, url }) {
  if (destination !== "" && !DESTINATIONS.has(destination)) return false;
  // The worker could not send such a request on: `fetch` refuses it.
  if (cache === "only-if-cached" && mode !== "same-origin") return false;
  return url.startsWith("http");
}

function decide(mocking, event) {
  const isUsers = whose(mocking.users, event);
  if (isUsers === false) return;
  const seen = look(mocking, event.request);
  if (!seen) return;
  if (isUsers === undefined) return event.respondWith(late(mocking, event));
  if (seen.kind === KIND.passed) return void unmatched(mocking, event);
  event.respondWith(answerOrPassOn(mocking, event, seen));
}

/** Whether a request is one of a page that is mocked; `undefined` if that must be asked first. */
function whose(users, { request, clientId }) {
  if (request.mode === "navigate") return users.any;
  return clientId === "" ? false : users.has(clientId);
}

/** The answer to a request of which it could not be said at once whether it is mocked. */
async function late(mocking, event) {
  await mocking.ready();
  const isUsers = whose(mocking.users, event) ?? (await mocking.users.ask(event.clientId));
  const seen = isUsers && look(mocking, event.request);
  return seen ? answerOrPassOn(mocking, event, seen) : fetch(event.request);
}

const answerOrPassOn = async (mocking, event, seen) =>
  (await answer(mocking, event, seen)) ?? fetch(event.request);
