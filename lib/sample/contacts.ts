import { dayNumber, firstDay, lastDay, type Month } from "../calendar/mod.ts";
import { hospitals } from "../reference/mod.ts";
import { NO_HOSPITAL } from "./_person.ts";
import type { Sample } from "./sample.ts";

/**
 * The positions of a region's contacts that wait at the end of a month (väntande).
 *
 * @param sample The contacts.
 * @param region Index in `sample.regioner`.
 * @param month A month from "2021-01" to "2024-04".
 * @returns Positions, in the order of the decisions.
 *
 * @example Dalarna, April 2024: 6 648 and 322 with PvV and 333 with MoV
 * ```ts
 * import assert from "node:assert/strict";
 * import { makeSample, waitingContacts } from "vantelage/sample";
 * assert.equal(waitingContacts(makeSample(), 0, "2024-04").length, 6648 + 322 + 333);
 * ```
 */
export function waitingContacts(sample: Sample, region: number, month: Month): number[] {
  const census = dayNumber(lastDay(month));
  return positions(
    sample,
    region,
    (index) =>
      sample.beslut_datum[index] <= census && (sample.slut[index] === 0 || sample.slut_datum[index] > census),
  );
}

/**
 * The positions of a region's contacts that were performed in a month (genomförda).
 *
 * @param sample The contacts.
 * @param region Index in `sample.regioner`.
 * @param month A month from "2021-01" to "2024-04".
 * @returns Positions, in the order of the decisions.
 *
 * @example Hardly anything is done in July
 * ```ts
 * import assert from "node:assert/strict";
 * import { makeSample, performedContacts } from "vantelage/sample";
 * const sample = makeSample();
 * assert.ok(performedContacts(sample, 0, "2023-07").length < performedContacts(sample, 0, "2023-10").length / 2);
 * ```
 */
export function performedContacts(sample: Sample, region: number, month: Month): number[] {
  const first = dayNumber(firstDay(month)), last = dayNumber(lastDay(month));
  return positions(
    sample,
    region,
    (index) =>
      sample.slut[index] === 1 && first <= sample.slut_datum[index] && sample.slut_datum[index] <= last,
  );
}

/**
 * The made-up vardkontakt_id of a contact: a region's three letters and six signs, the same in every month.
 *
 * @param sample The contacts.
 * @param index The contact's position.
 * @returns For example "DAL-7F3K2A"; unique in the sample, and never a number of ten or twelve digits.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { contactId, makeSample } from "vantelage/sample";
 * assert.match(contactId(makeSample(), 0), /^DAL-[0-9A-Z]{6}$/);
 * ```
 */
export function contactId(sample: Sample, index: number): string {
  const { prefix } = sample.regioner[sample.region[index]];
  let code = (Math.imul(index, 0x2545f491) + 0x1b873593) & 0x3fffffff; // odd factor: no two contacts meet
  let signs = "";
  for (let place = 0; place < 6; place++, code >>>= 5) signs += ID_SIGNS[code & 31];
  return `${prefix}-${signs}`;
}

/**
 * The hospital of a contact.
 *
 * @param sample The contacts.
 * @param index The contact's position.
 * @returns Its name in `hospitals`, or `null` when the contact is linked to none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { hospitals } from "vantelage";
 * import { contactHospital, makeSample } from "vantelage/sample";
 * const name = contactHospital(makeSample(), 0);
 * assert.equal(hospitals.find(({ namn }) => namn === name)?.region, "Region Dalarna");
 * ```
 */
export function contactHospital(sample: Sample, index: number): string | null {
  return sample.sjukhus[index] === NO_HOSPITAL ? null : hospitals[sample.sjukhus[index]].namn;
}

const ID_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function positions(sample: Sample, region: number, holds: (index: number) => boolean): number[] {
  const { from, to } = sample.regioner[region];
  const found: number[] = [];
  for (let index = from; index < to; index++) if (holds(index)) found.push(index);
  return found;
}
