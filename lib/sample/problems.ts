import { addDays, addMonths, firstDay, lastDay, type Month } from "../calendar/mod.ts";
import type { RegisterFields } from "./_register_row.ts";
import { type Quirk, writtenDay } from "./_quirks.ts";

/** A row that is wrong on purpose. */
export interface SampleProblem {
  /** Official name of the region whose delivery holds it. */
  region: string;
  /** The month of the delivery. */
  month: Month;
  /** The rule that it breaks. */
  rule: string;
  /** `error`: an additional row, to be rejected. `warn`: a true contact's row, to be kept. */
  level: "error" | "warn";
  /** What is wrong, in Swedish. */
  why: string;
}

/** A row that is wrong on purpose, and where it stands: an entry of `fel.json`. */
export interface PlacedProblem {
  /** The file's name. */
  file: string;
  /** The line as an editor counts: the header is line 1. */
  line: number;
  /** The rule that it breaks. */
  rule: string;
  /** `error`: to be rejected. `warn`: kept, with a warning. */
  level: SampleProblem["level"];
  /** What is wrong, in Swedish. */
  why: string;
}

/** How a row is made wrong: a contact of this status is taken, and its fields are changed. */
interface Fault {
  why: string;
  from: "vantande" | "genomforda";
  change(fields: RegisterFields, quirk: Quirk, month: Month): RegisterFields;
}

const errors: Record<string, Fault> = {
  beslut_datum_saknas: {
    why: "beslut_datum är tomt",
    from: "vantande",
    change: (fields) => ({ ...fields, beslut_datum: "", vantetid_dagar: "" }),
  },
  beslut_datum_ogiltigt: {
    why: "beslut_datum är 30 februari",
    from: "vantande",
    change: (fields, quirk) => ({
      ...fields,
      beslut_datum: writtenDay(quirk, "2023-02-30"),
      vantetid_dagar: "",
    }),
  },
  beslut_datum_fore_2010: {
    why: "beslut_datum är 1900-01-01",
    from: "vantande",
    change: (fields, quirk) => ({
      ...fields,
      beslut_datum: writtenDay(quirk, "1900-01-01"),
      vantetid_dagar: "",
    }),
  },
  beslut_efter_manad: {
    why: "väntande som beslutades efter månadens slut",
    from: "vantande",
    change: (fields, quirk, month) => ({
      ...fields,
      beslut_datum: writtenDay(quirk, addDays(lastDay(month), 3)),
      vantetid_dagar: "",
    }),
  },
  start_saknas: {
    why: "genomförd utan start_datum",
    from: "genomforda",
    change: (fields) => ({ ...fields, start_datum: "", vantetid_dagar: "" }),
  },
  start_fore_beslut: {
    why: "opererad före beslutet",
    from: "genomforda",
    change: (fields, quirk, month) => ({
      ...fields,
      beslut_datum: writtenDay(quirk, lastDay(month)),
      start_datum: writtenDay(quirk, addDays(firstDay(month), 4)),
      vantetid_dagar: "",
    }),
  },
  vantande_redan_utford: {
    why: "väntande med start_datum inom månaden",
    from: "vantande",
    change: (fields, quirk, month) => ({ ...fields, start_datum: writtenDay(quirk, lastDay(month)) }),
  },
  regionkod_ogiltigt: {
    why: "regionkod 99 finns inte",
    from: "vantande",
    change: (fields) => ({ ...fields, regionkod: "99" }),
  },
  vardkontakt_id_saknas: {
    why: "vardkontakt_id är tomt",
    from: "genomforda",
    change: (fields) => ({ ...fields, vardkontakt_id: "" }),
  },
  dubblett: {
    why: "samma vardkontakt_id, region, månad och status som en tidigare rad",
    from: "vantande",
    change: (fields) => fields,
  },
  status_ogiltigt: {
    why: "status är varken väntande eller genomförd",
    from: "vantande",
    change: (fields) => ({ ...fields, status: "AVSLUTAD" }),
  },
  fel_antal_falt: {
    why: "raden har ett fält för lite",
    from: "vantande",
    change: (fields) => fields,
  },
};

const warnings: Record<string, Fault> = {
  vantande_med_start: {
    why: "väntande med bokad tid efter månadens slut",
    from: "vantande",
    change: (fields, quirk, month) => ({
      ...fields,
      start_datum: writtenDay(quirk, addDays(firstDay(addMonths(month, 1)), 13)),
    }),
  },
  fodelsear_orimligt: {
    why: "födelseåret är 1905",
    from: "vantande",
    change: (fields) => ({ ...fields, fodelsear: "1905" }),
  },
  vantetid_stammer_inte: {
    why: "vantetid_dagar är inte dagarna mellan datumen",
    from: "genomforda",
    change: (fields) => ({ ...fields, vantetid_dagar: String(Number(fields.vantetid_dagar) + 7) }),
  },
};

/** The deliveries that hold wrong rows. */
const PLACES: readonly [string, Month][] = [
  ["Region Dalarna", "2024-04"],
  ["Region Uppsala", "2024-04"],
  ["Region Värmland", "2024-03"],
  ["Region Gävleborg", "2024-04"],
  ["Region Sörmland", "2023-11"],
  ["Region Västmanland", "2024-04"],
  ["Region Örebro län", "2024-02"],
];

/**
 * The rows that are wrong on purpose: every rule at least three times, spread over deliveries of all regions. Their
 * lines are known when the sample is written, and listed beside it in `fel.json`.
 */
export const sampleProblems: readonly SampleProblem[] = [
  ...spread(errors, 40, "error"),
  ...spread(warnings, 9, "warn"),
];

/** How the row of a problem is made. */
export function faultOf(problem: SampleProblem): Fault {
  return (problem.level === "error" ? errors : warnings)[problem.rule];
}

function spread(
  faults: Record<string, Fault>,
  count: number,
  level: SampleProblem["level"],
): SampleProblem[] {
  const rules = Object.keys(faults);
  return Array.from({ length: count }, (_, number) => {
    const rule = rules[number % rules.length], [region, month] = PLACES[number % PLACES.length];
    return { region, month, rule, level, why: faults[rule].why };
  });
}
