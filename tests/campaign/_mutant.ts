import { gzipSync } from "node:zlib";
import { toCsv } from "../../lib/extract/mod.ts";
import { type Random, seededRandom } from "../../lib/numeric/mod.ts";
import { partsOf, rowsXml, zipOf } from "../extract/_workbook.ts";
import { registerFile, times, waiting } from "../store/_deliveries.ts";

const encoder = new TextEncoder();

/** Right files, as their rows: of the register, with a column a band, with a row a band, Irish and English. */
const TABLES: readonly (readonly (readonly string[])[])[] = [
  registerFile([
    ...times(4, waiting),
    { ...waiting, beslut_datum: "2024-05-09" },
    { ...waiting, status: "GENOMFORD", start_datum: "2024-04-20T08:00:00", avvikelsekod: "1" },
  ]).trimEnd().split("\r\n").map((line) => line.split(";")),
  [
    [
      "månad",
      "status",
      "region",
      "sjukhus",
      "vårdutbud",
      "0-30",
      "31-60",
      "61-90",
      "91-365",
      "över 365",
      "antal",
      "pvv",
    ],
    ["2024-04", "väntande", "Dalarna", "Falu lasarett", "Gråstarr", "10", "20", "5", "4", "1", "40", "2"],
    ["2024-04", "väntande", "Riket", "", "", "1 010", "20", "5", "4", "1", "1 040", "2"],
    ["2024-04", "väntande", "Uppsala", "Alla sjukhus", "", "100", "20", "5", "4", "1", "130", "0"],
    ["2024-03", "genomförda", "Örebro", "USÖ", "Gråstarr", "1", "", "5", "4", "1", "11", ""],
  ],
  [
    ["månad", "status", "region", "avvikelse", "väntetid", "antal"],
    ["2024-04", "väntande", "Dalarna", "", "0-30", "10"],
    ["2024-04", "väntande", "Dalarna", "PvV", "över 365 dagar", "3"],
    ["2024-04", "väntande", "Värmland", "", "31–60", "1\u00a0003"],
  ],
  [
    ["Archive_Date", "Time_Bands", "Total", ""],
    ["31-01-2018", "  6-9 Months", "1,003", ""],
    ["28-02-2018", "18+ Months", "2", ""],
  ],
];

/** Cells that readers stumble over. */
const CELLS: readonly string[] = [
  ...["", " ", "0", "-0", "-1", "1e3", "1,5", "1.5", "1 010", "1\u00a0010", "1\u202f010", "12 st", "40 %"],
  ...["9".repeat(40), "NaN", "Infinity", "½", "١٢", "１２", "0x10", "+7", "007", "1.000", "1,000"],
  ...["2024-02-30", "2024-04", "202404", "20240430", "20240430080000", "2024-04-30T08:00:00", "45412"],
  ...["1900-01-01", "9999-12-31", "31-12-2018", "30/04/2024", "April 2024", "april-24", "2024-13"],
  ...["GENOMFORD", "Örebro", "Ã–rebro", "VÄRMLANDS LÄN", "Alla", "12", "21", "0000", "N/A", "-", "NULL"],
  ...["'; DROP TABLE typade; --", "=1+1", "<script>", "%s%n", "\u202e", "a\nb", 'a"b', "a;b", "\ufeff"],
  ...["İ", "ß", "\u2028", "💉", "x".repeat(5000), "K1"],
];

/** Bytes that readers stumble over. */
const BYTES: readonly Uint8Array[] = [
  ...['"', ";", ",", "\n", "\r", "\r\n", "\t", "\0", "\ufeff", "-", "\u2028"].map((text) =>
    encoder.encode(text)
  ),
  ...[[0xff], [0xed, 0xa0, 0x80], [0xc3], [0x1f, 0x8b], [0x50, 0x4b, 3, 4], [0x50, 0x41, 0x52, 0x31]]
    .map((bytes) => Uint8Array.from(bytes)),
  Uint8Array.of(0xff, 0xfe),
];

/**
 * A damaged file: some cells, rows and columns of a right one exchanged, then written as text, as a workbook or packed,
 * and some bytes of that exchanged. The same seed and number give the same file.
 */
export function mutant(seed: string, nr: number): Uint8Array {
  const random = seededRandom(`${seed} ${nr}`);
  const one = <T>(list: readonly T[]): T => list[random.integer(list.length)];
  const rows = one(TABLES).map((row) => [...row]);
  for (let changes = random.integer(4); changes > 0; changes--) {
    const row = random.integer(rows.length), column = random.integer(rows[0].length);
    one([
      () => rows[row][column] = one(CELLS),
      () => rows[row][column] = one(CELLS),
      () => rows.slice(1).forEach((row) => row[column] = one(CELLS)),
      () => rows.splice(row, 0, [...rows[row]]),
      () => rows.unshift([one(CELLS)]),
      () => rows.forEach((row) => row.splice(column, 1)),
    ])();
    if (rows[0].length === 0) rows[0] = [""];
  }
  switch (random.integer(10)) {
    case 0:
      return workbook(rows, random);
    case 1:
      return damage(gzipSync(text(rows, random)), random, random.integer(2));
    default:
      return damage(text(rows, random), random, random.integer(4));
  }
}

function text(rows: readonly (readonly string[])[], random: Random): Uint8Array {
  const csv = toCsv(rows, { delimiter: ([";", ";", ",", "\t", "|"] as const)[random.integer(5)] });
  if (random.integer(6) > 0) return encoder.encode(csv);
  // Latin-1, where it has the character; Windows-1252 is read alike.
  return Uint8Array.from([...csv], (character) => character.codePointAt(0)! & 0xff);
}

function workbook(rows: readonly (readonly string[])[], random: Random): Uint8Array {
  const escaped = rows.map((row) =>
    row.map((cell) =>
      /^[1-9]\d{0,8}$/.test(cell)
        ? Number(cell)
        : cell.replace(/[\0&<>]/g, (character) =>
          ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[character] ?? "")
    )
  );
  const sheet = new TextDecoder().decode(
    damage(encoder.encode(rowsXml(escaped)), random, random.integer(3)),
  );
  return damage(zipOf(partsOf({ Blad1: sheet })), random, random.integer(8) === 0 ? 1 : 0);
}

function damage(bytes: Uint8Array, random: Random, changes: number): Uint8Array {
  for (; changes > 0; changes--) {
    const at = random.integer(bytes.length + 1), end = Math.min(bytes.length, at + random.integer(60));
    const [before, middle, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
    const changed = [
      () => [before, BYTES[random.integer(BYTES.length)], middle, after],
      () => [before, after],
      () => [before, middle, middle, after],
      () => [before],
      () => [before, Uint8Array.of(random.integer(256)), middle, after],
      () => [before, middle.toReversed(), after],
    ][random.integer(6)]();
    bytes = Uint8Array.from(changed.flatMap((part) => [...part]));
  }
  return bytes;
}
