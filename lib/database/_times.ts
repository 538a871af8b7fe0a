const DAY_SECONDS = 86_400;

/** Days since 1970-01-01 as "yyyy-mm-dd", or `null` outside the years 0000–9999, where that form ends. */
export function dayText(days: number): string | null {
  let text = written.get(days);
  if (text === undefined) written.set(days, text = writeDay(days));
  return text;
}

/** Every day that has been written out: the same few return in every row, and looking one up is quicker. */
const written = new Map<number, string | null>();

function writeDay(days: number): string | null {
  const date = new Date(days * DAY_SECONDS * 1000);
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 ? date.toISOString().slice(0, 10) : null;
}

/**
 * A time of day as "hh:mm:ss", followed by its fraction of a second where that is not zero.
 *
 * @param ticks Since midnight.
 * @param digits Decimals of a second in a tick: 0, 3, 6 or 9.
 */
export function timeText(ticks: number, digits: number): string {
  const perSecond = 10 ** digits;
  const seconds = Math.floor(ticks / perSecond);
  const fraction = ticks % perSecond;
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(
    ":",
  );
  return fraction === 0 ? clock : `${clock}.${String(fraction).padStart(digits, "0")}`;
}

/** Ticks since 1970-01-01T00:00:00 as "yyyy-mm-ddThh:mm:ss[.ffffff]", or `null` where {@linkcode dayText} has none. */
export function timestampText(ticks: bigint, digits: number): string | null {
  const perDay = BigInt(DAY_SECONDS) * 10n ** BigInt(digits);
  // BigInt division cuts towards zero; a moment before 1970 belongs to the day that begins before it.
  const withinDay = ((ticks % perDay) + perDay) % perDay;
  const day = dayText(Number((ticks - withinDay) / perDay));
  return day === null ? null : `${day}T${timeText(Number(withinDay), digits)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
