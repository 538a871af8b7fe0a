import { addMonths, type Month, monthName } from "../calendar/mod.ts";
import { TOTAL } from "../contract/mod.ts";
import type { Delivered } from "./delivered.ts";
import { KEPT_DIMENSIONS } from "./slot_shape.ts";

/** Months that a name must have been there before it is missed. */
const MONTHS_BEFORE = 3;
/** Contacts a month that it must have had: with ten, nobody at all is no chance. */
const LEAST_CONTACTS = 10;

/**
 * Hospitals and vårdutbud that are there in three months on end, with ten contacts a month or more, and in no later month
 * of the file, although their region is. A row with the count 0 is there.
 */
export function vanishedNames(delivered: Delivered): string[] {
  return KEPT_DIMENSIONS.flatMap((dimension) => {
    const groups = Map.groupBy(
      delivered.roll(["region", "status", "manad", dimension]),
      ({ region, status }) => JSON.stringify([region, status]),
    );
    const zeros = Map.groupBy(delivered.rows, ({ region, status }) => JSON.stringify([region, status]));
    return [...groups].flatMap(([key, cells]) => {
      const [region, status] = JSON.parse(key);
      const last = delivered.slots.filter((slot) => slot.region === region && slot.status === status)
        .map(({ manad }) => manad).sort().at(-1)!;
      const there = [
        ...cells.map((cell) => ({ name: cell[dimension], manad: cell.manad, antal: cell.antal })),
        ...(zeros.get(key) ?? []).map((row) => ({
          name: row[dimension],
          manad: String(row.manad),
          antal: 0,
        })),
      ];
      return [...Map.groupBy(there, ({ name }) => name)].flatMap(([name, months]) => {
        const until = months.map(({ manad }) => manad).sort().at(-1)!;
        return name === null || name === TOTAL || until === last || !wasThere(months, until) ? [] : [
          `${name} i ${region} efter ${monthName(until)} (${
            status === "vantande" ? "väntande" : "genomförda"
          })`,
        ];
      });
    }).sort();
  });
}

function wasThere(months: readonly { manad: Month; antal: number }[], until: Month): boolean {
  const counts = Array.from({ length: MONTHS_BEFORE }, (_, back) => {
    const manad = addMonths(until, -back);
    return months.filter((month) => month.manad === manad).reduce((sum, { antal }) => sum + antal, 0);
  });
  return counts.every((count) => count > 0) &&
    counts.reduce((sum, count) => sum + count, 0) >= LEAST_CONTACTS * MONTHS_BEFORE;
}
