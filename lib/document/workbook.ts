import writeExcelFile, { type CellObject, type Feature, type SheetOptions } from "write-excel-file";
import { cellAt, lightPalette } from "../figures/mod.ts";
import { type Block, commentsIn, type PageContent, type TextTableBlock } from "./content.ts";
import { numberOf, type WrittenColumn, writtenColumns, type WrittenValue } from "./shown_number.ts";
import { xlsxText } from "./xlsx_text.ts";
import { linesOf, markLine, titleOf } from "./_words.ts";

/** A sheet: rows of cells, and what the library does not write by itself. */
interface Sheet {
  readonly name: string;
  readonly cells: readonly (readonly CellObject[])[];
  readonly widths: readonly number[];
  /** How many rows and columns stay in sight. */
  readonly sticky: { readonly rows: number; readonly columns: number };
  /** The cells that can be sorted and filtered. */
  readonly filter?: string;
  /** Cells that lead to other sheets. */
  readonly links: readonly { readonly cell: string; readonly sheet: string }[];
}

const WIDEST = 46, CONTENTS = "Innehåll", ABOUT = "Om siffrorna", LINK = lightPalette.link;

/** The row of a table's headers: above it stand headline, scope, marks, source and the way back. */
const HEAD_ROW = 7;

/**
 * A page as a workbook (arbetsbok): its contents with what it has found, a sheet for each figure's table and each table, and
 * what its words mean. Numbers are numbers, as the page rounds them; what is in doubt has its bounds in columns of its own.
 *
 * @param page The page.
 * @returns The file (xlsx).
 */
export async function workbook(page: PageContent): Promise<Uint8Array<ArrayBuffer>> {
  const figures = figureSheets(page), tables = tableSheets(page);
  const named = [...figures, ...tables];
  const sheets = [contentsSheet(page, named), ...named.map(({ sheet }) => sheet), aboutSheet(page)];
  const blob = await writeExcelFile(
    sheets.map(({ name, cells, widths, sticky }) => ({
      sheet: name,
      data: cells.map((row) => [...row]),
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: sticky.rows,
      stickyColumnsCount: sticky.columns,
      showGridLines: false,
      orientation: "landscape" as const,
    })),
    { fontFamily: "Calibri", fontSize: 11, features: [linksAndFilters(sheets)] },
  ).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

/** A sheet with a line in the contents. */
interface NamedSheet {
  readonly sheet: Sheet;
  readonly says: string;
}

function figureSheets(page: PageContent): NamedSheet[] {
  return page.matter.filter((block) => block.block === "figure").map((block) => {
    const { number, figure: { headline, subtitle, note, table } } = block;
    const body = table.rows.filter(({ total }) => !total), totals = table.rows.filter(({ total }) => total);
    const rows = [...body, ...totals];
    const columns = table.columns.flatMap((column) =>
      writtenColumns(column, rows.map(({ cells }) => cellAt(cells, column.key)))
    );
    const below = [table.caption, table.remark, note, ...commentsIn(page.matter, block)]
      .filter((text) => text !== undefined && text !== "");
    const sheet = tableSheet(page, {
      ...{ name: number, headline, subtitle, columns, mark: block.mark, below: below as string[] },
      totals: totals.length,
    });
    return { sheet, says: headline };
  });
}

/** Tables that belong to no figure, such as those of decisions; each is said by the heading before it. */
function tableSheets(page: PageContent): NamedSheet[] {
  const found: NamedSheet[] = [];
  let heading = page.title;
  for (const block of page.matter) {
    if (block.block === "heading") heading = block.text;
    if (block.block !== "table" || block.head.length === 0) continue;
    found.push({ says: heading, sheet: textSheet(page, block, `Uppgifter ${found.length + 1}`, heading) });
  }
  return found;
}

function textSheet(
  page: PageContent,
  { caption, head, rows }: TextTableBlock,
  name: string,
  headline: string,
): Sheet {
  const columns = head.map((head, at) => {
    const values = rows.map((row): WrittenValue => numberOf(row[at] ?? "") ?? row[at] ?? null);
    return { head, values, isNumber: values.some((value) => typeof value === "object" && value !== null) };
  });
  return tableSheet(page, { name, headline, subtitle: caption, columns, mark: null, below: [], totals: 0 });
}

function tableSheet(page: PageContent, { name, headline, subtitle, columns, mark, below, totals }: {
  readonly name: string;
  readonly headline: string;
  readonly subtitle: string;
  readonly columns: readonly WrittenColumn[];
  readonly mark: string | null;
  readonly below: readonly string[];
  readonly totals: number;
}): Sheet {
  const count = columns[0]?.values.length ?? 0;
  const head = columns.map(({ head, isNumber }): CellObject => ({
    ...text(head, { fontWeight: "bold", wrap: true, alignVertical: "bottom" }),
    align: isNumber ? "right" : "left",
    backgroundColor: lightPalette.wash,
    bottomBorderStyle: "thin",
    bottomBorderColor: lightPalette.muted,
  }));
  const rows = Array.from({ length: count }, (_, row) => {
    const isTotal = row >= count - totals;
    const style: CellObject = isTotal
      ? {
        fontWeight: "bold",
        ...row === count - totals && { topBorderStyle: "thin", topBorderColor: lightPalette.ink },
      }
      : {};
    return columns.map(({ values, isNumber }) => valueCell(values[row], isNumber, style));
  });
  const last = `${columnName(columns.length - 1)}${HEAD_ROW + count - totals}`;
  return {
    name,
    cells: [
      [text(headline, { fontWeight: "bold", fontSize: 14 })],
      [text(subtitle)],
      [text(markLine(page, mark), { textColor: lightPalette.late })],
      [text(`Källa: Vänteläge, ${titleOf(page)}, ${name}`, { textColor: lightPalette.muted })],
      [text("Till innehållet", { textColor: LINK, textDecoration: { underline: true } })],
      [],
      head,
      ...rows,
      [],
      ...below.map((line) => [text(line, { textColor: lightPalette.muted })]),
    ],
    widths: columns.map(({ head, values }, at) => {
      const longest = Math.max(0, ...values.map((value) => shownText(value).length));
      const word = Math.max(...head.split(/\s/).map((part) => part.length));
      return Math.min(WIDEST, Math.max(at === 0 ? 16 : 10, longest + 2, word + 3));
    }),
    sticky: { rows: HEAD_ROW, columns: 1 },
    ...count - totals > 1 && { filter: `A${HEAD_ROW}:${last}` },
    links: [{ cell: "A5", sheet: CONTENTS }],
  };
}

/** The first sheet: the page's question, what it has found, and where its tables are. */
function contentsSheet(page: PageContent, sheets: readonly NamedSheet[]): Sheet {
  const ofFigures = page.matter.filter((block) => block.block === "paragraph" && block.role === "comment");
  const found = [...page.opening, ...page.matter].filter((block) => !ofFigures.includes(block))
    .flatMap((block) => summary(block));
  const before: CellObject[][] = [
    [text(page.title, { fontWeight: "bold", fontSize: 18 })],
    [text(markLine(page, null), { textColor: lightPalette.late })],
    [],
    ...found,
    ...found.length > 0 ? [[]] : [],
    [text("Blad", { fontWeight: "bold" }), text("Vad det visar", { fontWeight: "bold" })],
  ];
  const rows = sheets.map(({ sheet: { name }, says }) => ({ name, says }));
  return {
    name: CONTENTS,
    cells: [
      ...before,
      ...[...rows, { name: ABOUT, says: "Vad orden betyder och vad siffrorna bygger på" }].map((
        { name, says },
      ) => [
        text(name, { textColor: LINK, textDecoration: { underline: true } }),
        text(says),
      ]),
    ],
    widths: [30, 22, 90],
    sticky: { rows: 2, columns: 0 },
    links: [...rows.map(({ name }) => name), ABOUT]
      .map((sheet, at) => ({ cell: `A${before.length + 1 + at}`, sheet })),
  };
}

/** What the contents repeat of a page: its lead, what is said of it, its key figures and its findings. */
function summary(block: Block): CellObject[][] {
  switch (block.block) {
    case "paragraph":
      return block.role === "lead" || block.role === "comment" ? [[text(block.text)]] : [];
    case "list":
      return block.findings
        ? block.items.map((
          { text: says, topic },
        ) => [text(`${topic === undefined ? "" : `${topic}: `}${says}`)])
        : [];
    case "facts":
      return block.keyFigures
        ? block.facts.map(({ term, texts: [value = "", ...about] }) => [
          text(term),
          valueCell(numberOf(value) ?? value, true, { fontWeight: "bold" }),
          text(about.join("; "), { textColor: lightPalette.muted }),
        ])
        : [];
    default:
      return [];
  }
}

function aboutSheet(page: PageContent): Sheet {
  const lines = page.about.flatMap((block): CellObject[][] => {
    if (block.block === "facts") {
      return block.facts.map((fact) => [
        text(fact.term, { alignVertical: "top" }),
        text(fact.texts.join("; "), { wrap: true }),
      ]);
    }
    if (block.block === "table") {
      return [block.head, ...block.rows].map((row, at) =>
        row.map((cell) =>
          at === 0 ? text(cell, { fontWeight: "bold" }) : valueCell(numberOf(cell) ?? cell, false, {})
        )
      );
    }
    return linesOf(block).map((line) => [
      text(line, block.block === "heading" ? { fontWeight: "bold", fontSize: 13 } : {}),
    ]);
  });
  return {
    name: ABOUT,
    cells: [
      [text("Till innehållet", { textColor: LINK, textDecoration: { underline: true } })],
      ...lines,
    ],
    widths: [38, 100, ...Array(5).fill(14)],
    sticky: { rows: 1, columns: 0 },
    links: [{ cell: "A1", sheet: CONTENTS }],
  };
}

function valueCell(value: WrittenValue, isNumber: boolean, style: CellObject): CellObject {
  const align = isNumber ? "right" as const : "left" as const;
  if (value === null) return { ...style, value: undefined };
  if (typeof value === "string") return { ...text(value), align, ...style };
  return { value: value.value, type: Number, format: value.format, align, ...style };
}

/** About the text that a spreadsheet shows of a value, for its width. */
function shownText(value: WrittenValue): string {
  if (value === null) return "";
  return typeof value === "string" ? value : value.value.toLocaleString("sv-SE");
}

function text(value: string, style: CellObject = {}): CellObject {
  return { value: xlsxText(value), type: String, format: "@", ...style };
}

/** "A", "B" … "AA", for the first column and those after it. */
function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + index % 26);
}

/** Links between sheets and buttons to sort and filter by, which the library does not write: they come right after a sheet's rows. */
function linksAndFilters(sheets: readonly Sheet[]): Feature<Blob> {
  const transform = (xml: string, _: SheetOptions<Blob>, { sheetIndex }: { sheetIndex: number }): string => {
    const { filter, links } = sheets[sheetIndex];
    const elements = links.map(({ cell, sheet }) =>
      `<hyperlink ref="${cell}" location="'${sheet}'!A1" display="${sheet}"/>`
    );
    return xml.replace(
      /<\/sheetData>/,
      (end) =>
        `${end}${filter === undefined ? "" : `<autoFilter ref="${filter}"/>`}<hyperlinks>${
          elements.join("")
        }</hyperlinks>`,
    );
  };
  return { files: { transform: { "xl/worksheets/sheet{id}.xml": { transform } } } };
}
