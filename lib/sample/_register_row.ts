import { dayFromNumber, dayNumber, firstDay, lastDay, type Month } from "../calendar/mod.ts";
import { careOfferings, hospitals, regionCodes } from "../reference/mod.ts";
import { NO_HOSPITAL } from "./_person.ts";
import { DAYS, FIRST_DAY } from "./_season.ts";
import { type Quirk, writtenDay } from "./_quirks.ts";
import { contactId } from "./contacts.ts";
import type { Sample } from "./sample.ts";

/** The 35 columns of the register's patient-level layout, in its order. */
export const REGISTER_COLUMNS = [
  "beslut_datum",
  "start_datum",
  "medicinskt_maldatum",
  "matperiod",
  "kva_kod",
  "mvo_kod",
  "aktivitetskod",
  "aktivitet_kva",
  "aktivitet_icd",
  "vardgaranti",
  "avvikelsekod",
  "regionkod",
  "hsaid_region",
  "hsaid_vardgivare",
  "hsaid_vardenhet",
  "hsaid_enhet",
  "sjukhuskod",
  "sjukhusnamn",
  "yrkeskategori",
  "bokningssatt",
  "vardkontakttyp",
  "kon",
  "fodelsear",
  "lkf",
  "hsaid_listning",
  "remittenttyp",
  "remittent_hsaid",
  "remiss_id",
  "remiss_datum",
  "ankomst_datum",
  "vardkontakt_id",
  "fas",
  "typ_akutverksamhet",
  "status",
  "vantetid_dagar",
] as const;

/** The fields of one row, by column. */
export type RegisterFields = Record<(typeof REGISTER_COLUMNS)[number], string>;

/** Writes one region's contacts as rows. */
export interface RowWriter {
  /** The header line, without its line end. */
  header: string;
  /** A contact's fields in a month's delivery. */
  fields(index: number, month: Month): RegisterFields;
  /** A row, without its line end. The columns in the region's order; `omitLast` leaves out the last field. */
  line(fields: RegisterFields, omitLast?: boolean): string;
}

/** A writer in a region's way of writing. */
export function rowWriter(sample: Sample, quirk: Quirk): RowWriter {
  const columns = quirk.ownColumnOrder
    ? [...REGISTER_COLUMNS.slice(30), ...REGISTER_COLUMNS.slice(0, 30)]
    : REGISTER_COLUMNS;
  const regionkod = [...regionCodes].find(([, name]) => name === quirk.region)![0];
  const days = DAYS.map((day) => writtenDay(quirk, day));
  const offerings = careOfferings.map(({ kva, mvo, aktivitet, vanligast }): Partial<RegisterFields> => ({
    kva_kod: vanligast.kva || kva[0].padEnd(5, "0"),
    mvo_kod: mvo,
    aktivitetskod: aktivitet[0] ?? "",
    aktivitet_kva: vanligast.kva,
    aktivitet_icd: vanligast.icd,
  }));
  const places = hospitals.map(({ namn, alias }, index): Partial<RegisterFields> => ({
    hsaid_vardenhet: `SE${regionkod}-E${index + 1}`,
    sjukhuskod: `${regionkod}${100 + index}`,
    sjukhusnamn: quirk.hospitalAlias ? alias[0] : namn,
  }));
  const noPlace: Partial<RegisterFields> = {
    hsaid_vardenhet: `SE${regionkod}-E0`,
    sjukhuskod: "00000",
    sjukhusnamn: "Sjukhus saknas",
  };
  const periods = new Map<Month, { written: string; census: number }>();
  const period = (month: Month) => {
    let known = periods.get(month);
    if (!known) {
      periods.set(month, known = { written: writtenMonth(quirk, month), census: dayNumber(lastDay(month)) });
    }
    return known;
  };
  const common: Partial<RegisterFields> = {
    regionkod,
    hsaid_region: `SE${regionkod}-R`,
    hsaid_vardgivare: `SE${regionkod}-G1`,
    yrkeskategori: "XS915",
    vardkontakttyp: "0",
    remittenttyp: "1",
    fas: "2",
    typ_akutverksamhet: "0",
  };
  const templates = new Map<number, RegisterFields>(); // hospital × 256 + vårdutbud
  const template = (hospital: number, offering: number) => {
    const key = hospital * 256 + offering;
    let known = templates.get(key);
    if (!known) {
      const place = hospital === NO_HOSPITAL ? noPlace : places[hospital];
      templates.set(key, known = { ...emptyFields(), ...common, ...offerings[offering], ...place });
    }
    return known;
  };
  const cells = new Array<string>(columns.length);
  const open = quirk.quoted ? '"' : "", between = quirk.quoted ? `"${quirk.delimiter}"` : quirk.delimiter;
  const joined = (values: readonly string[]) => `${open}${values.join(between)}${open}`;
  return {
    header: joined(columns.map((column) => quirk.upperCaseHeader ? column.toUpperCase() : column)),
    fields(index, month) {
      const { written, census } = period(month);
      const performed = sample.slut[index] === 1 && sample.slut_datum[index] <= census;
      const end = performed ? sample.slut_datum[index] : census;
      const deviation = sample.avvikelse[index];
      const fields = { ...template(sample.sjukhus[index], sample.vardutbud[index]) };
      fields.beslut_datum = days[sample.beslut_datum[index] - FIRST_DAY];
      if (performed) fields.start_datum = days[end - FIRST_DAY];
      const target = targetDays(index);
      if (target !== null) {
        fields.medicinskt_maldatum = writtenDay(quirk, dayFromNumber(sample.beslut_datum[index] + target));
      }
      fields.matperiod = written;
      fields.vardgaranti = quirk.guarantee[1 - sample.vardgaranti[index]];
      if (deviation > 0) fields.avvikelsekod = quirk.deviation[deviation - 1];
      fields.bokningssatt = performed ? "4" : "5";
      fields.kon = quirk.sex[sample.kon[index] - 1];
      fields.fodelsear = String(sample.fodelsear[index]);
      fields.lkf = String(sample.lkf[index]).padStart(4, "0");
      fields.vardkontakt_id = contactId(sample, index);
      fields.status = quirk.status[performed ? 1 : 0];
      fields.vantetid_dagar = String(end - sample.beslut_datum[index]);
      return fields;
    },
    line(fields, omitLast = false) {
      for (let column = 0; column < columns.length; column++) {
        cells[column] = fields[columns[column]] || quirk.empty;
      }
      return joined(omitLast ? cells.slice(0, -1) : cells);
    },
  };
}

/**
 * The days from decision to medicinskt måldatum, which about a fifth of the contacts have. It is drawn from the
 * contact's number, so that every delivery says the same and nothing else is drawn differently for it.
 */
function targetDays(index: number): number | null {
  const drawn = (Math.imul(index ^ 0x5bd1e995, 0x85ebca6b) >>> 8) % 1000;
  return [[20, 14], [60, 30], [120, 60], [200, 120]].find(([below]) => drawn < below)?.[1] ?? null;
}

function emptyFields(): RegisterFields {
  return Object.fromEntries(REGISTER_COLUMNS.map((column) => [column, ""])) as RegisterFields;
}

function writtenMonth({ month: form }: Quirk, month: Month): string {
  if (form === "yyyymm") return month.replace("-", "");
  return form === "first day" ? firstDay(month) : lastDay(month);
}
