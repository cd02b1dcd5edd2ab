import { createMock } from "wasmock";
import mocks from "./mocks.yml?raw";
import { callback, tell } from "./host.mjs";
import { story } from "./story.mjs";

tell(story(createMock, mocks, callback()));
