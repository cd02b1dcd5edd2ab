// A Worker that answers by mocks.yml. `Scheduler` keeps the webhooks that wait.

import { Scheduler, serve } from "wasmock/worker";
import mocks from "./mocks.yml";

export { Scheduler };
export default serve(mocks);
