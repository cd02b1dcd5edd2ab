// Mocks and conditions with mistakes.

/** A mocks file that is refused. Its message is the drawing, with each mistake pointed at. */
export class MocksError extends Error {
  /** Takes a report of the engine: `{drawing, diagnostics}`. */
  constructor({ drawing, diagnostics }) {
    super(`the mocks file is wrong\n\n${drawing.trimEnd()}`);
    this.name = "MocksError";
    /** The same as drawn, without the first line. */
    this.drawing = drawing;
    /** Each mistake: `{code, severity, line, column, endLine, endColumn, message, hint}`. */
    this.diagnostics = diagnostics;
  }
}

/** A condition that is wrong, in a question about what came in. */
export class ConditionError extends Error {
  /** Takes a report of the engine: `{drawing, diagnostics}`. */
  constructor({ drawing, diagnostics }) {
    super(`the condition is wrong\n\n${drawing.trimEnd()}`);
    this.name = "ConditionError";
    /** The same as drawn, without the first line. */
    this.drawing = drawing;
    /** The mistake: `{code, severity, line, column, endLine, endColumn, message, hint}`. */
    this.diagnostics = diagnostics;
  }
}
