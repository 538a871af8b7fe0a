import codes from "../../data/reference/codes.json" with { type: "json" };
import { hospitalNames, nameKey, regionCodes, withMunicipalityZero } from "../reference/mod.ts";
import {
  allOf,
  anyOf,
  constant,
  daysFromTo,
  field,
  firstDayOf,
  isAfter,
  isAtMost,
  isBefore,
  isDifferent,
  isEqual,
  isMissing,
  isPresent,
  lastDayOf,
  yearOf,
} from "./condition.ts";
import { type Field, fieldSchema, type FieldSpec, type Level, type Spelling } from "./field.ts";
import { DUPLICATE, type Layout, type Rule, type Skip } from "./layout.ts";

/** What sjukhusnamn holds where a contact belongs to no hospital. */
export const NO_HOSPITAL = "Sjukhus saknas";

/** The first decision that the register accepts. */
export const FIRST_DECISION = "2010-01-01";

/**
 * The spellings of a coded value, by key: those of data/reference/codes.json and the values themselves.
 *
 * @param name The code list.
 * @param extra Further spellings, from a profile.
 * @returns Spelling keys to the value we keep.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { codeList } from "vantelage/contract";
 * assert.equal(codeList("kon").get("m"), "man");
 * ```
 */
export function codeList(
  name: "status" | "vardgaranti" | "avvikelse" | "kon" | "agarform",
  extra: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, string> {
  const list: Record<string, string[]> = codes[name];
  return new Map([
    ...Object.entries(list).flatMap(([value, spellings]) =>
      [value, ...spellings].map((spelling) => [nameKey(spelling), value] as const)
    ),
    ...Object.entries(extra).map(([spelling, value]) => [nameKey(spelling), value] as const),
  ]);
}

const text = (level: Level = "warn", pattern?: string, expects = "text"): FieldSpec => ({
  kind: "text",
  required: false,
  level,
  expects,
  ...(pattern === undefined ? {} : { pattern }),
});
/** KVÅ and activity codes, which some write in small letters. */
const fiveCharacters = (expects: string): FieldSpec => ({
  ...text("warn", "[A-Za-z0-9]{5}", expects),
  capitals: true,
});
const must = (spec: FieldSpec): FieldSpec => ({ ...spec, required: true });
const day = (level: Level): FieldSpec => ({
  kind: "day",
  required: false,
  level,
  expects: "ett datum som finns, till exempel 2024-04-30",
});

/**
 * The patient-level layout of the waiting-times register: 35 columns, a contact (väntande or genomförd insats) a row.
 *
 * Source: SKR, Informationsmodell Tillgänglighet specialiserad vård 1.1 (2020) with the additions of 2025-02-20, in
 * the column names of KCHD. The rules follow KCHD's list of data-quality checks DQ0–DQ4.
 *
 * @param spelling How the delivery writes dates and numbers.
 * @param extraCodes Further spellings of codes, by field, from a profile.
 * @returns The layout.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { registerLayout } from "vantelage/contract";
 * assert.equal(Object.keys(registerLayout().shape).length, 35);
 * ```
 */
export function registerLayout(
  spelling: Spelling = {},
  extraCodes: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
): Layout {
  const code = (
    level: Level,
    name: Parameters<typeof codeList>[0],
    fieldName: string,
    expects: string,
  ): FieldSpec => ({
    kind: "code",
    required: false,
    level,
    expects,
    codes: codeList(name, extraCodes[fieldName]),
  });
  const specs: Record<string, FieldSpec> = {
    beslut_datum: must(day("error")),
    start_datum: day("error"),
    medicinskt_maldatum: day("warn"),
    matperiod: must({
      kind: "month",
      required: true,
      level: "error",
      expects: "en månad, till exempel 2024-04",
    }),
    kva_kod: fiveCharacters("en KVÅ-kod med fem tecken"),
    mvo_kod: text("warn", "[A-Za-z0-9]{3}", "en MVO-kod med tre tecken"),
    aktivitetskod: fiveCharacters("en aktivitetskod med fem tecken"),
    aktivitet_kva: fiveCharacters("en KVÅ-kod med fem tecken"),
    aktivitet_icd: text("warn", "[A-Za-z0-9.]{3,7}", "en ICD-10-SE-kod"),
    vardgaranti: must(code("warn", "vardgaranti", "vardgaranti", "JA eller NEJ")),
    avvikelsekod: code("error", "avvikelse", "avvikelsekod", "PvV (1), MoV (2), SoV (3) eller tomt"),
    regionkod: must({
      kind: "code",
      required: true,
      level: "error",
      expects: "en regionkod ur väntetidsregistret (inte SCB:s länskod), till exempel 57 för Dalarna",
      codes: new Map([
        ...regionCodes,
        ...Object.entries(extraCodes.regionkod ?? {}).map(([key, value]) => [nameKey(key), value] as const),
      ]),
    }),
    hsaid_region: text(),
    hsaid_vardgivare: text(),
    hsaid_vardenhet: text(),
    hsaid_enhet: text(),
    sjukhuskod: text("warn", "[0-9]{5,6}", "en sjukhuskod med fem eller sex siffror"),
    sjukhusnamn: {
      ...text("error", undefined, "ett sjukhus, med högst 100 tecken"),
      kind: "name",
      codes: new Map([...hospitalNames, [nameKey(NO_HOSPITAL), NO_HOSPITAL] as const]),
    },
    yrkeskategori: text("warn", "XS9[0-9]{2}", "XS910–XS926"),
    bokningssatt: text("warn", "[1-5]", "1–5"),
    vardkontakttyp: text("warn", "[0-8]|8[1-3]|91", "0–8, 81–83 eller 91"),
    kon: must(code("warn", "kon", "kon", "man (1), kvinna (2) eller okänt (3)")),
    fodelsear: must({
      kind: "whole",
      required: true,
      level: "warn",
      expects: "ett år från 1901",
      min: 1901,
      max: 2199,
    }),
    lkf: {
      ...text("warn", "[0-9]{4}([0-9]{2})?", "en kommunkod med fyra siffror"),
      lostZero: {
        restore: withMunicipalityZero,
        says: "lkf saknar sin första nolla, som Excel tar bort; den är läst med nollan (380 som 0380)",
      },
    },
    hsaid_listning: text(),
    remittenttyp: text("warn", "[1-2]", "1 eller 2"),
    remittent_hsaid: text(),
    remiss_id: text(),
    remiss_datum: day("warn"),
    ankomst_datum: day("warn"),
    vardkontakt_id: must(text("error")),
    fas: text("error", "[1-5]", "1–5"),
    typ_akutverksamhet: text("warn", "[0-5]", "0–5"),
    status: must(code("error", "status", "status", "VANTANDE eller GENOMFORD")),
    vantetid_dagar: { kind: "whole", required: false, level: "warn", expects: "ett helt antal dagar" },
  };
  const shape: Record<string, Field> = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, fieldSchema(spec, spelling)]),
  );
  return {
    name: "register",
    says: "en insats (väntande eller genomförd) per rad",
    shape,
    rules: REGISTER_RULES,
    skips: REGISTER_SKIPS,
    key: ["regionkod", "vardkontakt_id", "matperiod", "status"],
    state: "status",
    bands: [],
    totals: null,
  };
}

const waiting = isEqual(field("status"), constant("vantande"));
const performed = isEqual(field("status"), constant("genomforda"));
const censusDay = lastDayOf(field("matperiod"));

const REGISTER_RULES: readonly Rule[] = [
  {
    name: "beslut_datum_fore_2010",
    level: "error",
    fields: ["beslut_datum"],
    says: "beslut_datum ligger före 2010-01-01, det första som registret godtar",
    broken: isBefore(field("beslut_datum"), constant(FIRST_DECISION)),
  },
  {
    name: "beslut_efter_manad",
    level: "error",
    fields: ["beslut_datum", "matperiod"],
    says: "beslut_datum ligger efter mätperiodens sista dag",
    broken: isAfter(field("beslut_datum"), censusDay),
  },
  {
    name: "start_saknas",
    level: "error",
    fields: ["start_datum", "status"],
    says: "en genomförd kontakt saknar start_datum",
    broken: allOf(performed, isMissing(field("start_datum"))),
  },
  {
    name: "start_fore_beslut",
    level: "error",
    fields: ["start_datum", "beslut_datum"],
    says: "start_datum ligger före beslut_datum: väntetiden blir negativ",
    broken: allOf(performed, isBefore(field("start_datum"), field("beslut_datum"))),
  },
  {
    name: "start_utanfor_manad",
    level: "warn",
    fields: ["start_datum", "matperiod"],
    says: "en genomförd kontakt har start_datum utanför mätperioden; den räknas i mätperioden",
    broken: allOf(
      performed,
      anyOf(
        isBefore(field("start_datum"), firstDayOf(field("matperiod"))),
        isAfter(field("start_datum"), censusDay),
      ),
    ),
  },
  {
    name: "vantande_redan_utford",
    level: "error",
    fields: ["start_datum", "status"],
    says: "en väntande kontakt har start_datum på eller före mätperiodens sista dag",
    broken: allOf(waiting, isAtMost(field("start_datum"), censusDay)),
  },
  {
    name: "vantande_med_start",
    level: "warn",
    fields: ["start_datum", "status"],
    says: "en väntande kontakt har ett start_datum efter mätperioden (bokad tid); den räknas som väntande",
    broken: allOf(waiting, isAfter(field("start_datum"), censusDay)),
  },
  {
    name: "fodelsear_orimligt",
    level: "warn",
    fields: ["fodelsear", "matperiod"],
    says: "födelseåret ligger före 1920 eller efter mätperioden",
    broken: anyOf(
      isBefore(field("fodelsear"), constant(1920)),
      isAfter(field("fodelsear"), yearOf(censusDay)),
    ),
  },
  {
    name: "vantetid_stammer_inte",
    level: "warn",
    fields: ["vantetid_dagar"],
    says: "vantetid_dagar är inte dagarna mellan datumen; vi räknar på datumen",
    broken: anyOf(
      allOf(
        performed,
        isDifferent(field("vantetid_dagar"), daysFromTo(field("beslut_datum"), field("start_datum"))),
      ),
      allOf(waiting, isDifferent(field("vantetid_dagar"), daysFromTo(field("beslut_datum"), censusDay))),
    ),
  },
  {
    name: "koder_saknas",
    level: "warn",
    fields: ["kva_kod", "aktivitetskod", "aktivitet_kva", "mvo_kod"],
    says: "varken kva_kod, aktivitetskod, aktivitet_kva eller mvo_kod anges: kontakten får vårdutbudet okänt",
    broken: allOf(
      isMissing(field("kva_kod")),
      isMissing(field("aktivitetskod")),
      isMissing(field("aktivitet_kva")),
      isMissing(field("mvo_kod")),
    ),
  },
  {
    name: "hemort_okand",
    level: "info",
    fields: ["lkf"],
    says: "hemorten är okänd (lkf saknas, 0000 eller 9999)",
    broken: anyOf(
      isMissing(field("lkf")),
      isEqual(field("lkf"), constant("0000")),
      isEqual(field("lkf"), constant("9999")),
    ),
  },
];

const REGISTER_SKIPS: readonly Skip[] = [
  {
    name: "annan_fas",
    says: "raden är ingen operation (fas är inte 2)",
    fields: ["fas"],
    when: allOf(isPresent(field("fas")), isDifferent(field("fas"), constant("2"))),
  },
];

/** What a rule that every layout shares says: the record's key comes a second time. */
export const duplicateRule: Omit<Rule, "broken"> = {
  name: DUPLICATE,
  level: "error",
  fields: ["vardkontakt_id"],
  says:
    "samma vardkontakt_id, region, mätperiod och status finns redan tidigare i filen; den första raden gäller",
};
