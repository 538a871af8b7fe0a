/** A notebook that cannot become a report. */

/** A report that cannot be written, and why; the message is for the notebook's author, in Swedish. */
export class ReportError extends Error {
  /** Distinguished from other errors by this. */
  /** The name of the error. */
  override readonly name: string = "ReportError";
}
