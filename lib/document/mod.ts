/**
 * A page's content in, other formats out: a workbook of its tables, slides of its findings, a document. Each is written
 * from the same content as the page, with its words, its numbers as it rounds them, and its marks. The libraries that
 * write them are loaded when a format is asked for.
 *
 * @module
 */
export * from "./content.ts";
export { numberOf, type ShownNumber, shownNumber } from "./shown_number.ts";
export { contentHtml } from "./content_html.ts";
export { htmlBlocks } from "./html_blocks.ts";
export { pageText } from "./page_text.ts";
export { DocumentTemplateError } from "./template_error.ts";
export { DOCUMENT_FORMATS, writeDocument } from "./write_document.ts";
