/** How quickly curves with intervals are made from many contacts. */
import { parseArgs } from "node:util";
import { aalenJohansen, type ExitCell, type Outcome } from "../../lib/analysis/survival/mod.ts";
import { seededRandom } from "../../lib/numeric/mod.ts";
import { peakMemory } from "./_peak_memory.ts";

const OUTCOMES: readonly Outcome[] = ["operated", "operated", "operated", "withdrawn", "waiting"];

/**
 * Measures Aalen–Johansen with intervals: once from one cell a contact, once from the same contacts merged in cells.
 *
 * @param args `[--contacts 1000000]`
 */
export function survival(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { contacts: { type: "string", default: "1000000" } },
  });
  const random = seededRandom("survival");
  const contacts = Array.from({ length: Number(values.contacts) }, (): ExitCell => {
    const days = 1 + Math.floor(-120 * Math.log(1 - random.next()));
    const outcome = OUTCOMES[Math.floor(random.next() * OUTCOMES.length)];
    const entryDays = random.next() < 0.2 ? Math.floor(random.next() * days) : undefined;
    return { lo: days, hi: days, antal: 1, outcome, ...(entryDays === undefined ? {} : { entryDays }) };
  });
  console.log("| from | contacts | cells | days | seconds | peak MiB |");
  console.log("| :-- | --: | --: | --: | --: | --: |");
  for (const [from, cells] of [["contacts", contacts], ["cells", merged(contacts)]] as const) {
    const start = performance.now();
    const { points, contacts: count } = aalenJohansen(cells);
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `| ${from} | ${count} | ${cells.length} | ${points.length} | ${seconds.toFixed(3)} | ${
        peakMemory().toFixed(0)
      } |`,
    );
  }
  return Promise.resolve();
}

function merged(contacts: readonly ExitCell[]): ExitCell[] {
  const groups = Map.groupBy(contacts, ({ lo, outcome, entryDays }) => `${lo} ${outcome} ${entryDays}`);
  return [...groups.values()].map((cells) => ({ ...cells[0], antal: cells.length }));
}
