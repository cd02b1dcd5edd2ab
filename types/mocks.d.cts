// Mocks as values: what a mocks file holds, in types. docs/mocks-file.md tells what each key means.

/** What a mocks file holds: a list of items. */
export type MocksItem = { endpoint: Endpoint } | { webhook: Subscription } | { settings: Settings };

/** Which requests are taken, what is answered, and what is called afterwards. */
export interface Endpoint {
  /** In any case; a list; `"ANY"`. Default: `"GET"`. */
  method?: string | readonly string[];
  /** The request's host without its port. Default: any. */
  host?: string;
  /** `"/users/:id"`, `"/users/:id|int"`, `"/files/*rest"`. */
  path: string;
  /** Types of the query's parameters: `{ page: "int" }`. */
  query?: Readonly<Record<string, ParameterType | QueryParameter>>;
  /** Header fields that the request must carry. */
  headers?: Readonly<Record<string, Text>>;
  /** A sample of the JSON body: each of its keys must be there with its type. */
  body?: unknown;
  /** A condition on the request: `"json-params.total > 100"`. */
  if?: Condition;
  /** The answer, or a list of which the first whose `if` holds is given. Default: 200, no body. */
  response?: EndpointResponse | readonly EndpointResponse[];
  /** The same as `response`; one of the two. */
  responses?: EndpointResponse | readonly EndpointResponse[];
  /** What is called after the answer. */
  webhook?: EndpointWebhook | readonly EndpointWebhook[];
  /** The same as `webhook`; one of the two. */
  webhooks?: EndpointWebhook | readonly EndpointWebhook[];
  /** What a request must prove of its sender; 403 where it does not. */
  verify?: Verify;
  /** How long the answer waits: seconds, `"300ms"`, or a range `"100ms-2s"`. Default: not at all. */
  latency?: TimeOrRange;
  /** A name for payloads. */
  tag?: Text;
  /** moclojer's; means nothing here. */
  "router-name"?: unknown;
  /** moclojer's; means nothing here. */
  swagger?: unknown;
}

/** The type that a parameter's text must be of. */
export type ParameterType =
  | "string"
  | "int"
  | "float"
  | "double"
  | "bool"
  | "boolean"
  | "uuid"
  | "date"
  // A constant written elsewhere is a `string` to TypeScript; the engine checks it.
  | (string & {});

/** A parameter of the query. */
export interface QueryParameter {
  /** Default: `"string"`. */
  type?: ParameterType;
  /** Whether a request without it is answered 400. Default: `false`. */
  required?: boolean;
  /** What it is where a request has none. */
  default?: Text;
}

/** An answer. */
export interface EndpointResponse {
  /** Where it does not hold, the next of the list is tried. */
  if?: Condition;
  /** 200 to 599. Default: 200. */
  status?: number | string;
  /** Values are templates; a list sends the field several times. */
  headers?: HeaderFields;
  /** A template as text; any other value is sent as JSON, its texts being templates. */
  body?: unknown;
}

/** What a request must prove before it is answered. */
export interface Verify {
  /** By what: a signature as webhooks carry it, or credentials. */
  scheme: SignatureScheme | "bearer" | "basic" | "header";
  /** `"$env:NAME"` or a text, of a list any: for all but `rsa-sha256` and `basic`. */
  secret?: Text | readonly Text[];
  /** Of the sender: PEM, a JWK, or `"$env:NAME"`, of a list any. */
  "public-key"?: Text | object | readonly (Text | object)[];
  /** In its place the private key that it belongs to: `"$env:NAME"`. */
  "private-key"?: string | readonly string[];
  /** What the sender calls the keys of `rsa-sha256`, one for each. */
  "key-id"?: Text | readonly Text[];
  /** The header field of `header`, or another one for the signature. */
  header?: string;
  /** Of `basic`. */
  username?: Text;
  /** Of `basic`. */
  password?: Text;
  /** How far the time of `standard-webhooks` may be from now. Default: 5 minutes. */
  tolerance?: number | string;
  /** Whether what comes again is refused: by its `webhook-id`, or by a template. Default: `false`. */
  unique?: boolean | string;
  /** The answer to a request that is refused. Default: 403. */
  "on-failure"?: Omit<EndpointResponse, "if">;
}

/** A request that is sent after the answer. */
export interface EndpointWebhook {
  /** A template that makes an absolute URL, or a path, which calls these same mocks. */
  url: string;
  /** Default: `"POST"`. */
  method?: string;
  /** How long after the answer: seconds, `"500ms"`, `"5m"`, or a range `"1-2"`. Default: 60 seconds. */
  "sleep-time"?: TimeOrRange;
  /** Where it does not hold nothing is sent, and the history says `skipped`. */
  if?: Condition;
  /** Values are templates, or `"$env:NAME"` for a secret. */
  headers?: HeaderFields;
  /** As of a response. */
  body?: unknown;
  /** For the history. Default: the endpoint's path. */
  name?: Text;
  /** Whether it is sent at all. Default: `true`. */
  active?: boolean;
  /** Templates, or `"$env:NAME"` for a secret. */
  "basic-auth"?: { username: Text; password: Text };
  /** How long the target may take: seconds or `"500ms"`. Default: 15 seconds. */
  timeout?: number | string;
  /** `"ready"`: once for an object. Default: `"update"`, at every request. */
  type?: WebhookType;
  /** What tells one object from another: a template. Default: `"{{json-params.id}}"`. */
  key?: Text;
  /** What must be known of the object's fields; else nothing is sent. */
  fields?: ObjectField | readonly ObjectField[];
  /** What is sent: what stands under `body`, or an envelope. Default: `"body"`. */
  payload?: WebhookPayload;
  /** What follows a try that failed. Default: nothing. */
  retry?: Retry;
  /** The `name` of another webhook beside it, which must be delivered first. */
  after?: Text;
  /** How it is signed. Default: not at all. */
  sign?: Sign;
}

/** A webhook of the file: it is sent for what any endpoint answered with a 2xx. */
export interface Subscription extends Omit<EndpointWebhook, "url"> {
  /** What it is sent for: of several the first that fits, once. */
  events: SubscribedEvent | readonly SubscribedEvent[];
  /** A template that makes an absolute URL, or a path, which calls these same mocks. */
  url?: string;
  /** The same as `url`; one of the two. */
  target?: string;
  /** What stands in the payload `event` for the receiver to know it by: a template, or `"$env:NAME"`. */
  secret?: Text;
}

/** Requests that a subscription is sent for. */
export interface SubscribedEvent {
  /** A regular expression, which the path must hold somewhere. */
  url: string;
  /** In any case; a list. Default: `"ANY"`. */
  method?: string | readonly string[];
  /** For the payload. Default: its place, counted from 1. */
  id?: Text;
  /** For the payload. */
  label?: Text;
}

/** Further tries: `attempts` of them in all, or after the waits of a `schedule`. */
export interface Retry {
  /** 2 to 20, the first among them; the waits double. */
  attempts?: number | string;
  /** The waits between them: seconds, `"5s"`. */
  schedule?: number | string | readonly (number | string)[];
  /** After which failures. Default: `["network", "timeout", "5xx", 429]`. */
  on?: Text | readonly Text[];
}

/** A signature of the bytes that are sent, anew at each try. */
export interface Sign {
  /** By what. */
  scheme: SignatureScheme;
  /** `"$env:NAME"` or a text; a list signs with each. */
  secret?: Text | readonly Text[];
  /** `"$env:NAME"`, never the key itself; a list signs with each. */
  "private-key"?: string | readonly string[];
  /** What receivers call the private keys, one for each. */
  "key-id"?: Text | readonly Text[];
  /** Another header field for the signature. */
  header?: string;
}

/** How webhooks are signed. */
export type SignatureScheme =
  | "standard-webhooks"
  | "hmac-sha256"
  | "rsa-sha256"
  // A constant written elsewhere is a `string` to TypeScript; the engine checks it.
  | (string & {});

// Constants written elsewhere are each a `string` to TypeScript; the engine checks them.

/** When a webhook is sent: at every request, or once for an object. */
export type WebhookType = "update" | "ready" | (string & {});

/** What a webhook sends. */
export type WebhookPayload = "body" | "event" | "object" | (string & {});

/** A field of the object that a request brings: a key of its JSON body. */
export interface ObjectField {
  name: Text;
  /** Whether nothing is sent where it is missing or null. Default: `true`. */
  required?: boolean;
  /** `false`: in the payload `object`, `NAME_id` stands in its place. Default: `true`. */
  embed?: boolean;
  /** `"uploaded"`: nothing is sent before its own `state` is that. Default: `"present"`. */
  state?: "present" | "uploaded" | (string & {});
}

/** What holds for all endpoints. Several `settings` merge; the later wins. */
export interface Settings {
  /** Whether pages of other origins may read the answers. Default: `true`. */
  cors?: boolean;
  /** The variables of `env` that templates may read: `{{env.STAGE}}`. Default: none. */
  env?: readonly string[];
  /** Where a deployed Worker sends webhooks whose host is a template: names, or `*.NAME` for all below one. */
  webhooks?: { "allow-hosts"?: readonly string[] };
  /** `account_id` of the payload `object`. */
  "account-id"?: Text;
  /** `app` of the payload `object`. */
  app?: Text;
  /** `server` of the payload `object`. */
  server?: Text;
}

/** `"json-params.total > 100"`, or a constant. */
export type Condition = string | boolean | number;

/** A number is seconds; a text may have a unit (`"300ms"`, `"5m"`), or be a range (`"1-2"`). */
export type TimeOrRange = number | string;

/** Header fields by name; a list sends the field several times. */
export type HeaderFields = Readonly<Record<string, Text | readonly Text[]>>;

/** A text, or a value that is read as the text that shows it. */
export type Text = string | number | boolean;
