// What is wrong in mocks and in conditions.

/** A mistake, or what the author should look at, with its place. */
export interface Diagnostic {
  /** What kind it is: `"unknown-key"`. */
  code: string;
  /** Mocks with an error are refused. */
  severity: "error" | "warning";
  /** Counted from 1. */
  line: number;
  /** Counted from 1, in characters. */
  column: number;
  endLine: number;
  /** The column after the last character. */
  endColumn: number;
  /** One sentence: what is wrong. */
  message: string;
  /** What to do about it: ``"did you mean `response`?"``. */
  hint: string | null;
}

/** What `check` found. */
export interface CheckResult {
  /** Whether the mocks would be taken: there may be warnings. */
  ok: boolean;
  /** What a person reads: each diagnostic with its line and a caret; empty if there is none. */
  drawing: string;
  diagnostics: Diagnostic[];
}

/**
 * Mocks that are refused: thrown by `createMock` and `mock.update`.
 *
 * ```text
 * MocksError: the mocks file is wrong
 *
 * error[unknown-key]: `repsonse` is not a key of an endpoint
 *  --> mocks.yml:3:5
 * ```
 */
export class MocksError extends Error {
  private constructor();
  override name: "MocksError";
  /** All that is wrong, drawn; the message has it too. */
  readonly drawing: string;
  readonly diagnostics: Diagnostic[];
}

/** A condition that is wrong, in a question about requests: thrown by `mock.requests.count` and the like. */
export class ConditionError extends Error {
  private constructor();
  override name: "ConditionError";
  /** What is wrong, drawn; the message has it too. */
  readonly drawing: string;
  readonly diagnostics: Diagnostic[];
}
