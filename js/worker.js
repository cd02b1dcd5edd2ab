// This checkout's Worker, as wrangler.toml names it: the mocks file of the top folder, served. A
// user's own Worker is the same with `wasmock/worker` in the place of the built file.
//
// wrangler brings the mocks file as a text, so changing it needs no build.

import mocks from "../mocks.yml";
import { serve } from "../build/worker/index.js";

export { Scheduler } from "../build/worker/index.js";
export default serve(mocks);
