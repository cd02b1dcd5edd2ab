// Asking the server.

/** How long it may take to answer, in milliseconds. */
const PATIENCE = 10_000;

/** The server did not answer, or not as itself. */
export class Unreachable extends Error {}

/** Asks this origin for JSON, or has it change something by `POST`: `{status, body}`. */
export async function ask(path, headers = {}, method = "GET") {
  try {
    const answer = await fetch(path, {
      method,
      headers,
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { status: answer.status, body: await answer.json() };
  } catch (error) {
    throw new Unreachable(error.message);
  }
}
