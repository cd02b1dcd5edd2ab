import { createMock } from "wasmock";
import mocks from "./mocks.yml"; // its text: esbuild's loader, webpack's asset/source
import { callback, tell } from "./host.mjs";
import { story } from "./story.mjs";

tell(story(createMock, mocks, callback()));
