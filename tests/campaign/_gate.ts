import { screenPersonalNumbers } from "../../lib/contract/mod.ts";
import { parseExtract } from "../../lib/extract/mod.ts";
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

const FIND = "personnummer, ska hittas:";
/** Ways to write a personal number, of its century, year, month, day and four last. */
const FORMS: Readonly<
  Record<string, (century: string, ...rest: [string, string, string, string]) => string>
> = {
  "bindestreck": (_, yy, mm, dd, nnnn) => `${yy}${mm}${dd}-${nnnn}`,
  "tolv siffror": (century, yy, mm, dd, nnnn) => century + yy + mm + dd + nnnn,
  "punkt": (_, yy, mm, dd, nnnn) => `${yy}${mm}${dd}.${nnnn}`,
  "delat datum": (century, yy, mm, dd, nnnn) => `${century}${yy}/${mm}/${dd}-${nnnn}`,
  "blanksteg": (_, yy, mm, dd, nnnn) => `${yy} ${mm} ${dd} ${nnnn}`,
  "tusental": (century, yy, mm, dd, nnnn) => Number(century + yy + mm + dd + nnnn).toLocaleString("sv-SE"),
  "full bredd": (_, ...parts) =>
    parts.join("").replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  "tecken utan bredd": (_, yy, mm, dd, nnnn) => [...`${yy}${mm}${dd}-${nnnn}`].join("\u200b"),
};

/** What stands in extracts and is no personal number, and one kind that is, as a check on the trial itself. */
const KINDS: Readonly<Record<string, (random: Random) => string>> = {
  "organisationsnummer 10 siffror": organisation,
  "organisationsnummer med bindestreck": (random) => organisation(random).replace(/(?=.{4}$)/, "-"),
  "HSA-id": (random) => `SE${organisation(random)}-E${digits(random, 12)}`,
  "datum åååå-mm-dd": (random) => day(random).join("-"),
  "datum ååååmmdd": (random) => day(random).join(""),
  "tidpunkt ååååmmddttmmss": (random) =>
    day(random).join("") + two(random.integer(24)) + two(random.integer(60)) + two(random.integer(60)),
  "8 slumpsiffror": (random) => digits(random, 8),
  "10 slumpsiffror": (random) => digits(random, 10),
  "12 slumpsiffror": (random) => digits(random, 12),
  "14 slumpsiffror": (random) => digits(random, 14),
  "datum dd-mm-åååå": (random) => day(random).toReversed().join("-"),
  "datum åååå/mm/dd tt:mm": (random) =>
    `${day(random).join("/")} ${two(random.integer(24))}:${two(random.integer(60))}`,
  "belopp med tusental": (random) => (1 + random.integer(2e9)).toLocaleString("sv-SE"),
  "telefonnummer": (random) =>
    `0${digits(random, 2)}-${digits(random, 3)} ${digits(random, 2)} ${digits(random, 2)}`,
  "decimaltal": (random) => `${digits(random, 6)}.${digits(random, 2)}`,
  ...Object.fromEntries(
    Object.entries(FORMS).map(([name, write]) => [`${FIND} ${name}`, (random: Random) => {
      const [year, month, date] = day(random);
      const number = withCheckDigit(`${year.slice(2)}${month}${date}${digits(random, 3)}`);
      return write(year.slice(0, 2), number.slice(0, 2), month, date, number.slice(6));
    }]),
  ),
};

/** Where the cells stand: a column of text, one named as a running number, and one that the loader declares to be one. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  anteckning: [],
  vardkontakt_id: [],
  nr: ["nr"],
};

/** Prints the share of cells that the gate stops, of each kind, in each kind of column. */
export function gate(count: number, seed: string): Promise<boolean> {
  let right = true;
  for (const [name, make] of Object.entries(KINDS)) {
    const shares = Object.entries(COLUMNS).map(([column, runningNumbers]) => {
      const random = seededRandom(`${seed} ${name}`);
      const rows = Array.from({ length: count }, () => `a;${make(random)}`).join("\n");
      const extract = parseExtract(new TextEncoder().encode(`namn;${column}\n${rows}\n`), "prov.csv");
      const { found } = screenPersonalNumbers(extract, { runningNumbers });
      const cells = found.reduce((sum, { cells }) => sum + cells, 0);
      if (name.startsWith(FIND)) right &&= cells === count;
      return `${column}${runningNumbers.length > 0 ? " (--lopnummer)" : ""} ${cells} av ${count} (${
        (100 * cells / count).toFixed(3)
      } %)`;
    });
    console.log(`${name}: ${shares.join(", ")}`);
  }
  return Promise.resolve(right);
}
