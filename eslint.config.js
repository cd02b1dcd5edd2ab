import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["build/", "target/", ".wasmock/", ".wrangler/"] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  { files: ["scripts/**", "tests/**"], languageOptions: { globals: globals.node } },
  { files: ["js/**"], languageOptions: { globals: globals.serviceworker } },
  { files: ["www/**"], languageOptions: { globals: globals.browser } },
];
