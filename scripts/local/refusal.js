// What a command refuses to do, and how it says so.

/** Something that keeps a command from its work; the message is for the user and says all. */
export class Refusal extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a command: a `Refusal` is told to the user and gives the exit code. */
export async function command(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}
