// A page whose requests wasmock answers.

import { start } from "../../../dist/browser.js";

const body = { id: "{{path-params.id}}", name: "Ana", active: true };
const mocks = [{ endpoint: { path: "/api/users/:id", response: { body } } }];

window.ready = start({ mocks, quiet: true });
