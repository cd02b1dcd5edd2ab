// Every case of tests/cases through the service worker, in each browser.

import { describe } from "node:test";
import { BROWSERS } from "./support/browsers.js";
import { describeCasesIn } from "./support/cases.js";

describe("cases in browsers", { concurrency: BROWSERS.length }, () => {
  BROWSERS.forEach(describeCasesIn);
});
