// Webhooks sent by the development server in place of the browser. It is given what a webhook was
// planned from, and plans it anew, so that it sends nothing that the mocks do not say. What needs a
// secret to be verified is verified there too.

/** Longer than the relay waits for any target. */
const TIMEOUT_MS = 60_000;

/** Has a row sent by the relay at `url`: what `exchange` gives there, or `{error}`. */
export const relayed = (url, { id, planned, object }) => ask(url, { ...planned, id, object });

/** What a request that is answered only once it is verified proves: `{held, reason}`. */
export async function relayedProof(url, planned) {
  const { held, reason, error } = await ask(url, { ...planned, id: null });
  return error === undefined ? { held, reason } : { held: false, reason: error };
}

async function ask(url, asked) {
  try {
    return outcome(url, await post(url, { ...asked, body: base64(asked.body) }));
  } catch (error) {
    return { error: `the relay ${url} can't be reached: ${error.message}` };
  }
}

function outcome(url, { status, said }) {
  if (status === 200 && said) return said;
  const reason = said?.error ?? "it is no relay; is the plugin `wasmock/vite` in use?";
  return { error: `the relay ${url} refused with ${status}: ${reason}` };
}

async function post(url, request) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, said: await response.json().catch(() => undefined) };
}

/** In pieces: a call takes only so many arguments. */
function base64(bytes) {
  let characters = "";
  for (let at = 0; at < bytes.length; at += PIECE) {
    characters += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(characters);
}

const PIECE = 0x8000;
