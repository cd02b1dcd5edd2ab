// Serves a mocks file on real workerd until it is killed: `node serve.js OPTIONS`, a JSON object
// `{mocks, folder, bindings}`. Prints its address once it answers.
//
// It is a process of its own so that a test can end it and its workerd as a crash would. It ends when its input
// does, so that it outlives no test that could not end it.

import { serve } from "../../scripts/local/serve.js";

process.stdin.on("end", () => process.exit()).resume();

const { mocks, folder, bindings: vars } = JSON.parse(process.argv[2]);
const server = await serve({ mocks, folder, vars, onLine: (line) => console.log(line) });
console.log(`ready ${server.url}`);
