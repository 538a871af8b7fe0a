/** The digits 0-9 of a number, one each. */
export type Digits = ArrayLike<number>;

/** Of ten digits that begin with a day, this share passes the check digit by chance. */
export const CHECK_CHANCE = 0.1;
/** Of random digits, two each for year, month and day are a day this often, coordination numbers' days included. */
export const DAY_CHANCE = 0.073;

const pair = (digits: Digits, at: number): number => digits[at] * 10 + digits[at + 1];

/** How many days a month has at most; a year of two digits that 4 divides may be a leap year. */
function daysIn(year: number, month: number): number {
  return month === 2
    ? (year % 4 === 0 ? 29 : 28)
    : month === 4 || month === 6 || month === 9 || month === 11
    ? 30
    : 31;
}

/**
 * Whether the digits from `at` are YYMMDD with a day of the calendar, or one 60 days on, as in a coordination number
 * (samordningsnummer).
 */
export function isShortDate(digits: Digits, at: number): boolean {
  const month = pair(digits, at + 2);
  if (month < 1 || month > 12) return false;
  const written = pair(digits, at + 4), day = written > 60 ? written - 60 : written;
  return day >= 1 && day <= daysIn(pair(digits, at), month);
}

/** Whether the digits from `at` are YYYYMMDD of the years 1800-2099, as {@linkcode isShortDate} reads the rest. */
export function isLongDate(digits: Digits, at: number): boolean {
  const century = pair(digits, at);
  return century >= 18 && century <= 20 && isShortDate(digits, at + 2);
}

/** Whether the ten digits from `at` pass the check digit (Luhn's algorithm). */
export function passesCheck(digits: Digits, at: number): boolean {
  let sum = 0;
  for (let position = 0; position < 10; position++) {
    const digit = digits[at + position], product = position % 2 === 0 ? 2 * digit : digit;
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 === 0;
}

/** Whether the two digits from `at` are an hour and the next two a minute. */
export function isClock(digits: Digits, at: number): boolean {
  return pair(digits, at) < 24 && digits[at + 2] < 6;
}

/** Whether twelve digits are a moment, YYYYMMDDhhmm: a day from 1900 on, without 60 added, and a time of the clock. */
export function isMoment(digits: Digits): boolean {
  return digits[0] < 3 && !(digits[0] === 1 && digits[1] === 8) && isLongDate(digits, 0) &&
    pair(digits, 6) < 60 &&
    isClock(digits, 8);
}

/** Whether twelve digits are a reserve number without letters, of Region Stockholm or of Inera and Halland. */
export function isLongReserve(digits: Digits): boolean {
  const century = pair(digits, 0), next = pair(digits, 2), last = pair(digits, 4);
  if (century === 99) return next === 19 ? last >= 70 : next === 20 && last < 30;
  if (century < 17 || century > 20) return false;
  const day = pair(digits, 6);
  return last >= 1 && last <= 12 && day >= 32 && day < 60;
}

/** As many as chance explains among `count`, four standard deviations included: a file of chance is stopped once in thousands. */
export function explained(count: number, chance: number): number {
  return chance * count + 4 * Math.sqrt(chance * (1 - chance) * count);
}
