/** Data that cannot be protected as asked. The message is Swedish and for the analyst; it holds no count. */
export class DisclosureError extends Error {
  /** Its name. */
  /** The name of the error. */
  override readonly name: string = "DisclosureError";
}
