// A page whose requests MSW answers.

import { http, HttpResponse } from "msw";
import { setupWorker } from "msw/browser";

const worker = setupWorker(
  http.get("/api/users/:id", ({ params }) =>
    HttpResponse.json({ id: params.id, name: "Ana", active: true }),
  ),
);

window.ready = worker.start({ quiet: true, onUnhandledRequest: "bypass" });
