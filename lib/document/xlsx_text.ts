/**
 * Text as a workbook writes it, in which `_x0041_` would stand for a character.
 *
 * @param text Any text.
 * @returns The text for the library.
 */
export function xlsxText(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
}
