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
  encoding: { type: "string" },
  delimiter: { type: "string" },
  sheet: { type: "string" },
  "header-line": { type: "string" },
  "utan-dolda": { type: "boolean" },
};

/** The options by which a person says what columns are that do not say it themselves. */
export const ANSWER_OPTIONS: Options = {
  enhet: { type: "string" },
  band: { type: "string", multiple: true },
  bortse: { type: "string", multiple: true },
  kolumn: { type: "string", multiple: true },
};

/** The options that say how the values of a file are written, beside {@linkcode EXTRACT_OPTIONS}. */
export const READING_OPTIONS: Options = {
  ...EXTRACT_OPTIONS,
  ...ANSWER_OPTIONS,
  datumform: { type: "string" },
  tusental: { type: "string" },
  serietal: { type: "string" },
  profile: { type: "string" },
  konstant: { type: "string", multiple: true },
  lopnummer: { type: "string", multiple: true },
  omfattar: { type: "string", multiple: true },
  "minst-godtaget": { type: "string" },
  "godta-mindre": { type: "boolean" },
  "godta-antal": { type: "boolean" },
  "godta-raderat": { type: "boolean" },
  "godta-summa": { type: "boolean" },
  strikt: { type: "boolean" },
};

/** What --help says of {@linkcode READING_OPTIONS}, those of the extract included. */
export const readingHelp = (): string =>
  `  --profile NAMN|FIL   hur filen läses (${
    profiles.map((profile) => profile.namn).join(", ")
  }, eller en fil .json); annars avgör kolumnerna
  --konstant f=v       ett fält som filen saknar och som är lika för alla rader, t.ex. status=vantande, manad=2024-04
${ANSWER_HELP}
${RUNNING_HELP}
${EXTRACT_HELP}
  --datumform FORM     dmy eller mdy, när datum skrivs dd-mm-åååå eller mm-dd-åååå
  --tusental TECKEN    punkt eller komma, när det skiljer tusental; det andra är då decimaltecknet
  --serietal ÅR        1900 eller 1904, när datum står som Excels serietal
  --omfattar vardutbud=NAMN,NAMN
                       vilka vårdutbud filen omfattar, eller vardutbud=alla; annars avgör filens namn. De andra är okända, inte noll
  --minst-godtaget ANDEL
                       den andel av raderna, från 0 till 1, som måste godtas för att något ska sparas (annars 0.9,
                       men färre än tio underkända stoppar inget när fler är godtagna)
  --godta-mindre       spara också en leverans som har mindre än den som den ersätter
  --godta-antal        räkna också antal som ser ut att betyda att värdet saknas (9999, -1)
  --godta-summa        spara också en leverans vars summarader inte stämmer med sina delar
  --godta-raderat      läs in en fil igen fast uppgifter ur den har raderats
  --strikt             spara inget av en fil med en varning eller en underkänd rad (slutkod 1), till exempel i ett
                       schemalagt jobb; det som --godta-… godtar räknas inte. En fil som redan är inläst granskas inte igen`;

/** What --help says of {@linkcode ANSWER_OPTIONS}. */
export const ANSWER_HELP =
  `  --enhet ENHET        dag, vecka eller manad: väntetidsbandens enhet, när varken rubrikerna eller titeln säger den
  --band "KOLUMN=BAND" vilket band en kolumn räknar, t.ex. --band "Grupp B=31-60"; i dagar när ingen enhet står
  --bortse KOLUMN      en kolumn som inte ska läsas; "KOLUMN=ETIKETT" rader med ett band som inte ska räknas
  --kolumn FÄLT=KOLUMN vilken kolumn som är ett fält, t.ex. --kolumn sjukhus=Vårdgivare`;

/** What --help says of the option `lopnummer`. */
export const RUNNING_HELP =
  `  --lopnummer KOLUMN   en kolumn med löpnummer på tio eller tolv siffror som inget säger om en person: de få som kan
                       läsas som personnummer släpps igenom när de inte är fler än slumpen ger, och det sägs; allt annat stoppas`;

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

/** What --help says of {@linkcode EXTRACT_OPTIONS}. */
export const EXTRACT_HELP = `  --encoding KOD       filens teckenkodning: ${ENCODINGS.slice(0, 5).join(", ")},
                       ${ENCODINGS.slice(5).join(", ")}
  --delimiter TECKEN   ${Object.keys(DELIMITERS).join(", ")}
  --sheet NAMN         arbetsbokens blad, även ett dolt (annars det som bär en tabell)
  --header-line RAD    radnumret där kolumnernas namn står; det som står ovanför läses inte
  --utan-dolda         läs inte arbetsbokens dolda rader och kolumner, som annars läses och räknas`;

/**
 * How the files of a command line are written.
 *
 * @param values What was given.
 * @returns The options of the reading; what was not given is found by looking.
 * @throws {UsageError} If a value is none that is allowed.
 */
export function extractOptions(values: Values): ExtractOptions {
  const encoding = oneOf(values, "encoding", ENCODINGS, "auto");
  const delimiter = text(values, "delimiter"),
    sheet = text(values, "sheet"),
    headerLine = headerLineOf(values);
  if (delimiter !== undefined && !Object.hasOwn(DELIMITERS, delimiter)) {
    throw new UsageError(`--delimiter ska vara ${Object.keys(DELIMITERS).join(", ")}: fick "${delimiter}"`);
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
  const written = text(values, "header-line");
  if (written === undefined) return undefined;
  if (/^[1-9]\d{0,6}$/.test(written)) return Number(written);
  throw new UsageError(`--header-line ska vara ett radnummer från 1: fick "${written}"`);
}
