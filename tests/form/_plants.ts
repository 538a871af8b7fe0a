import { cellAddress, type PlainSheet, readSheets } from "../../lib/extract/mod.ts";
import { type DataKind, formSheets, readDataFiles } from "../../lib/form/mod.ts";
import { formLayout } from "../../lib/form/layout.ts";
import { workbookFile, type WrittenSheet } from "../../lib/cli/_workbook_file.ts";
import { fileURLToPath } from "node:url";

type Leaf = ReturnType<typeof formLayout>["fields"][number]["leaf"];

/** A fault to plant: what is written in a value's place, and what must be said of it. */
interface Plant {
  readonly what: string;
  /** What is written in a cell. */
  readonly cell: string;
  /** What is written in JSON; `undefined` takes the value away. */
  readonly json: unknown;
  readonly says: RegExp;
}

/** A planted fault with where it lies. */
export interface Planted {
  readonly what: string;
  readonly place: string;
  readonly says: RegExp;
}

/** The faults that a value may have, in the order in which they are planted. */
function plantsFor(kind: DataKind, leaf: Leaf, name: string): Plant[] {
  const happened = kind.happened?.includes(name) ?? false;
  const same = (what: string, text: string, says: RegExp): Plant => ({ what, cell: text, json: text, says });
  const missing: Plant[] = leaf.blank === "required"
    ? [{ what: "missing", cell: "", json: undefined, says: /saknas$/ }]
    : [];
  switch (leaf.kind) {
    case "number":
      return [
        ...name === "ar"
          ? [
            {
              what: "old year",
              cell: "1926",
              json: 1926,
              says: /ska vara minst 2000: fick 1926. Närmast: 2000/,
            },
            {
              what: "future year",
              cell: "2042",
              json: 2042,
              says: /ska vara högst 20\d\d: fick 2042. Närmast: 20/,
            },
          ]
          : [],
        same("wrong type", "tolv", /ska vara ett (hel)?tal: fick "tolv"$/),
        same("text in number", "12 st", /ska vara ett (hel)?tal: fick "12 st"\. Närmast: 12$/),
        { what: "negative", cell: "-5", json: -5, says: /ska vara (minst|större än) \d+: fick -5/ },
        ...missing,
      ];
    case "name":
    case "code":
      return [
        same(
          "misspelt",
          `${leaf.values[0].slice(0, -2)}x${leaf.values[0].slice(-1)}`,
          new RegExp(
            `(finns inte|ska vara ).*Närmast: (${
              [leaf.values[0], kind.words?.[name]?.[leaf.values[0]]].join("|")
            })`,
          ),
        ),
        same("unknown", "Region Långtbortistan", /finns inte|ska vara |Regionen ska ligga utanför/),
        ...missing,
      ];
    case "month":
      return [
        same("month 13", "2024-13", /skrivs åååå-mm: fick "2024-13"\. Närmast: 2024-12$/),
        ...happened ? [same("future", "2042-04", /ligger i framtiden: fick 2042-04\. Senast: /)] : [],
        ...name === "till" ? [] : [same("old", "1926-04", /ska ligga mellan 2000 och 2100: fick 1926-04$/)],
        ...missing,
      ];
    case "day":
      return [
        same("no day", "2024-02-30", /skrivs åååå-mm-dd: fick "2024-02-30"\. Närmast: 2024-02-29$/),
        ...happened ? [same("future", "2042-04-01", /ligger i framtiden: fick 2042-04-01/)] : [],
        ...missing,
      ];
    case "boolean":
      return [
        same("no answer", "kanske", /ska vara (ja eller nej|true eller false): fick "kanske"$/),
        ...missing,
      ];
    case "list":
      return leaf.of?.whole
        ? [same("wrong item", "tolv", /ska vara ett heltal: fick "tolv"$/)].map((plant) => ({
          ...plant,
          json: ["tolv"],
        }))
        : leaf.of?.kind === "number"
        ? [{
          ...{ what: "wrong item", cell: "tolv; 0,75; 0,97; 1", json: ["tolv", 0.75, 0.97, 1] },
          says: /ska vara ett (hel)?tal: fick "tolv"$/,
        }]
        : [{ what: "wrong item", cell: "Region Dalarne", json: ["Region Dalarne"], says: /finns inte\. / }];
    case "text":
      return [
        same(
          "address",
          "namn@region.se",
          /e-postadress|små bokstäver|Ett id är|Rapporten anges|Skriv som på|Figurens slag/,
        ),
        ...missing,
      ];
  }
}

/** The fullest file of a kind that the checkout has, or its template. */
export async function exampleOf(kind: DataKind): Promise<Record<string, unknown>> {
  const folder = fileURLToPath(new URL(`../../data/${kind.folder}`, import.meta.url));
  const files = await readDataFiles(kind, folder);
  const size = (document: unknown) => JSON.stringify(document).length;
  const fullest = files.toSorted((a, b) => size(b.document) - size(a.document)).at(0)?.document ??
    kind.template;
  const example = { ...objectOf(fullest), ...MORE[kind.folder] };
  // On entry the source of the form's own example is refused.
  return "underlag" in example ? { ...example, underlag: "Vår redovisning" } : example;
}

const objectOf = (value: unknown): object => typeof value === "object" && value !== null ? value : {};

const whole = {
  sjukhus: null,
  fran: "2024-05",
  till: "2024-08",
  kontaktroll: "områdeschef",
  galler_till: "2024-06-30",
};

/** Rows for those kinds whose examples have few. */
const MORE: Readonly<Record<string, object>> = {
  signaler: {
    handelser: Array.from({ length: 12 }, (_, index) => ({
      ...{ id: `dalarna-${index + 1}`, dag: "2024-04-02", handelse: "lagd", skal: null },
      signal: { ...whole, vardutbud: "Gråstarr", slag: "behov", antal: index + 1, villkor: { asa_hogst: 2 } },
    })),
  },
  beslut: {
    handelser: Array.from({ length: 12 }, (_, index) => ({
      ...{ id: `2024-${index + 1}`, dag: "2024-04-25", handelse: "beslutad", skal: null },
      beslut: {
        ...{
          hemregion: "Region Värmland",
          utforarregion: "Region Dalarna",
          sjukhus: null,
          vardutbud: "Gråstarr",
        },
        ...{ svar: "andrat", foreslaget: index + 1, fran: "2024-06", antal: [index + 1] },
        ...{ kontaktroll: "områdeschef", senast: "2024-05-30" },
      },
    })),
  },
  kommentarer: {
    handelser: Array.from({ length: 12 }, (_, index) => ({
      ...{ id: `dalarna-${index + 1}`, dag: "2024-05-03", handelse: "lagd" },
      kommentar: {
        ...{ manad: "2024-04", rapport: "01_vantelaget", figur: `Figur ${index + 1}`, publik: index > 6 },
        ...{ text: "Två salar var stängda.", kontaktroll: "områdeschef" },
      },
    })),
  },
  invanare: {
    rader: Array.from({ length: 12 }, (_, year) => ({
      ...{ region: "Region Dalarna", manad: `${2010 + year}-12`, antal: 280_000 + year },
    })),
  },
  scenarier: {
    kapacitet: Array.from({ length: 12 }, (_, index) => ({ manader: [index + 1], faktor: 1.1 })),
    beslut: [],
  },
};

/** The values of a document that a fault can be planted in: at most one in a row. */
function* places(kind: DataKind, most: number) {
  const { fields, tables } = formLayout(kind);
  const used = new Set<string>();
  for (let round = 0; round < most; round++) {
    for (const table of tables) {
      const column = table.columns[round % table.columns.length];
      const name = column.path[column.path.length - 1];
      const all = plantsFor(kind, column.leaf, name);
      const plant = all.find(({ what }) => !used.has(`${table.key} ${what}`)) ?? all[0];
      used.add(`${table.key} ${plant.what}`);
      yield { table, column, plant };
    }
    const field = fields[fields.length - 1 - round];
    if (field !== undefined) {
      const name = field.path[field.path.length - 1];
      const [plant] = plantsFor(kind, field.leaf, name).filter(({ what }) => !used.has(what));
      if (plant !== undefined) {
        if (!["missing", "address"].includes(plant.what)) used.add(plant.what);
        yield { table: null, column: field, plant };
      }
    }
  }
}

const rowsOf = (document: Record<string, unknown>, key: string): Record<string, unknown>[] => {
  const rows = document[key];
  return Array.isArray(rows) ? rows : [];
};

/** The table with the most rows. */
const longest = (kind: DataKind, document: Record<string, unknown>) =>
  formLayout(kind).tables.toSorted((a, b) => rowsOf(document, b.key).length - rowsOf(document, a.key).length)
    .at(0);

/** Plants faults in a document's workbook. */
export async function plantInSheets(
  kind: DataKind,
  document: Record<string, unknown>,
  count: number,
): Promise<{ bytes: Uint8Array; planted: Planted[] }> {
  const sheets: (WrittenSheet & { rows: (string | number)[][] })[] = formSheets(kind, document)
    .map(({ name, rows }) => ({ name, rows: rows.map((row) => [...row]) }));
  const sheet = (name: string) => sheets.find((sheet) => sheet.name === name)!;
  const planted: Planted[] = [];
  // An extra column, and a row that is there twice, in the longest table; extra lines where there is no table.
  const first = longest(kind, document);
  const parts = (table: NonNullable<typeof first>) =>
    table.months?.kind === "year" ? table.months.parts.length : 1;
  if (first === undefined) {
    const { rows } = sheet("Uppgifter");
    for (
      const [line, says] of [["Intern anteckning", /finns inte i formuläret/], [
        rows[3][0],
        /finns två gånger/,
      ]] as const
    ) {
      rows.push([line, "ja", ""]);
      planted.push({ what: "extra", place: cellAddress("Uppgifter", rows.length, 0), says });
    }
    sheets.push({ name: "Diagram", rows: [["Utfall", 1]] });
    planted.push({ what: "extra sheet", place: "Diagram!A1", says: /bladet hör inte till formuläret/ });
  } else {
    const { name, rows } = sheet(first.sheet);
    rows[0].push("Intern anteckning");
    planted.push({
      what: "extra",
      place: cellAddress(name, 1, rows[0].length - 1),
      says: /kolumnen finns inte i formuläret: fick "Intern anteckning"/,
    });
    if (kind.distinct?.[first.key] !== undefined && first.months?.kind !== "year") {
      rows.push([...rows[rows.length - 1]]);
      planted.push({
        what: "duplicate",
        place: cellAddress(name, rows.length, 0),
        says: new RegExp(`raden upprepar .*${rows.length - 1}: `),
      });
    }
  }
  const at = new Map<string, number>();
  for (const { table, column, plant } of places(kind, 30)) {
    if (planted.length >= count) break;
    const { name, rows } = sheet(table === null ? "Uppgifter" : table.sheet);
    let line: number, cell: number;
    if (table === null) {
      line = rows.findIndex(([heading]) => heading === column.heading);
      cell = 1;
    } else {
      const row = at.get(table.key) ?? 0;
      // The last row is the one that is there twice.
      if (row >= rowsOf(document, table.key).length - 1) continue;
      at.set(table.key, row + 1);
      line = 1 + row * parts(table);
      cell = rows[0].indexOf(column.heading);
    }
    rows[line][cell] = plant.cell;
    planted.push({ what: plant.what, place: cellAddress(name, line + 1, cell), says: plant.says });
  }
  return { bytes: await workbookFile(sheets), planted };
}

/** Plants faults in a document. */
export function plantInJson(
  kind: DataKind,
  document: Record<string, unknown>,
  count: number,
): { document: Record<string, unknown>; planted: Planted[] } {
  const own = structuredClone(document), planted: Planted[] = [];
  const first = longest(kind, document);
  own.kommentar_till_ekonomin = "ja";
  planted.push({
    what: "extra",
    place: "(kommentar_till_ekonomin)",
    says: /fältet "kommentar_till_ekonomin" finns inte/,
  });
  if (first !== undefined && kind.distinct?.[first.key] !== undefined) {
    const rows = rowsOf(own, first.key);
    rows.push(structuredClone(rows[rows.length - 1]));
    planted.push({
      what: "duplicate",
      place: `(${first.key} › ${rows.length})`,
      says: /raden upprepar rad /,
    });
  }
  const at = new Map<string, number>();
  for (const { table, column, plant } of places(kind, 30)) {
    if (planted.length >= count) break;
    let group = own, where: string[] = [];
    if (table !== null) {
      const row = at.get(table.key) ?? 0;
      if (row >= rowsOf(document, table.key).length - 1) continue;
      at.set(table.key, row + 1);
      group = rowsOf(own, table.key)[row];
      where = [table.key, `${row + 1}`];
    }
    const inner = column.path.slice(0, -1).reduce<unknown>(
      (inner, name) => inner !== null && typeof inner === "object" ? Reflect.get(inner, name) : inner,
      group,
    );
    // A value of what is null in this row cannot be planted in.
    if (inner === null || typeof inner !== "object") continue;
    const name = column.path[column.path.length - 1];
    if (plant.json === undefined) Reflect.deleteProperty(inner, name);
    else Reflect.set(inner, name, plant.json);
    planted.push({ what: plant.what, place: `(${[...where, ...column.path].join(" › ")}`, says: plant.says });
  }
  return { document: own, planted };
}

/** The sheets of a workbook. */
export const sheetsOf = (bytes: Uint8Array): PlainSheet[] => readSheets(bytes, "prov.xlsx");
