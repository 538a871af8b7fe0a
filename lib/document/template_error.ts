/** A template cannot be used; the message says why, as a Swedish clause. */
export class DocumentTemplateError extends Error {
  /** The name of the error. */
  override readonly name: string = "DocumentTemplateError";
}
