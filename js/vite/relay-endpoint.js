// The relay over HTTP. What it says is JSON: what came of the sending, or `{"error"}`.

import { bytesOf } from "../node/request.js";
import { refusal } from "./caller.js";
import { Refusal } from "./relay.js";

/** The longest question, in bytes: a request of 25 MiB, as all hosts take it, in base64. */
const BODY_MAX = 36 * 1024 * 1024;

/** A handler of requests to a relay. */
export const relayEndpoint = (relay) => async (request, response) => {
  try {
    answer(response, 200, await relay.send(await question(request)));
  } catch (error) {
    answer(response, error.status ?? 500, { error: error.message });
  }
};

/** The question, once it is known that the caller may ask it. */
async function question(request) {
  const refused = refusal(request);
  if (refused) throw new Refusal(403, refused);
  if (request.method !== "POST") throw new Refusal(405, "the relay is asked with POST");
  if (!/^application\/json\s*(;|$)/i.test(request.headers["content-type"] ?? "")) {
    throw new Refusal(415, "the relay is asked in application/json");
  }
  return parsed(await textOf(request));
}

async function textOf(request) {
  const bytes = await bytesOf(request, BODY_MAX);
  if (!bytes) throw new Refusal(413, "the question is too long");
  return bytes.toString("utf8");
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, `this is no JSON: ${error.message}`);
  }
}

function answer(response, status, value) {
  const fields = { "content-type": "application/json", "cache-control": "no-store" };
  response.writeHead(status, fields).end(JSON.stringify(value));
}
