// A command to copy.

import { make } from "./nodes.js";

/** A command with a button that copies it. */
export function command(text) {
  const code = make("code", {}, text);
  const button = make("button", { type: "button", class: "copy", "aria-label": `Copy ${text}` });
  const label = make("span", { role: "status" }, "Copy");
  button.append(label);
  button.addEventListener("click", async () => {
    label.textContent = await copied(code);
    setTimeout(() => (label.textContent = "Copy"), 1_500);
  });
  return make("div", { class: "command" }, code, button);
}

/** Copies what a node says, or selects it where the browser does not let pages copy. */
async function copied(node) {
  try {
    await navigator.clipboard.writeText(node.textContent);
    return "Copied";
  } catch {
    getSelection().selectAllChildren(node);
    return "Selected";
  }
}
