// The endpoints: a table, each with a command to try it.

import { command } from "./command.js";
import { curl, isVariable, sampleTarget } from "./curl.js";
import { by, make, note, say } from "./nodes.js";

/** How many endpoints are shown. */
const ENDPOINTS = 1_000;

/** A path whose parameters stand out; a link where a browser can simply go there. */
function shownPath(endpoint) {
  const { path } = endpoint;
  const parts = path.split(/(?<=\/)/).map((part) => {
    const [, sigil, type, slash] = /^([:*][^|/]*)(\|[^/]*)?(\/?)$/.exec(part) ?? [];
    if (sigil === undefined) return part;
    const kind = type && make("span", { class: "type" }, type);
    return make("span", {}, make("span", { class: "variable" }, sigil), kind, slash);
  });
  if (!isLink(endpoint)) return make("span", {}, ...parts);
  return make("a", { href: location.origin + sampleTarget(endpoint) }, ...parts);
}

/** Whether a browser that goes to the path is answered by the endpoint. */
function isLink({ methods, host, path, headers, body }) {
  const goes = methods.some((method) => method === "GET" || method === "ANY");
  const asksMore = body !== null || Object.keys(headers).length > 0;
  const isElsewhere = host && host !== location.hostname;
  return goes && !asksMore && !isElsewhere && !path.split("/").some(isVariable);
}

function endpointRow(endpoint) {
  const { methods, host } = endpoint;
  const cell = (name, ...children) => make("td", { role: "cell", class: name }, ...children);
  const soft = (text) => text && make("p", { class: "soft" }, text);
  return make(
    "tr",
    { role: "row" },
    cell("methods", ...methods.map((method) => make("span", { "data-method": method }, method))),
    cell("path", shownPath(endpoint), soft(host ? `at ${host}` : undefined), soft(calls(endpoint))),
    cell("try", command(curl(endpoint))),
  );
}

/** The webhooks by their names, and how many have none but the path; nothing where there are none. */
function calls({ path, webhooks }) {
  const names = webhooks.filter((name) => name !== path);
  const others = webhooks.length - names.length;
  const count = `${others} ${names.length > 0 ? "more" : others === 1 ? "webhook" : "webhooks"}`;
  const called = others > 0 ? [...names, count] : names;
  return called.length > 0 ? `then calls ${called.join(", ")}` : undefined;
}

/** What is shown, as a text: nodes are made anew only for something else. */
let shownText;

/**
 * Shows the endpoints, of which there are none while the mocks file is wrong; `subscribed` says whether
 * their answers may fire subscriptions.
 */
export function showEndpoints(list, isWrong, subscribed) {
  const text = JSON.stringify([list, isWrong, subscribed]);
  if (text === shownText) return;
  shownText = text;
  const shown = list.slice(0, ENDPOINTS);
  document.querySelector("#endpoints tbody").replaceChildren(...shown.map(endpointRow));
  by("endpoints").hidden = list.length === 0;
  say(by("endpoints-count"), String(list.length));
  note("endpoints-note", noteOn(list, isWrong));
  by("webhooks-none").replaceChildren(...sourceOfWebhooks(list, subscribed));
}

function noteOn(endpoints, isWrong) {
  if (isWrong) return "None, until the mocks file is right.";
  if (endpoints.length === 0) return "The mocks file has none: every request is answered with 404.";
  return endpoints.length > ENDPOINTS ? `The first ${ENDPOINTS} of them.` : "";
}

/** Where webhooks would come from. */
function sourceOfWebhooks(endpoints, subscribed) {
  const source = endpoints.find(({ webhooks }) => webhooks.length > 0);
  if (!source && subscribed) return ["No webhooks yet: no answer has fired a subscription."];
  if (!source) return ["No webhooks yet, and no endpoint that has one."];
  const sent = source.methods[0] === "ANY" ? "Send a request" : source.methods[0];
  const path = make("code", {}, source.path);
  return [`No webhooks yet. ${sent} to `, path, " and they appear here.", command(curl(source))];
}
