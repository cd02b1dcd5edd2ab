import { createMock } from "wasmock";
import { story } from "./story.mjs";

console.log(JSON.stringify(await story(createMock, "mocks.yml", process.env.CALLBACK)));
