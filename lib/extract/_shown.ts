import { basename } from "node:path";

/** A name as it can be shown in one line: control characters and those that turn the writing direction become "�". */
export function shown(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\ufffd");
}

/** The name of a file without its folder, as it can be shown. */
export function fileName(path: string): string {
  return shown(basename(path));
}
