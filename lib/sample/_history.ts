import { dayNumber, lastDay, type Month } from "../calendar/mod.ts";
import { careOfferings, hospitalOwnership, hospitals } from "../reference/mod.ts";
import { NO_HOSPITAL } from "./_person.ts";
import { performedContacts, waitingContacts } from "./contacts.ts";
import { HISTORY_MONTHS, type Sample } from "./sample.ts";

/** The columns of the aggregated history. */
export const HISTORY_COLUMNS: readonly string[] = [
  "manad",
  "status",
  "region",
  "sjukhus",
  "vardutbud",
  "agarform",
  "d0_30",
  "d31_60",
  "d61_90",
  "d91_120",
  "d121_180",
  "d181_365",
  "d366",
  "antal",
  "pvv",
  "mov",
  "median",
];

const BAND_ENDS = [30, 60, 90, 120, 180, 365];
/** How the history spells what we spell otherwise: as the group's slide does. */
const SPELLINGS: Record<string, string> = { Ljumskbråck: "Ljumsnbråck" };

/**
 * The months before the register deliveries, one row per month, status, region, hospital and vårdutbud with anybody.
 *
 * väntande: the bands, `antal` and `median` leave PvV and MoV out, which stand in their own columns. genomförda: the
 * bands and `antal` leave only PvV out, and MoV is inside them, so that `mov` is 0; `median` takes all.
 */
export function historyRows(sample: Sample): string[][] {
  return HISTORY_MONTHS.flatMap((month) =>
    sample.regioner.flatMap((_, region) => [
      ...rowsOf(sample, month, "väntande", waitingContacts(sample, region, month)),
      ...rowsOf(sample, month, "genomförda", performedContacts(sample, region, month)),
    ])
  );
}

function rowsOf(
  sample: Sample,
  month: Month,
  status: "väntande" | "genomförda",
  contacts: readonly number[],
): string[][] {
  const census = dayNumber(lastDay(month));
  const cells = new Map<number, number[]>(); // hospital × 256 + vårdutbud → positions
  for (const index of contacts) {
    const key = sample.sjukhus[index] * 256 + sample.vardutbud[index];
    const cell = cells.get(key);
    if (cell) cell.push(index);
    else cells.set(key, [index]);
  }
  return [...cells].sort(([a], [b]) => a - b).map(([key, positions]) => {
    const hospital = key >> 8, offering = careOfferings[key & 255].namn;
    const name = hospital === NO_HOSPITAL ? null : hospitals[hospital].namn;
    const wait = (index: number) =>
      (status === "väntande" ? census : sample.slut_datum[index]) - sample.beslut_datum[index];
    const pvv = positions.filter((index) => sample.avvikelse[index] === 1).length;
    const mov = status === "genomförda"
      ? 0
      : positions.filter((index) => sample.avvikelse[index] === 2).length;
    const counted = positions.filter((index) =>
      sample.avvikelse[index] === 0 || (status === "genomförda" && sample.avvikelse[index] === 2)
    ).map(wait);
    const band = new Array<number>(BAND_ENDS.length + 1).fill(0);
    for (const days of counted) band[BAND_ENDS.filter((end) => days > end).length]++;
    return [
      month,
      status,
      sample.regioner[sample.region[positions[0]]].region,
      name ?? "Sjukhus saknas",
      SPELLINGS[offering] ?? offering,
      name === null ? "" : hospitalOwnership(name, month) ?? "",
      ...[...band, counted.length, pvv, mov].map(String),
      medianText(status === "genomförda" ? positions.map(wait) : counted),
    ];
  });
}

/** The median with a decimal comma, empty for nobody. */
function medianText(waits: number[]): string {
  if (waits.length === 0) return "";
  waits.sort((a, b) => a - b);
  const middle = (waits[(waits.length - 1) >> 1] + waits[waits.length >> 1]) / 2;
  return String(middle).replace(".", ",");
}
