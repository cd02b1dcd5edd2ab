// A mocks file with mistakes.

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
