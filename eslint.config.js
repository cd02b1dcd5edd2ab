import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["build/", "dist/", "dist.new/", "target/", ".wasmock/", ".wrangler/"] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  { files: ["scripts/**", "tests/**", "benches/**"], languageOptions: { globals: globals.node } },
  // They hold functions that run in a page.
  { files: ["tests/vite/**"], languageOptions: { globals: globals.browser } },
  { files: ["js/**"], languageOptions: { globals: globals["shared-node-browser"] } },
  { files: ["js/worker.js", "js/worker/**"], languageOptions: { globals: globals.serviceworker } },
  { files: ["js/node/**", "js/vite/**"], languageOptions: { globals: globals.node } },
  { files: ["js/vite/client.js"], languageOptions: { globals: globals.browser } },
  {
    files: ["js/browser/**", "js/webhooks/indexeddb.js", "js/records/indexeddb.js"],
    languageOptions: { globals: globals.browser },
  },
  { files: ["js/browser/sw/**"], languageOptions: { globals: globals.serviceworker } },
  { files: ["www/**", "benches/browser/pages/**"], languageOptions: { globals: globals.browser } },
];
