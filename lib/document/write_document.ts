import type { DocumentFormat, PageContent, WriteOptions } from "./content.ts";

type Writer = (page: PageContent, options?: WriteOptions) => Promise<Uint8Array<ArrayBuffer>>;

/** What writes each format; it brings its library with it. */
const WRITERS: Readonly<Record<DocumentFormat, () => Promise<Writer>>> = {
  docx: async () => (await import("./word.ts")).word,
  pptx: async () => (await import("./slides.ts")).slides,
  xlsx: async () => (await import("./workbook.ts")).workbook,
};

/** The formats that a page is written in besides HTML. */
export const DOCUMENT_FORMATS: readonly DocumentFormat[] = Object.keys(WRITERS) as DocumentFormat[];

/**
 * Writes a page in another format. The library that writes it is loaded the first time.
 *
 * @param format The format.
 * @param page The page.
 * @param options A template.
 * @returns The file.
 * @throws {DocumentTemplateError} If the template cannot be used; the message is a Swedish clause that says why.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { writeDocument } from "vantelage/document";
 * import { readSheets } from "vantelage/extract";
 * const page = { name: "01", title: "Vem?", manad: "2024-04", marks: ["Publik"], invented: [], opening: [], matter: [], about: [] };
 * const sheets = readSheets(await writeDocument("xlsx", page), "01.xlsx");
 * assert.deepEqual(sheets.map(({ name }) => name), ["Innehåll", "Om siffrorna"]);
 * ```
 */
export async function writeDocument(
  format: DocumentFormat,
  page: PageContent,
  options: WriteOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  return await (await WRITERS[format]())(page, options);
}
