// Mocks and conditions with mistakes.

/** Something that the engine refuses. Its message is the drawing, with each mistake pointed at. */
class ReportError extends Error {
  /** Takes a report of the engine: `{drawing, diagnostics}`. */
  constructor(what, { drawing, diagnostics }) {
    super(`${what} is wrong\n\n${drawing.trimEnd()}`);
    /** The same as drawn, without the first line. */
    this.drawing = drawing;
    /** Each mistake: `{code, severity, line, column, endLine, endColumn, message, hint}`. */
    this.diagnostics = diagnostics;
  }
}

/** A mocks file that is refused. */
export class MocksError extends ReportError {
  name = "MocksError";

  constructor(report) {
    super("the mocks file", report);
  }
}

/** A condition that is wrong, in a question about what came in. */
export class ConditionError extends ReportError {
  name = "ConditionError";

  constructor(report) {
    super("the condition", report);
  }
}
