// Webhooks of `npm start` that wait outlive the process that planned them.

import { describe, test } from "node:test";
import { needOnTime, needOverdue } from "./support/killed.js";
import { launchServing } from "./support/launcher.js";

describe("killed by SIGKILL and started again", { concurrency: true }, () => {
  test("a webhook due in 60 s and one due in 10 s come, on time, as the history says", async (t) => {
    await needOnTime(t, launchServing, [["/minute"], ["/soon", 10]]);
  });

  test("one that was due meanwhile comes at the start, without a request", async (t) => {
    await needOverdue(t, launchServing);
  });
});
