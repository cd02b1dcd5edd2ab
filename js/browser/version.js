// The version that the page's side and the worker's file carry, so that a stale copy is found out.

import { version } from "../../package.json";

export { version };
