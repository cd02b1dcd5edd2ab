// What keeps a command from its work, and how it says so.

/** What was wrong, and what to do: a message for the user. The exit code is 1. */
export class Failure extends Error {
  exitCode = 1;
}

/** A command line that can't be followed. The exit code is 2. */
export class Misuse extends Failure {
  exitCode = 2;
}
