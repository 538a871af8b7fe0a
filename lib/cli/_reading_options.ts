import { type FileAnswers, partBandAnswer, type Profile, profileLayout, profiles } from "../contract/mod.ts";
import { type Delimiter, extractEncodings, type ExtractOptions } from "../extract/mod.ts";
import { CareOffering, nearestNames } from "../reference/mod.ts";
import type { LoadOptions } from "../store/mod.ts";
import { oneOf, type Options, pairs, text, texts, UsageError, type Values } from "./_command.ts";
import { profileOf } from "./_profile.ts";

const DELIMITERS: Readonly<Record<string, Delimiter>> = {
  semikolon: ";",
  komma: ",",
  tabb: "\t",
  lodstreck: "|",
};
const ENCODINGS = ["auto", ...extractEncodings] as const;

/** The options that say how a file is written. */
export const EXTRACT_OPTIONS: Options = {
  teckenkod: {
    value: "KOD",
    says: `filens teckenkodning: ${ENCODINGS.join(", ")}`,
    among: ENCODINGS,
    was: "encoding",
  },
  skiljetecken: {
    value: "TECKEN",
    says: Object.keys(DELIMITERS).join(", "),
    among: Object.keys(DELIMITERS),
    was: "delimiter",
  },
  blad: {
    value: "NAMN",
    says: "arbetsbokens blad, även ett dolt (annars det som bär en tabell)",
    was: "sheet",
  },
  rubrikrad: {
    value: "RAD",
    says: "radnumret där kolumnernas namn står; det som står ovanför läses inte",
    was: "header-line",
  },
  "utan-dolda": { says: "läs inte arbetsbokens dolda rader och kolumner, som annars läses och räknas" },
};

/** The options by which a person says what columns are that do not say it themselves. */
export const ANSWER_OPTIONS = {
  enhet: {
    value: "ENHET",
    says: "dag, vecka eller manad: väntetidsbandens enhet, när varken rubrikerna eller titeln säger den",
    among: ["dag", "vecka", "manad"],
  },
  band: {
    value: "KOLUMN=BAND",
    many: true,
    says: 'vilket band en kolumn räknar, t.ex. "Grupp B=31-60"; i dagar när ingen enhet står',
  },
  bortse: {
    value: "KOLUMN",
    many: true,
    says: 'en kolumn som inte ska läsas; "KOLUMN=ETIKETT" rader med ett band som inte ska räknas',
  },
  kolumn: {
    value: "FÄLT=KOLUMN",
    many: true,
    says: "vilken kolumn som är ett fält, t.ex. sjukhus=Vårdgivare",
  },
  konstant: {
    value: "FÄLT=VÄRDE",
    many: true,
    says: "ett fält som filen saknar och som är lika för alla rader, t.ex. status=vantande, manad=2024-04",
  },
  lopnummer: {
    value: "KOLUMN",
    many: true,
    says:
      "en kolumn med löpnummer på tio eller tolv siffror som inget säger om en person: de få som kan läsas som personnummer släpps igenom när de inte är fler än slumpen ger, och det sägs; allt annat stoppas",
  },
} satisfies Options;

/** The options that say how the values of a file are written, with {@linkcode EXTRACT_OPTIONS}. */
export const READING_OPTIONS: Options = {
  profil: {
    value: "NAMN|FIL",
    says: `hur filen läses (${
      profiles.map((profile) => profile.namn).join(", ")
    }, eller en fil .json); annars avgör kolumnerna`,
    among: profiles.map((profile) => profile.namn),
    was: "profile",
  },
  ...ANSWER_OPTIONS,
  ...EXTRACT_OPTIONS,
  datumform: {
    value: "FORM",
    says: "dmy eller mdy, när datum skrivs dd-mm-åååå eller mm-dd-åååå",
    among: ["dmy", "mdy"],
  },
  tusental: {
    value: "TECKEN",
    says: "punkt eller komma, när det skiljer tusental; det andra är då decimaltecknet",
    among: ["punkt", "komma"],
  },
  serietal: {
    value: "ÅR",
    says: "1900 eller 1904, när datum står som Excels serietal",
    among: ["1900", "1904"],
  },
  omfattar: {
    value: "vardutbud=NAMN,NAMN",
    many: true,
    says:
      "vilka vårdutbud filen omfattar, eller vardutbud=alla; annars avgör filens namn. De andra är okända, inte noll",
  },
  "minst-godtaget": {
    value: "ANDEL",
    says:
      "den andel av raderna, från 0 till 1, som måste godtas för att något ska sparas (annars 0.9, men färre än tio underkända stoppar inget när fler är godtagna)",
  },
  "godta-mindre": { says: "spara också en leverans som har mindre än den som den ersätter" },
  "godta-antal": { says: "räkna också antal som ser ut att betyda att värdet saknas (9999, -1)" },
  "godta-summa": { says: "spara också en leverans vars summarader inte stämmer med sina delar" },
  "godta-raderat": { says: "läs in en fil igen fast uppgifter ur den har raderats" },
  strikt: {
    says:
      "spara inget av en fil med en varning eller en underkänd rad (slutkod 1), till exempel i ett schemalagt jobb; det som --godta-… godtar räknas inte. En fil som redan är inläst granskas inte igen",
  },
};

/**
 * How a command line says that its files are to be read.
 *
 * @param values What was given.
 * @returns Options of a load; what was not given is found by looking.
 * @throws {UsageError} If a value is none that is allowed.
 */
export async function readingOptions(values: Values): Promise<LoadOptions> {
  const chosen = <T extends string>(name: string, allowed: readonly T[]): T | undefined =>
    text(values, name) === undefined ? undefined : oneOf(values, name, allowed, allowed[0]);
  const datumform = chosen("datumform", ["dmy", "mdy"]), serietal = chosen("serietal", ["1900", "1904"]);
  const tusental = chosen("tusental", ["punkt", "komma"]), profile = await profileOf(values);
  return {
    ...extractOptions(values),
    ...profile && { profiles: [profile] },
    spelling: {
      ...datumform && { datumform },
      ...serietal && { serietal },
      ...tusental && { tusental: tusental === "punkt" ? "." : "," },
    },
    constants: constantsOf(values, profile),
    answers: answersOf(values),
    runningNumbers: texts(values, "lopnummer"),
    ...minAcceptedOf(values),
    ...offeringsOf(values),
    accept: ACCEPTED.filter((option) => values[option] === true),
    strict: values.strikt === true,
    today: new Date().toISOString().slice(0, 10),
  };
}

/** The vårdutbud that the command line says a file covers; a name may hold commas. */
function offeringsOf(values: Values): Pick<LoadOptions, "offerings"> {
  const given = texts(values, "omfattar");
  if (given.length === 0) return {};
  const lists = given.map((written) => /^vardutbud\s*=\s*(\S.*)$/.exec(written)?.[1] ?? null);
  const unread = given[lists.indexOf(null)];
  if (unread !== undefined) {
    throw new UsageError(
      `--omfattar ska ge vårdutbuden som filen omfattar, till exempel vardutbud=Gråstarr,Gallsten eller vardutbud=alla: fick "${unread}"`,
    );
  }
  if (lists.some((list) => list?.trim().toLowerCase() === "alla")) return { offerings: "all" };
  return { offerings: [...new Set(lists.flatMap((list) => partOfferings(list ?? "")))] };
}

/** Parts a list at its commas, but for those within a name that is known. */
function partOfferings(list: string): string[] {
  const parts = list.split(","), names: string[] = [];
  for (let at = 0; at < parts.length;) {
    let end = parts.length, name: string | undefined;
    for (; end > at && name === undefined; end--) {
      name = CareOffering.safeParse(parts.slice(at, end).join(",")).data;
    }
    if (name === undefined) {
      const read = CareOffering.safeParse(parts[at]);
      throw new UsageError(read.error?.issues[0].message ?? `Okänt vårdutbud: "${parts[at]}"`);
    }
    names.push(name);
    at = end + 1;
  }
  return names;
}

/** The options by which a load goes on in spite of a finding that would stop it. */
const ACCEPTED = ["godta-mindre", "godta-antal", "godta-summa", "godta-raderat"];

function minAcceptedOf(values: Values): Pick<LoadOptions, "minAccepted"> {
  const written = text(values, "minst-godtaget");
  if (written === undefined) return {};
  if (/^(0([.,]\d{1,9})?|1([.,]0{1,9})?)$/.test(written)) {
    return { minAccepted: Number(written.replace(",", ".")) };
  }
  throw new UsageError(
    `--minst-godtaget ska vara ett tal från 0 till 1, till exempel 0.5: fick "${written}"`,
  );
}

/**
 * What the command line says of a file's columns and bands.
 *
 * @param values What was given.
 * @returns What a person says.
 * @throws {UsageError} If a value is none that is allowed.
 */
export function answersOf(values: Values): FileAnswers {
  const bands = texts(values, "band").map((given) => {
    const parts = partBandAnswer(given);
    if (parts !== null) return parts;
    throw new UsageError(
      `--band ska skrivas KOLUMN=BAND, till exempel --band "Grupp B=31-60": fick "${given}"`,
    );
  });
  const columns = pairs(values, "kolumn"), ignored = texts(values, "bortse");
  refuseUnknownFields("kolumn", Object.keys(columns));
  return {
    ...text(values, "enhet") !== undefined &&
      { unit: oneOf(values, "enhet", ["dag", "vecka", "manad"] as const, "dag") },
    ...bands.length > 0 && { bands: Object.fromEntries(bands) },
    ...ignored.length > 0 && { ignored },
    ...Object.keys(columns).length > 0 && { columns },
  };
}

/**
 * The fields that the command line says for every row.
 *
 * @param values What was given.
 * @param profile The profile that it named, if any; its fields are known too.
 * @returns Names to values.
 * @throws {UsageError} If no profile has a field of that name.
 */
export function constantsOf(values: Values, profile?: Profile): Record<string, string> {
  const constants = pairs(values, "konstant");
  refuseUnknownFields("konstant", Object.keys(constants), profile);
  return constants;
}

function refuseUnknownFields(option: string, fields: readonly string[], profile?: Profile): void {
  const known = [...profiles, ...profile ? [profile] : []].flatMap((one) =>
    Object.keys(profileLayout(one).shape)
  );
  const unknown = fields.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const [near] = nearestNames(unknown, known, 1);
  throw new UsageError(
    `--${option} ska ge ett fält, till exempel manad, status eller region: fick "${unknown}"${
      near === undefined ? "" : `, närmast är ${near}`
    }`,
  );
}

/**
 * How the files of a command line are written.
 *
 * @param values What was given.
 * @returns The options of the reading; what was not given is found by looking.
 * @throws {UsageError} If a value is none that is allowed.
 */
export function extractOptions(values: Values): ExtractOptions {
  const encoding = oneOf(values, "teckenkod", ENCODINGS, "auto");
  const delimiter = text(values, "skiljetecken"),
    sheet = text(values, "blad"),
    headerLine = headerLineOf(values);
  if (delimiter !== undefined && !Object.hasOwn(DELIMITERS, delimiter)) {
    throw new UsageError(
      `--skiljetecken ska vara ${Object.keys(DELIMITERS).join(", ")}: fick "${delimiter}"`,
    );
  }
  return {
    ...(encoding === "auto" ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter: DELIMITERS[delimiter] }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(headerLine === undefined ? {} : { headerLine }),
    ...(values["utan-dolda"] === true ? { withoutHidden: true } : {}),
  };
}

function headerLineOf(values: Values): number | undefined {
  const written = text(values, "rubrikrad");
  if (written === undefined) return undefined;
  if (/^[1-9]\d{0,6}$/.test(written)) return Number(written);
  throw new UsageError(`--rubrikrad ska vara ett radnummer från 1: fick "${written}"`);
}
