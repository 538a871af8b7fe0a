/** The pages of a report in other formats. */
import {
  DOCUMENT_FORMATS,
  type DocumentFormat,
  DocumentTemplateError,
  writeDocument,
  type WriteOptions,
} from "../document/mod.ts";
import type { RenderedReport, ReportDocument } from "../report/mod.ts";
import { text, ToldError, UsageError, type Values } from "./_command.ts";
import { browserFor, printPdf } from "./_pdf.ts";

export function formatWords(): string {
  return [...DOCUMENT_FORMATS, "pdf"].sort().join(", ");
}

/** The formats asked for besides HTML, each once, and the browser that prints them where PDF is one. */
export function formatsOf(values: Values): { formats: readonly DocumentFormat[]; browser: string | null } {
  const asked = (text(values, "format") ?? "html").split(",").map((name) => name.trim());
  const known = ["html", "pdf", ...DOCUMENT_FORMATS], wrong = asked.find((name) => !known.includes(name));
  if (wrong !== undefined) {
    throw new UsageError(
      `--format ska vara ${formatWords()} eller html, flera med komma emellan, till exempel html,xlsx: fick "${wrong}"`,
    );
  }
  return {
    formats: DOCUMENT_FORMATS.filter((format) => asked.includes(format)),
    browser: asked.includes("pdf") ? browserFor(text(values, "webblasare")) : null,
  };
}

/** Where the template for slides lies, from the folder of data of one's own. */
const TEMPLATE = "mallar/bilder.pptx";

/**
 * The template for slides, where there is one.
 *
 * @param data The folder of data of one's own.
 * @param formats The formats asked for.
 * @returns The template.
 * @throws {ToldError} If it cannot be used.
 */
export async function templateOf(data: string, formats: readonly DocumentFormat[]): Promise<WriteOptions> {
  if (!formats.includes("pptx")) return {};
  const path = `${data}/${TEMPLATE}`;
  try {
    const template = await Deno.readFile(path);
    await writeDocument("pptx", { ...EMPTY, title: "Prov" }, { template });
    return { template };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    if (!(error instanceof DocumentTemplateError)) throw error;
    throw new ToldError(
      `Mallen ${path} kan inte användas: ${error.message}. Gör om den efter data/mallar/README.md, eller ta bort den`,
      { cause: error },
    );
  }
}

const EMPTY = {
  name: "",
  manad: "2024-04",
  marks: [],
  invented: [],
  opening: [],
  matter: [{ block: "facts", facts: [], keyFigures: true }],
  about: [],
} as const;

/** A page in the formats asked for. */
export async function documentsOf(
  { fileName, content }: RenderedReport,
  formats: readonly DocumentFormat[],
  options: WriteOptions,
): Promise<ReportDocument[]> {
  if (formats.length === 0) return [];
  const page = content(), documents: ReportDocument[] = [];
  for (const format of formats) {
    const bytes = await writeDocument(format, page, options);
    documents.push({ fileName: fileName.replace(/html$/, format), bytes });
  }
  return documents;
}

/** Pages with their PDF. */
export async function printed(
  reports: readonly RenderedReport[],
  browser: string,
): Promise<RenderedReport[]> {
  const files = await printPdf(browser, reports.map(({ html }) => html));
  return reports.map((report, at) => ({
    ...report,
    documents: [
      ...report.documents ?? [],
      { fileName: report.fileName.replace(/html$/, "pdf"), bytes: files[at] },
    ],
  }));
}
