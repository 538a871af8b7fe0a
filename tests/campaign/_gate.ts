import { screenCells } from "../../lib/contract/mod.ts";
import { type Random, seededRandom } from "../../lib/numeric/mod.ts";

const digits = (random: Random, count: number) =>
  Array.from({ length: count }, () => String(random.integer(10))).join("");
const two = (number: number) => String(number).padStart(2, "0");

/** A number with the check digit that Luhn gives it. */
function withCheckDigit(text: string): string {
  const sum = [...text].reduce((sum, digit, at) => {
    const product = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return sum + (product > 9 ? product - 9 : product);
  }, 0);
  return text + String((10 - sum % 10) % 10);
}

/** An organisation number: the third digit is at least 2, which no month has. */
function organisation(random: Random): string {
  const first = ["16", "2", "5", "55", "7", "8", "9"][random.integer(7)].slice(-1);
  return withCheckDigit(`${first}${digits(random, 1)}${2 + random.integer(8)}${digits(random, 6)}`);
}

function day(random: Random): [string, string, string] {
  return [String(1990 + random.integer(37)), two(1 + random.integer(12)), two(1 + random.integer(28))];
}

function birthday(random: Random): [string, string, string] {
  return [String(1920 + random.integer(106)), two(1 + random.integer(12)), two(1 + random.integer(28))];
}

const clock = (random: Random) => two(random.integer(24)) + two(random.integer(60));
const moment = (random: Random) => day(random).join("") + clock(random);
const hex = (random: Random, count: number) =>
  Array.from({ length: count }, () => random.integer(16).toString(16)).join("");

/** The rows of a file, as the stops of whole files are counted. */
const FILE_ROWS = 45_000;

/** A personal number's century, year, month, day and four last. */
type Parts = [century: string, year: string, month: string, day: string, four: string];

/** Ways to write a personal number. */
const FORMS: Readonly<Record<string, (...parts: Parts) => string>> = {
  "811228-9874": (_, yy, mm, dd, nnnn) => `${yy}${mm}${dd}-${nnnn}`,
  "198112289874": (...parts) => parts.join(""),
  "811228.9874": (_, yy, mm, dd, nnnn) => `${yy}${mm}${dd}.${nnnn}`,
  "1981/12/28-9874": (century, yy, mm, dd, nnnn) => `${century}${yy}/${mm}/${dd}-${nnnn}`,
  "1981-12-28 9874": (century, yy, mm, dd, nnnn) => `${century}${yy}-${mm}-${dd} ${nnnn}`,
  "1981 1228 9874": (century, yy, mm, dd, nnnn) => `${century}${yy} ${mm}${dd} ${nnnn}`,
  "81 12 28 9874": (_, yy, mm, dd, nnnn) => `${yy} ${mm} ${dd} ${nnnn}`,
  "81 12 28 98 74": (_, yy, mm, dd, nnnn) => `${yy} ${mm} ${dd} ${nnnn.slice(0, 2)} ${nnnn.slice(2)}`,
  "8112 28 98 74": (_, yy, mm, dd, nnnn) => `${yy}${mm} ${dd} ${nnnn.slice(0, 2)} ${nnnn.slice(2)}`,
  "28121981-9874": (century, yy, mm, dd, nnnn) => `${dd}${mm}${century}${yy}-${nnnn}`,
  "811228(9874)": (_, yy, mm, dd, nnnn) => `${yy}${mm}${dd}(${nnnn})`,
  "811228:9874": (_, yy, mm, dd, nnnn) => `${yy}${mm}${dd}:${nnnn}`,
  "rad 811228, radbyte, 9874": (_, yy, mm, dd, nnnn) => `rad ${yy}${mm}${dd}\n${nnnn}`,
  "198 112 289 874": (...parts) => Number(parts.join("")).toLocaleString("sv-SE"),
  "198,112,289,874": (...parts) => Number(parts.join("")).toLocaleString("en"),
  "1,98112289874E+11": (century, yy, ...rest) =>
    `${century[0]},${century[1]}${yy}${rest.join("")}`.replace(/0+$/, "") + "E+11",
  "SE8112289874": (_, ...parts) => `SE${parts.join("")}`,
  "full bredd": (_, ...parts) =>
    parts.join("").replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  "tecken utan bredd": (_, yy, mm, dd, nnnn) => [...`${yy}${mm}${dd}-${nnnn}`].join("\u200b"),
  "samordningsnummer": (_, yy, mm, dd, nnnn) => {
    const number = withCheckDigit(`${yy}${mm}${Number(dd) + 60}${nnnn.slice(0, 3)}`);
    return `${number.slice(0, 6)}-${number.slice(6)}`;
  },
  "811228-9873, fel kontrollsiffra": (_, yy, mm, dd, nnnn) =>
    `${yy}${mm}${dd}-${nnnn.slice(0, 3)}${(Number(nnnn[3]) + 1) % 10}`,
  "reservnummer 19811228K123": (century, yy, mm, dd, nnnn) => `${century}${yy}${mm}${dd}K${nnnn.slice(1)}`,
  "reservnummer 19811228TF12": (century, yy, mm, dd, nnnn) => `${century}${yy}${mm}${dd}TF${nnnn.slice(2)}`,
  "reservnummer 811228TF12": (_, yy, mm, dd, nnnn) => `${yy}${mm}${dd}TF${nnnn.slice(2)}`,
  "tal utan inledande nollor": (_, yy, mm, dd, nnnn) => {
    const number = withCheckDigit(`0${yy[1]}${mm}${dd}${nnnn.slice(0, 3)}`);
    return String(Number(number));
  },
};

/** What stands in extracts and is no personal number. */
const KINDS: Readonly<Record<string, (random: Random) => string>> = {
  "UUID": (random) => [8, 4, 4, 4, 12].map((count) => hex(random, count)).join("-"),
  "hexadecimalt id, 10 tecken": (random) => hex(random, 10),
  "hexadecimalt id, 12 tecken": (random) => hex(random, 12),
  "hexadecimalt id, 32 tecken": (random) => hex(random, 32),
  "tidpunkt ååååmmddttmm": (random) => moment(random),
  "tidpunkt ååååmmddttmmss": (random) => moment(random) + two(random.integer(60)),
  "tidpunkt åååå-mm-dd ttmm": (random) => `${day(random).join("-")} ${clock(random)}`,
  "datum åååå-mm-dd": (random) => day(random).join("-"),
  "datum ååååmmdd": (random) => day(random).join(""),
  "datum dd-mm-åååå": (random) => day(random).toReversed().join("-"),
  "datum åååå/mm/dd tt:mm": (random) =>
    `${day(random).join("/")} ${two(random.integer(24))}:${two(random.integer(60))}`,
  "organisationsnummer 10 siffror": organisation,
  "organisationsnummer med bindestreck": (random) => organisation(random).replace(/(?=.{4}$)/, "-"),
  "momsnummer": (random) => `SE${organisation(random)}01`,
  "HSA-id": (random) => `SE${organisation(random)}-E${digits(random, 12)}`,
  "telefonnummer 070-123 45 67": (random) =>
    `0${digits(random, 2)}-${digits(random, 3)} ${digits(random, 2)} ${digits(random, 2)}`,
  "telefonnummer 08-12 34 56 78": (random) =>
    `08-${Array.from({ length: 4 }, () => digits(random, 2)).join(" ")}`,
  "telefonnummer 0611 12 34 56": (random) =>
    `0${digits(random, 3)} ${Array.from({ length: 3 }, () => digits(random, 2)).join(" ")}`,
  "datum och klockslag dd/mm/åååå ttmm": (random) => `${day(random).toReversed().join("/")} ${clock(random)}`,
  "belopp med tusental": (random) => (1 + random.integer(2e9)).toLocaleString("sv-SE"),
  "decimaltal 123456.78": (random) => `${digits(random, 6)}.${digits(random, 2)}`,
  "decimaltal 123456,7890": (random) => `${digits(random, 6)},${digits(random, 4)}`,
  "decimaltal 0,1234567890": (random) => `0,${digits(random, 10)}`,
  "bokstäver och 10 siffror": (random) => `REM${digits(random, 10)}`,
  "7 slumpsiffror": (random) => digits(random, 7),
  "8 slumpsiffror": (random) => digits(random, 8),
  "9 slumpsiffror": (random) => digits(random, 9),
  "10 slumpsiffror": (random) => digits(random, 10),
  "12 slumpsiffror": (random) => digits(random, 12),
  "14 slumpsiffror": (random) => digits(random, 14),
};

/** Where the cells stand: a column of text, one named as a running number, and one that the loader declares to be one. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  anteckning: [],
  vardkontakt_id: [],
  nr: ["nr"],
};

/**
 * Prints, for each kind of number, the share of files of 45 000 rows that the gate stops in each kind of column, and the
 * share of personal numbers, each a file by itself, that it finds in each way of writing.
 *
 * @param count Personal numbers of each way of writing; a tenth of a thousandth of it are the files of each kind.
 */
export function gate(count: number, seed: string): Promise<boolean> {
  let right = true;
  const files = Math.max(1, Math.round(count / 10_000));
  console.log(`| kind | ${Object.keys(COLUMNS).join(" | ")} |`);
  for (const [name, make] of Object.entries(KINDS)) {
    const shares = Object.entries(COLUMNS).map(([column, runningNumbers]) => {
      const random = seededRandom(`${seed} ${name} ${column}`);
      const results = Array.from({ length: files }, () => {
        const cells = Array.from({ length: FILE_ROWS }, () => make(random));
        return stoppedCells(column, cells, runningNumbers);
      });
      const stopped = results.filter((cells) => cells > 0).length;
      const cells = results.reduce((sum, cells) => sum + cells, 0);
      return `${stopped}/${files}${cells > 0 ? ` (${(100 * cells / files / FILE_ROWS).toFixed(3)} %)` : ""}`;
    });
    console.log(`| ${name} | ${shares.join(" | ")} |`);
  }
  for (const [name, write] of Object.entries(FORMS)) {
    const random = seededRandom(`${seed} ${name}`);
    let found = 0;
    for (let at = 0; at < count; at++) {
      const [year, month, date] = birthday(random);
      const number = withCheckDigit(`${year.slice(2)}${month}${date}${digits(random, 3)}`);
      const cell = write(year.slice(0, 2), number.slice(0, 2), month, date, number.slice(6));
      if (stoppedCells("anteckning", [cell], []) > 0) found++;
    }
    // A slip in the last digit is not found where the four could be a time or a day of a period.
    if (!MAY_MISS.has(name)) right &&= found === count;
    console.log(`${name}: ${found} av ${count} (${(100 * found / count).toFixed(2)} %)`);
  }
  return Promise.resolve(right);
}

/** Ways of writing that may be something else, of which some are missed when they stand alone. */
const MAY_MISS: ReadonlySet<string> = new Set([
  "811228-9873, fel kontrollsiffra",
  "81 12 28 98 74",
  "8112 28 98 74",
  "tal utan inledande nollor",
]);

function stoppedCells(column: string, cells: readonly string[], runningNumbers: readonly string[]): number {
  const { found } = screenCells({
    name: "prov.csv",
    beside: [],
    columns: [{
      name: column,
      *cells() {
        for (const cell of cells) yield [cell, 1] as const;
      },
    }],
  }, { runningNumbers });
  return found.reduce((sum, { cells }) => sum + cells, 0);
}
