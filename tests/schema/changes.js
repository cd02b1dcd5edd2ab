// A file with every key, and all that becomes of it when one value is put in the place of another.

/** What a webhook can come after. */
const first = { name: "first", url: "https://example.com/" };

const webhook = {
  name: "paid",
  url: "https://example.com/{{json-params.id}}",
  method: "PUT",
  "sleep-time": "1-2",
  if: "response.status = 201",
  headers: { "X-A": "a", "X-B": ["b", 1] },
  body: { a: 1 },
  active: true,
  "basic-auth": { username: "ana", password: "$env:PASSWORD" },
  timeout: "5s",
  retry: { schedule: ["5s", 300], on: ["network", "5xx", 429, "503"] },
  after: "first",
  sign: { scheme: "standard-webhooks", secret: ["$env:SECRET", "whsec_YWJj"] },
  type: "update",
  key: "{{json-params.id}}",
  fields: [{ name: "photo", required: true, embed: true, state: "uploaded" }, { name: "a" }],
  payload: "body",
};

/** Endpoints with each key of `verify`. */
const verifying = [
  {
    scheme: "standard-webhooks",
    secret: ["$env:SECRET", "whsec_YWJj"],
    tolerance: "90s",
    unique: true,
    "on-failure": { status: 401, headers: { "X-A": "a" }, body: { a: 1 } },
  },
  { scheme: "standard-webhooks", "public-key": "$env:KEY" },
  {
    scheme: "rsa-sha256",
    "public-key": [{ kty: "RSA", n: "AQAB", e: "AQAB" }, "$env:KEY"],
    "key-id": ["a", "b"],
    header: "X-Sig",
    unique: "{{json-params.id}}",
  },
  { scheme: "rsa-sha256", "private-key": ["$env:KEY"], "key-id": "a" },
  { scheme: "hmac-sha256", secret: "a", header: "X-Sig" },
  { scheme: "bearer", secret: "a" },
  { scheme: "basic", username: "a", password: "$env:PASSWORD" },
  { scheme: "header", header: "X-Key", secret: "a" },
].map((verify) => ({ endpoint: { path: "/v", if: "true", verify } }));

/** What can't stand beside a body. */
const ofObjects = { ...webhook, type: "ready", fields: { name: "a" }, payload: "object" };
delete ofObjects.body;

/** What can't stand beside a secret. */
const sign = {
  scheme: "rsa-sha256",
  "private-key": ["$env:KEY"],
  "key-id": "pay-1",
  header: "X-Sig",
};

/** What can't stand beside a schedule. */
const retry = { attempts: 3, on: "4xx" };

/** The keys of a webhook of an endpoint, and those of a subscription. */
const { url, ...subscribed } = webhook;
const subscription = {
  ...subscribed,
  target: url,
  secret: "$env:SECRET",
  events: [
    { id: "order.created", label: "a", method: ["POST", "put"], url: "^/orders$" },
    { id: 7, method: "ANY", url: "a" },
  ],
};

/** Another name of the target, one event, and its envelope in the place of a body. */
const { target, ...enveloped } = subscription;
delete enveloped.body;
const second = { ...enveloped, url: target, events: { url: "a" }, payload: "event" };

const response = {
  if: "json-params.a = 1",
  status: 201,
  headers: { "X-A": "a", "X-B": ["b", 1] },
  body: { a: 1 },
};

const endpoint = {
  method: ["GET", "put"],
  host: "api.example.com:8080",
  path: "/a/:b|int/*rest",
  query: { page: "int", q: { type: "string", required: false, default: "x" } },
  headers: { "X-A": "a" },
  body: { a: 1 },
  if: "query-params.page = 1",
  latency: "100ms-2s",
  tag: "a",
  "router-name": ":a",
  swagger: { a: 1 },
};

const settings = {
  cors: true,
  env: ["STAGE"],
  webhooks: { "allow-hosts": ["api.example.com"] },
  "account-id": "a",
  app: "b",
  server: "c",
};

/** Items that have every key. */
export const whole = [
  { endpoint: { ...endpoint, response, webhook: [webhook, first] } },
  {
    endpoint: {
      path: "/b",
      method: "ANY",
      responses: [response],
      webhooks: [{ ...webhook, retry, sign }, ofObjects, first],
    },
  },
  { webhook: subscription },
  ...verifying,
  { webhook: second },
  { webhook: { ...first, events: { url: "a" } } },
  { settings },
];

/** What is put in the place of each value: some of every kind. */
const others = [
  ...[null, true, false, 0, 7, 1.5, 200, 599, 600, 199, -1, 2592000, 2592001],
  ...[
    "",
    " ",
    "x",
    "/x",
    "x y",
    "a/b",
    "200",
    "600",
    "5s",
    "1-2",
    "1 - 2m",
    ".5h",
    "1-2-3",
    "31 days",
  ],
  ...["hmac-sha256", "bearer", "{{json-params.a}}"],
  ...["GET", "get", "int", "integer", "update", "ready", "body", "event", "object", "true"],
  ...["present", "uploaded", { name: "a" }, [{ name: "a", embed: null }]],
  ...[
    "http://a",
    "ftp://a",
    "https://",
    "{{path}}",
    ":80",
    "/__wasmock",
    "/__wasmock/x",
    "/__wasmock/inbox/x",
    "/__wasmocked",
  ],
  ...["/:a|integer", "/:a|date/b", "/a?b", "$env:NAME", "*.a.b", "a..b", "*.*.a", "a.b:80"],
  ...[[], ["x"], [null], [7, true], [[]], [{}], {}, { x: 1 }, { x: null }, { "x y": "z" }],
];

/**
 * Every file that comes of `whole` by putting one value in a place, or by leaving one key out:
 * `{place, items}`, `items` being the one that is changed. No item is read otherwise beside the others.
 */
export function* changes() {
  for (const way of placesIn(whole)) {
    const place = way.join(".");
    for (const value of others) yield { place, value, items: changed(way, value) };
    if (typeof way.at(-1) === "string") yield { place, items: changed(way) };
  }
}

const changed = ([item, ...way], value) => [put([whole[item]], [0, ...way], value)[0]];

/** The way to each value within `value`, itself left out. */
function* placesIn(value, way = []) {
  for (const key of keysOf(value)) {
    yield [...way, key];
    yield* placesIn(value[key], [...way, key]);
  }
}

function keysOf(value) {
  if (Array.isArray(value)) return [...value.keys()];
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

/** A copy of `value` with `other` at the end of the way; `undefined` leaves the key out. */
function put(value, [key, ...way], other) {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  if (way.length === 0 && other === undefined) delete copy[key];
  else copy[key] = way.length > 0 ? put(value[key], way, other) : other;
  return copy;
}
