// Sending a webhook once more.

import { change } from "./door.js";
import { make, say } from "./nodes.js";

/** Has a webhook sent once more: what is to be said of that. */
async function sendAgain(id) {
  try {
    await change(`webhooks/${id}/replay`);
    return "It is being sent.";
  } catch (error) {
    return `Not sent: ${error.message}`;
  }
}

/** The button to send a webhook again, and what came of it; nothing for one that was never sent, or waits. */
export function againButton({ id, state, tries }) {
  if (state === "scheduled" || tries.length === 0) return undefined;
  const button = make("button", { type: "button" }, "Send again");
  const told = make("span", { class: "soft", role: "status" });
  button.addEventListener("click", async () => {
    button.disabled = true;
    say(told, await sendAgain(id));
    button.disabled = false;
  });
  return make("p", { class: "again" }, button, told);
}
