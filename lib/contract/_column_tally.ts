import {
  CHECK_CHANCE,
  DAY_CHANCE,
  explained,
  isLongDate,
  isShortDate,
  passesCheck,
} from "./_birth_number.ts";
import { Form, FORMS, type Meet, meetBare, scanNumbers } from "./_number_forms.ts";
import { isDigit, isHexId, isHexLetter } from "./_token_bounds.ts";

/** Fewer bare ten-digit numbers (in a named column: that begin with a day) are no running number's, but people's. */
export const ENOUGH_NUMBERS = 20;
/** No personal number is written with fewer digits; a reserve number of Skåne has seven, three letters among them. */
const FEWEST_DIGITS = 7;
/** An id of a personal number and a number of its own has no more digits. */
const LONGEST_ID = 18;
/** Of ids that begin with personal numbers nearly all pass the check digit; of any others one in ten. */
const FEWEST_LONG = 4, LONG_SHARE = 0.8;
/** Of ids of ten or twelve random hex digits of which at least seven are 0-9, these shares have no letter. */
const HEX_TEN_CHANCE = 0.0204, HEX_TWELVE_CHANCE = 0.0049;
/** Of random twelve digits, and of those that begin as a year of 1700-2099 does, these shares look like reserve numbers. */
const RESERVE_CHANCE = 0.0015, HEX_RESERVE_CHANCE = 1e-4;

/** What was met in one column: of each form, how many cells and how many different cells. */
export class ColumnTally {
  /** Cells by form: all, those that begin with a day, and those of them that pass the check digit. */
  readonly numbers: Float64Array = new Float64Array(FORMS);
  readonly dated: Float64Array = new Float64Array(FORMS);
  readonly passed: Float64Array = new Float64Array(FORMS);
  readonly differentNumbers: Float64Array = new Float64Array(FORMS);
  readonly differentDated: Float64Array = new Float64Array(FORMS);
  readonly differentPassed: Float64Array = new Float64Array(FORMS);
  /** Cells that hold anything as long as a personal number, or parted as one. */
  shaped = 0;
  /** Different whole numbers of 7-9 digits, those that are personal numbers with zeros before them, and their cells. */
  #short = 0;
  #shortPassed = 0;
  #shortCells = 0;
  #longestShort = 0;
  /** Different cells of ten and of twelve hex digits, at least seven of them 0-9 and some a letter. */
  #hexTen = 0;
  #hexTwelve = 0;
  #count = 1;
  #met = false;
  readonly #digits = new Uint8Array(12);
  readonly #ten = this.#digits.subarray(0, 10);
  readonly #meet: Meet = (form, dated, passed) => {
    this.#met = true;
    this.numbers[form] += this.#count;
    this.differentNumbers[form]++;
    if (dated) {
      this.dated[form] += this.#count;
      this.differentDated[form]++;
    }
    if (passed) {
      this.passed[form] += this.#count;
      this.differentPassed[form]++;
    }
  };

  /** Takes one different cell into account, which `count` records have. */
  addText(text: string, count: number): void {
    let digits = 0, plain = true;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code >= 48 && code <= 57) {
        if (digits < 12) this.#digits[digits] = code - 48;
        digits++;
      } else {
        plain = false;
        if (code > 127) digits++;
      }
    }
    if (digits >= FEWEST_DIGITS) this.#add(text, digits, plain, count);
  }

  /** Takes the cell into account that lies in UTF-8 between two places; one record has it. */
  addBytes(bytes: Uint8Array, from: number, to: number): void {
    let digits = 0, plain = true;
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (byte >= 48 && byte <= 57) {
        if (digits < 12) this.#digits[digits] = byte - 48;
        digits++;
      } else {
        plain = false;
        if (byte > 127) digits++;
      }
    }
    if (digits < FEWEST_DIGITS) return;
    if (plain && digits >= 10) this.#add("", digits, true, 1);
    else this.#add(decoder.decode(bytes.subarray(from, to)), digits, plain, 1);
  }

  /** Takes in one cell whose first twelve ASCII digits are in `#digits`; the text of bare digits may be left out. */
  #add(text: string, digits: number, plain: boolean, count: number): void {
    this.#count = count;
    this.#met = false;
    if (plain) {
      if (digits === 10) meetBare(this.#ten, this.#meet);
      else if (digits === 12) meetBare(this.#digits, this.#meet);
      else if (digits < 10) this.#addShort(text, count);
      else if (digits > 12 && digits <= LONGEST_ID) {
        const dated = isLongDate(this.#digits, 0);
        this.#meet(Form.long, dated, dated && passesCheck(this.#digits, 2));
      }
    } else {
      if (isIsoMoment(text) || isUuid(text)) return;
      if (text.length === 10 || text.length === 12) this.#addHex(text);
      const short = wholeNumber(text);
      if (short !== null) this.#addShort(short, count);
      scanNumbers(text, this.#meet);
    }
    if (this.#met) this.shaped += count;
  }

  #addHex(text: string): void {
    if (!isHexId(text)) return;
    if (text.length === 10) this.#hexTen++;
    else this.#hexTwelve++;
  }

  #addShort(text: string, count: number): void {
    const digits = Array.from(text.padStart(10, "0"), Number);
    this.#short++;
    if (!isShortDate(digits, 0) || !passesCheck(digits, 0)) return;
    this.#shortPassed++;
    this.#shortCells += count;
    this.#longestShort = Math.max(this.#longestShort, text.length);
  }

  /** Cells that are personal numbers whatever the column is called or declared to be. */
  certainCells(isTime: boolean, runs: boolean): number {
    const { passed } = this;
    return passed[Form.certain] + passed[Form.blank] + this.#unlikely(Form.decimal) +
      this.#lettered() + (this.#isTimes(Form.daytime, Form.blank, isTime) ? 0 : passed[Form.daytime]) +
      (runs ? 0 : this.#wrongChecks()) + this.#hexReserves() + this.#lostZeros() +
      this.#longIds();
  }

  /** Bare numbers of ten or twelve digits: all, those that pass, and the reserve numbers among them. */
  bareNumbers(isTime: boolean): { numbers: number; passed: number; reserve: number } {
    const moments = this.#momentsCount(isTime);
    const reserve = this.numbers[Form.longReserve] <= explained(this.numbers[Form.twelve], RESERVE_CHANCE)
      ? 0
      : this.numbers[Form.longReserve];
    return {
      numbers: this.numbers[Form.ten] + this.numbers[Form.twelve] + (moments ? this.numbers[Form.moment] : 0),
      passed: this.#passedTen() + this.#passedTwelve() + (moments ? this.passed[Form.moment] : 0),
      reserve,
    };
  }

  /** Whether the bare numbers of a column that is named as a running number are one. */
  runs(isTime: boolean): boolean {
    const ten = this.dated[Form.ten] >= ENOUGH_NUMBERS
      ? this.#passedTen() <= explained(this.dated[Form.ten], CHECK_CHANCE)
      : this.#passedTen() === 0;
    return ten && this.#twelveRuns(isTime);
  }

  /** Whether they may be one, if the loader declares it. */
  mayRun(isTime: boolean): boolean {
    const numbers = this.numbers[Form.ten], dated = this.dated[Form.ten];
    const { numbers: all } = this.bareNumbers(isTime);
    if (all < ENOUGH_NUMBERS || this.#passedTen() > explained(dated, CHECK_CHANCE)) return false;
    const ten = this.#passedTen() === 0 || (numbers >= ENOUGH_NUMBERS &&
      (dated >= ENOUGH_NUMBERS || dated <= explained(numbers, DAY_CHANCE)));
    return ten && this.#twelveRuns(isTime);
  }

  /** Ten digits that pass; none where the column's other cells are ids of ten hex digits. */
  #passedTen(): number {
    return this.#isHexColumn(Form.ten, this.#hexTen, HEX_TEN_CHANCE) ? 0 : this.passed[Form.ten];
  }

  #passedTwelve(): number {
    return this.#isHexColumn(Form.twelve, this.#hexTwelve, HEX_TWELVE_CHANCE) ? 0 : this.passed[Form.twelve];
  }

  #isHexColumn(form: Form, ids: number, chance: number): boolean {
    const bare = this.differentNumbers[form], passed = this.differentPassed[form];
    return ids >= ENOUGH_NUMBERS && bare <= explained(ids + bare, chance) &&
      passed <= explained(bare, CHECK_CHANCE * DAY_CHANCE);
  }

  /** Of twelve digits, chance explains those among all that begin with a day, or few among all that begin as a year. */
  #twelveRuns(isTime: boolean): boolean {
    const moments = this.#momentsCount(isTime);
    const passed = this.#passedTwelve() + (moments ? this.passed[Form.moment] : 0);
    const dated = this.dated[Form.twelve] + (moments ? this.dated[Form.moment] : 0);
    if (passed === 0) return true;
    if (dated >= ENOUGH_NUMBERS) return passed <= explained(dated, CHECK_CHANCE);
    const century = this.numbers[Form.century];
    return dated <= explained(century, DAY_CHANCE) && passed <= explained(century, DAY_CHANCE * CHECK_CHANCE);
  }

  #momentsCount(isTime: boolean): boolean {
    return !this.#isTimes(Form.moment, Form.twelve, isTime);
  }

  /**
   * Whether the numbers of a form that is a time of the clock are times: no number of the column's is none, and not
   * every one passes the check digit, unless the column is named as a time.
   */
  #isTimes(form: Form, other: Form, isTime: boolean): boolean {
    if (this.numbers[other] > 0) return false;
    return isTime || this.differentPassed[form] < this.differentNumbers[form];
  }

  /** Cells of a form that passes by chance at times: all that pass when they are more than chance explains, else none. */
  #unlikely(form: Form): number {
    const dated = this.differentDated[form], passed = this.differentPassed[form];
    if (dated >= ENOUGH_NUMBERS && passed <= explained(dated, CHECK_CHANCE)) return 0;
    return passed <= explained(this.differentNumbers[form], CHECK_CHANCE * DAY_CHANCE)
      ? 0
      : this.passed[form];
  }

  /** Cells with a wrong check digit; none among as many numbers of that form without a day as make it chance. */
  #wrongChecks(): number {
    const wrong = this.differentPassed[Form.wrongCheck], dayless = this.differentNumbers[Form.shape];
    return dayless >= ENOUGH_NUMBERS && wrong <= explained(dayless + wrong, DAY_CHANCE)
      ? 0
      : this.passed[Form.wrongCheck];
  }

  /** Cells of ten digits with letters next to them: two that pass, and more than chance explains of those with a day. */
  #lettered(): number {
    const passed = this.differentPassed[Form.lettered];
    return passed < 2 || passed <= explained(this.differentDated[Form.lettered], CHECK_CHANCE)
      ? 0
      : this.passed[Form.lettered];
  }

  #hexReserves(): number {
    const count = this.differentNumbers[Form.hexReserve];
    return this.#hexTwelve - count >= ENOUGH_NUMBERS &&
        count <= explained(this.#hexTwelve, HEX_RESERVE_CHANCE)
      ? 0
      : this.numbers[Form.hexReserve];
  }

  /** Cells of longer ids that begin with a personal number, where nearly all of the column do. */
  #longIds(): number {
    const passed = this.differentPassed[Form.long];
    return passed >= FEWEST_LONG && passed >= LONG_SHARE * this.differentNumbers[Form.long]
      ? this.passed[Form.long]
      : 0;
  }

  /** Cells of personal numbers that lost the zeros before them: most whole numbers of the column are such. */
  #lostZeros(): number {
    const most = 2 * this.#shortPassed > this.#short;
    const enough = this.#shortPassed > 1 || this.#longestShort === 9;
    return most && enough ? this.#shortCells : 0;
  }
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Whether a text is a day as yyyy-mm-dd, alone or with a time hh:mm after it: nearly all that is no number. */
function isIsoMoment(text: string): boolean {
  if (text.length !== 10 && text.length !== 16 && text.length !== 19) return false;
  if (text[4] !== "-" || text[7] !== "-" || (text.length > 10 && text[13] !== ":")) return false;
  if (text.length > 10 && text[10] !== " " && text[10] !== "T") return false;
  for (let at = 0; at < text.length; at++) {
    const isSign = at === 4 || at === 7 || at === 10 || at === 13 || at === 16;
    if (!isSign && !isDigit(text.charCodeAt(at))) return false;
  }
  return text.length < 19 || text[16] === ":";
}

/** Whether a text is a UUID and nothing else: five groups of hex digits, of which none is looked at. */
function isUuid(text: string): boolean {
  if (text.length !== 36) return false;
  for (let at = 0; at < 36; at++) {
    const code = text.charCodeAt(at);
    const isSign = at === 8 || at === 13 || at === 18 || at === 23;
    if (isSign ? code !== 45 : !isDigit(code) && !isHexLetter(code)) return false;
  }
  return true;
}

/** The digits of a whole number of 7-9 digits that a program wrote: 505110015.0, 505 110 015, 5,05110015E+08. */
function wholeNumber(text: string): string | null {
  if (text.length > 24) return null;
  const plain = text.trim();
  const power = /^(\d)[.,](\d{4,8})[eE]\+?0?([678])$/.exec(plain);
  if (power !== null) {
    const length = Number(power[3]) + 1, digits = power[1] + power[2];
    return digits.length <= length && digits.length >= length - 2 ? digits.padEnd(length, "0") : null;
  }
  const whole = plain.replace(/[.,]0{1,6}$/, "");
  if (/^\d{7,9}$/.test(whole)) return whole;
  return /^\d{1,3}([ .,'’\u00a0\u202f])\d{3}\1\d{3}$/.test(whole) ? whole.replace(/\D/g, "") : null;
}
