import fc from "fast-check";
import type { ListSpell } from "../../../lib/analysis/queueing/mod.ts";
import { addDays } from "../../../lib/calendar/mod.ts";

const FIRST = "2023-11-15";

/** Arbitrary lists of contacts decided from November 2023 to March 2024. */
export const spells: fc.Arbitrary<ListSpell[]> = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 130 }),
    stay: fc.integer({ min: 0, max: 90 }),
    exit: fc.constantFrom(null, "operated" as const, "withdrawn" as const),
  }).map(({ day, stay, exit }) => ({
    decided: addDays(FIRST, day),
    left: exit && addDays(FIRST, day + stay),
    exit,
  })),
  { maxLength: 40 },
);
