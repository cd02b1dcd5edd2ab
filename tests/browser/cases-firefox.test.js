// Every case of tests/cases through the service worker in Firefox.

import { BROWSERS } from "./support/browsers.js";
import { describeCasesIn } from "./support/cases.js";

describeCasesIn(BROWSERS.find(({ name }) => name === "firefox"));
