/** The pages of a report in other formats. */
import { DOCUMENT_FORMATS, type DocumentFormat, writeDocument } from "../document/mod.ts";
import type { RenderedReport, ReportDocument } from "../report/mod.ts";
import { text, UsageError, type Values } from "./_command.ts";
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

/** A page in the formats asked for. */
export async function documentsOf(
  { fileName, content }: RenderedReport,
  formats: readonly DocumentFormat[],
): Promise<ReportDocument[]> {
  if (formats.length === 0) return [];
  const page = content(), documents: ReportDocument[] = [];
  for (const format of formats) {
    const bytes = await writeDocument(format, page);
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
