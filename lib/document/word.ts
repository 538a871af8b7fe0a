// @ts-types="./_docx.d.ts"
import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import {
  cellAt,
  cellText,
  type Figure,
  type FigureTable,
  lightPalette,
  picturePng,
  pictureSvg,
} from "../figures/mod.ts";
import { type Block, type FactsBlock, type FigureBlock, figuresOf, type PageContent } from "./content.ts";
import { pictureSize } from "./_picture_size.ts";
import { numberOf } from "./shown_number.ts";
import { markLine, titleOf } from "./_words.ts";

/** The room for text on a page of A4, in pixels and in twentieths of a point. */
const ROOM = { width: 642, height: 760, twips: 9638 };

const ink = colourOf("ink"), muted = colourOf("muted"), line = colourOf("line"), wash = colourOf("wash");
const late = colourOf("late");

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
];

/**
 * A page as a document (dokument): headings, text, charts with their alternative texts and captions, tables whose heads are
 * repeated, and at the end the numbers behind the charts. Its marks stand at the top of every sheet.
 *
 * @param page The page.
 * @returns The file (docx).
 */
export async function word(page: PageContent): Promise<Uint8Array<ArrayBuffer>> {
  const charts = figuresOf(page).filter(({ figure }) => figure.hasChart);
  const matter: FileChild[] = [];
  for (const block of [...page.opening, ...page.matter]) matter.push(...await blockParts(block, page));
  const document = new Document({
    title: titleOf(page),
    creator: "Vänteläge",
    lastModifiedBy: "Vänteläge",
    styles: STYLES,
    numbering: { config: [{ reference: "punkter", levels: [BULLET] }] },
    sections: [{
      properties: {
        page: {
          size: { width: 11906, height: 16838 },
          margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 },
        },
      },
      headers: { default: new Header({ children: [small(markLine(page, null), late)] }) },
      footers: {
        default: new Footer({
          children: [
            new Paragraph({
              style: "Liten",
              children: [
                new TextRun(`${titleOf(page)}  ·  sida `),
                new TextRun({ children: [PageNumber.CURRENT] }),
              ],
            }),
          ],
        }),
      },
      children: [
        new Paragraph({ heading: HeadingLevel.TITLE, text: page.title }),
        ...matter,
        ...charts.length === 0 ? [] : [heading("Talen bakom diagrammen", 2)],
        ...charts.flatMap(({ number, figure, mark }) => [
          heading(`${number}. ${figure.headline}`, 3),
          ...tableParts(figure.table, mark),
        ]),
        heading("Om siffrorna", 2),
        ...(await Promise.all(page.about.map((block) => blockParts(block, page)))).flat()
          .filter((_, at) => at > 0 || page.about[0]?.block !== "heading"),
      ],
    }],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

async function blockParts(block: Block, page: PageContent): Promise<FileChild[]> {
  switch (block.block) {
    case "heading":
      return [heading(block.text, block.level)];
    case "paragraph":
      return [paragraphOf(block.text, block.role)];
    case "list":
      return block.items.flatMap(({ text, topic }, at) => [
        ...topic === undefined ? [] : [new Paragraph({ style: "Liten", text: topic, keepNext: true })],
        block.ordered
          ? new Paragraph({ text: `${at + 1}. ${text}`, indent: { left: 360, hanging: 360 } })
          : new Paragraph({ text, numbering: { reference: "punkter", level: 0 } }),
      ]);
    case "facts":
      return block.keyFigures
        ? [keyFigureTable(block), gap()]
        : block.facts.map(({ term, texts }) =>
          new Paragraph({
            spacing: { after: 80 },
            children: [new TextRun({ text: `${term}: `, bold: true }), new TextRun(texts.join("; "))],
          })
        );
    case "table":
      return [
        ...block.caption === "" ? [] : [caption(block.caption)],
        grid(block.head, block.rows, block.rows[0]?.map((cell) => numberOf(cell) !== null) ?? [], new Set()),
        gap(),
      ];
    case "figure":
      return await figureParts(block, page);
  }
}

/** A figure: what it says, of what, its chart or its table, and what is to be known of it. */
async function figureParts({ number, figure, mark }: FigureBlock, page: PageContent): Promise<FileChild[]> {
  const { headline, subtitle, note } = figure;
  return [
    heading(headline, 3),
    new Paragraph({ style: "Liten", text: subtitle, keepNext: true }),
    ...figure.hasChart
      ? [
        await chartParagraph(figure, page.invented),
        caption(`${number}. ${figure.table.caption}${mark === null ? "" : `. ${mark}`}`),
      ]
      : tableParts(figure.table, mark, number),
    ...note === undefined ? [] : [small(note)],
  ];
}

async function chartParagraph(figure: Figure, invented: readonly string[]): Promise<Paragraph> {
  const options = { titled: false, invented, scale: 1.5 };
  const svg = pictureSvg(figure, options), png = await picturePng(figure, options);
  return new Paragraph({
    keepNext: true,
    children: [
      new ImageRun({
        type: "svg",
        data: new TextEncoder().encode(svg),
        fallback: { type: "png", data: png },
        transformation: pictureSize(svg, ROOM),
        altText: { name: figure.headline, title: figure.headline, description: figure.alt },
      }),
    ],
  });
}

/** A figure's table with its caption. */
function tableParts(table: FigureTable, mark: string | null, number?: string): FileChild[] {
  const { columns, rows } = table;
  const ordered = [...rows.filter(({ total }) => !total), ...rows.filter(({ total }) => total)];
  const texts = ordered.map(({ cells }) =>
    columns.map(({ key, format }) => cellText(cellAt(cells, key), format))
  );
  const heads = columns.map(({ label, unit }) => unit === undefined ? label : `${label} (${unit})`);
  const says = [table.caption, table.remark, mark].filter((part) => part !== undefined && part !== null);
  return [
    caption(`${number === undefined ? "" : `${number}. `}${says.join(". ")}`),
    ...ordered.length === 0 ? [] : [
      grid(
        heads,
        texts,
        columns.map(({ format }) => format !== "text"),
        new Set(ordered.flatMap(({ total }, at) => total ? [at] : [])),
      ),
    ],
    gap(),
  ];
}

/** A table in the common form: heads that are repeated, numbers to the right, totals bold. */
function grid(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  isNumber: readonly boolean[],
  totals: ReadonlySet<number>,
): Table {
  const lengths = heads.map((head, at) =>
    Math.min(
      40,
      Math.max(
        ...head.split(/\s/).map(({ length }) => length),
        ...rows.map((row) => (row[at] ?? "").length),
        4,
      ),
    )
  );
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const widths = lengths.map((length) => Math.floor(ROOM.twips * length / whole));
  const size = whole > 130 ? 13 : whole > 95 ? 15 : 18;
  const cell = (text: string, at: number, { bold = false, head = false } = {}) =>
    new TableCell({
      width: { size: widths[at], type: WidthType.DXA },
      verticalAlign: head ? VerticalAlign.BOTTOM : VerticalAlign.TOP,
      margins: { top: 30, bottom: 30, left: 50, right: 50 },
      ...head && { shading: { fill: wash } },
      children: [
        new Paragraph({
          alignment: isNumber[at] ? AlignmentType.RIGHT : AlignmentType.LEFT,
          spacing: { after: 0 },
          keepNext: head,
          children: [new TextRun({ text, size, bold: bold || head })],
        }),
      ],
    });
  return new Table({
    width: { size: ROOM.twips, type: WidthType.DXA },
    columnWidths: widths,
    borders: BORDERS,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: heads.map((text, at) => cell(text, at, { head: true })),
      }),
      ...rows.map((row, index) =>
        new TableRow({
          cantSplit: true,
          children: heads.map((_, at) => cell(row[at] ?? "", at, { bold: totals.has(index) })),
        })
      ),
    ],
  });
}

function keyFigureTable({ facts }: FactsBlock): Table {
  const head = ["Nyckeltal", "Värde", "Att jämföra med"];
  return grid(head, facts.map(({ term, texts: [value = "", ...about] }) => [term, value, about.join("; ")]), [
    ...[false, true, false],
  ], new Set());
}

function heading(text: string, level: number): Paragraph {
  return new Paragraph({ heading: HEADINGS[Math.min(level, 5) - 2], text });
}

function paragraphOf(text: string, role: string | undefined): Paragraph {
  if (role === "note" || role === "comment" || role === "number") return small(text);
  return new Paragraph({
    children: [new TextRun({ text, bold: role === "ask", ...role === "lead" && { size: 26 } })],
    spacing: { after: 160 },
  });
}

function small(text: string, color = muted): Paragraph {
  return new Paragraph({ style: "Liten", children: [new TextRun({ text, color })] });
}

function caption(text: string): Paragraph {
  return new Paragraph({ style: "Caption", text, keepNext: true });
}

/** Room after a table. */
function gap(): Paragraph {
  return new Paragraph({ spacing: { after: 120 }, children: [] });
}

function colourOf(name: keyof typeof lightPalette): string {
  return lightPalette[name].slice(1);
}

const RULE = { style: BorderStyle.SINGLE, size: 4, color: line };
const NONE = { style: BorderStyle.NONE, size: 0, color: "auto" };
const BORDERS = {
  top: RULE,
  bottom: RULE,
  left: NONE,
  right: NONE,
  insideHorizontal: RULE,
  insideVertical: NONE,
};

const BULLET = {
  level: 0,
  format: LevelFormat.BULLET,
  text: "•",
  alignment: AlignmentType.LEFT,
  style: { paragraph: { indent: { left: 360, hanging: 240 } } },
};

const headingStyle = (size: number, before: number) => ({
  run: { size, bold: true, color: ink, font: "Calibri" },
  paragraph: { spacing: { before, after: 80 }, keepNext: true },
});

const STYLES = {
  default: {
    document: {
      run: { font: "Calibri", size: 21, color: ink, language: { value: "sv-SE" } },
      // Without the rule LibreOffice cuts pictures to the height of a line.
      paragraph: { spacing: { after: 120, line: 276, lineRule: "auto" } },
    },
    title: {
      run: { size: 40, bold: true, color: ink, font: "Calibri" },
      paragraph: { spacing: { after: 160 } },
    },
    heading1: headingStyle(30, 360),
    heading2: headingStyle(24, 280),
    heading3: headingStyle(22, 200),
    heading4: headingStyle(21, 160),
  },
  paragraphStyles: [
    {
      id: "Liten",
      name: "Liten",
      basedOn: "Normal",
      run: { size: 18, color: muted },
      paragraph: { spacing: { after: 80 } },
    },
    {
      id: "Caption",
      name: "caption",
      basedOn: "Normal",
      run: { size: 18, color: muted },
      paragraph: { spacing: { before: 60, after: 80 } },
    },
  ],
};
