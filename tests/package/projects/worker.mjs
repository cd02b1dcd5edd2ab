import { createMock } from "wasmock";
import mocks from "./mocks.yml"; // its text: wrangler.toml says so
import { story } from "./story.mjs";

// At global scope, where a Worker may neither read the time nor draw chance.
const mock = createMock(mocks);

export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== "/story") return mock.fetch(request);
    return Response.json(await story(createMock, mocks, searchParams.get("callback")));
  },
};
