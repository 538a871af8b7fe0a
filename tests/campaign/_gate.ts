import { findPersonalNumbers } from "../../lib/contract/mod.ts";
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
  "personnummer (ska hittas)": (random) => {
    const [year, month, date] = day(random);
    return withCheckDigit(`${year.slice(2)}${month}${date}${digits(random, 3)}`).replace(/(?=.{4}$)/, "-");
  },
};

/** Prints the share of cells that the gate stops, of each kind, in a column of text and in one of identifiers. */
export function gate(count: number, seed: string): Promise<boolean> {
  let right = true;
  for (const [name, make] of Object.entries(KINDS)) {
    const shares = ["anteckning", "vardkontakt_id"].map((column) => {
      const random = seededRandom(`${seed} ${name}`);
      const rows = Array.from({ length: count }, () => `a;${make(random)}`).join("\n");
      const extract = parseExtract(new TextEncoder().encode(`namn;${column}\n${rows}\n`), "prov.csv");
      const cells = findPersonalNumbers(extract).reduce((sum, found) => sum + found.cells, 0);
      if (name.startsWith("personnummer") && column === "anteckning") right &&= cells === count;
      return `${column} ${cells} av ${count} (${(100 * cells / count).toFixed(3)} %)`;
    });
    console.log(`${name}: ${shares.join(", ")}`);
  }
  return Promise.resolve(right);
}
