const { createMock } = require("wasmock");

import("./story.mjs").then(async ({ story }) => {
  console.log(JSON.stringify(await story(createMock, "mocks.yml", process.env.CALLBACK)));
});
