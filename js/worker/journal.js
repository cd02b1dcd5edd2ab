// The journal and the inboxes: one object of their own keeps them, whoever asks.

import { keeperOf } from "./shards.js";

/// Notes a request that was answered.
export const noteRequest = async (bindings, record) => keeperOf(bindings).noteRequest(record);

/// Has an inbox catch a request: its number there; nothing if the inboxes take no more for now.
export const catchRequest = async (bindings, name, record, isRated) =>
  keeperOf(bindings).catchRequest(name, record, isRated);

/// The answer to a question, JSON, as JSON text.
export const askRequests = async (bindings, ask, question) =>
  keeperOf(bindings).askRequests(ask, question);

/// The names of the inboxes, as JSON text.
export const inboxes = async (bindings) =>
  JSON.stringify({ inboxes: await keeperOf(bindings).inboxes() });
