/**
 * The small deliveries that pages are made of to be checked: each leaves out or overdoes one thing that a sentence could
 * be wrong about. They are drawn by seed, and some have what tempts a sentence to be false: a unit of a handful where
 * all wait too long, two regions with the same numbers, contacts without a hospital.
 */
import { loadFiles } from "../../lib/mod.ts";
import { seededRandom } from "../../lib/numeric/mod.ts";

/** A store of a few hundred rows. */
export interface SmallStore {
  /** A word for its folder, and for `--only`. */
  readonly name: string;
  /** What is special about it. */
  readonly about: string;
  /** The vårdutbud that it covers: what an aggregate names, and all of the register (`null`). */
  readonly care: readonly string[] | null;
  /** The delivery: a CSV file in one of the product's own layouts. */
  readonly text: string;
}

/** A unit whose rows are drawn. */
interface Unit {
  readonly region: string;
  readonly sjukhus?: string;
  readonly agarform?: "offentlig" | "privat";
  /** About how many wait for each vårdutbud. */
  readonly size: number;
  /** How much of the list lies over 90 days, from 0 to 1. */
  readonly late: number;
  /** Units with the same seed and size get the same numbers. */
  readonly seed?: string;
}

interface Shape {
  readonly units: readonly Unit[];
  readonly care?: readonly (string | null)[];
  readonly months?: readonly string[];
  readonly statuses?: readonly ("väntande" | "genomförda")[];
  /** The days' bands up to 90 are always told; these are the others. */
  readonly late?: readonly string[];
  /** Whether PvV and MoV have columns. */
  readonly deviations?: boolean;
}

const CARE: readonly string[] = [
  "Gråstarr",
  "Knäled protes",
  "Höftled protes",
  "Gallsten",
  "Bröstförminskning",
];
/** The months that a page compares: this one, the one before it, and a year before. */
const COMPARED = ["2023-04", "2024-03", "2024-04"];
const EARLY = ["0-30", "31-60", "61-90"];
const LATE = ["91-120", "121-180", "181-365", "366+"];

/** Months in a row that end with one. */
function monthsTo(last: string, count: number): string[] {
  const [year, month] = last.split("-").map(Number);
  return Array.from({ length: count }, (_, index) => {
    const n = year * 12 + month - 1 - (count - 1 - index);
    return `${Math.floor(n / 12)}-${String(n % 12 + 1).padStart(2, "0")}`;
  });
}

/** An aggregate with a column per band; columns that nothing is told in are left out. */
function aggregate(name: string, shape: Shape): string {
  const { units, care = CARE, months = COMPARED, statuses = ["väntande", "genomförda"] } = shape;
  const { late = LATE, deviations = true } = shape;
  const bands = [...EARLY, ...late];
  const has = (column: "sjukhus" | "agarform") => units.some((unit) => unit[column] !== undefined);
  const head = [
    ...["månad", "status", "region", ...(has("sjukhus") ? ["sjukhus"] : [])],
    ...(care.some((each) => each !== null) ? ["vårdutbud"] : []),
    ...(has("agarform") ? ["ägarform"] : []),
    ...[...bands, ...(deviations ? ["PvV", "MoV"] : [])],
  ];
  const lines = months.flatMap((manad) =>
    statuses.flatMap((status) =>
      units.flatMap((unit) =>
        care.map((vardutbud, place) => {
          const { region, sjukhus = "", agarform = "", size, late: tail } = unit;
          const random = seededRandom([name, manad, status, unit.seed ?? region + sjukhus, vardutbud].join());
          // The first vårdutbud is the commonest, the last one a handful.
          const mean = size / (1 + place * place) * (status === "väntande" ? 1 : 0.4);
          const counts = bands.map((_, band) =>
            random.poisson(
              band < EARLY.length ? mean * (1 - tail) / EARLY.length : mean * tail / (bands.length - 3),
            )
          );
          const beside = deviations
            ? status === "väntande" ? [random.poisson(mean / 12), random.poisson(mean / 15)] : ["", ""]
            : [];
          return [
            ...[manad, status, region, ...(has("sjukhus") ? [sjukhus] : [])],
            ...(care.some((each) => each !== null) ? [vardutbud ?? ""] : []),
            ...(has("agarform") ? [agarform] : []),
            ...[...counts, ...beside],
          ].join(";");
        })
      )
    )
  );
  return [head.join(";"), ...lines, ""].join("\n");
}

const DALARNA: Unit[] = [
  { region: "Dalarna", sjukhus: "Falu lasarett", agarform: "offentlig", size: 70, late: 0.4 },
  { region: "Dalarna", sjukhus: "Mora lasarett", agarform: "offentlig", size: 30, late: 0.2 },
  { region: "Dalarna", sjukhus: "Ögonkliniken i Borlänge", agarform: "privat", size: 20, late: 0.1 },
];
const UPPSALA: Unit[] = [
  { region: "Uppsala", sjukhus: "Akademiska sjukhuset", agarform: "offentlig", size: 80, late: 0.3 },
  { region: "Uppsala", sjukhus: "Aleris Elisabethsjukhuset", agarform: "privat", size: 25, late: 0.05 },
];
const VARMLAND: Unit[] = [
  { region: "Värmland", sjukhus: "Centralsjukhuset Karlstad", agarform: "offentlig", size: 60, late: 0.45 },
  { region: "Värmland", sjukhus: "Sjukhuset i Torsby", agarform: "offentlig", size: 22, late: 0.15 },
];
/** A handful where everybody waits too long, and many that no hospital is given for. */
const TEMPTING: Unit[] = [
  { region: "Värmland", sjukhus: "Sjukhuset i Arvika", agarform: "offentlig", size: 2, late: 1 },
  { region: "Uppsala", agarform: "privat", size: 90, late: 0.9 },
];

/** A delivery of the register's layout, a contact a row; the ownership is looked up by the hospital. */
function register(
  name: string,
  { units, care, months }: {
    readonly units: readonly (Unit & { readonly code: string })[];
    readonly care: readonly (readonly [code: string, kva: string])[];
    readonly months: readonly string[];
  },
): string {
  const head =
    "beslut_datum;start_datum;matperiod;kva_kod;mvo_kod;aktivitetskod;vardgaranti;avvikelsekod;regionkod;sjukhusnamn;kon;fodelsear;lkf;vardkontakt_id;fas;status";
  const lines: string[] = [];
  for (const manad of months) {
    const [year, month] = manad.split("-").map(Number);
    for (const unit of units) {
      for (const [place, [aktivitet, kva]] of care.entries()) {
        const random = seededRandom([name, manad, unit.sjukhus, kva].join());
        for (const status of ["VANTANDE", "GENOMFORD"]) {
          for (let row = 0; row < unit.size / (1 + place) * (status === "VANTANDE" ? 1 : 0.5); row++) {
            const end = new Date(Date.UTC(year, month, 0));
            if (status === "GENOMFORD") end.setUTCDate(1 + random.integer(27));
            const wait = random.next() < unit.late ? 91 + random.integer(400) : random.integer(91);
            const day = (date: Date) => date.toISOString().slice(0, 10);
            const deviation = random.next() < 0.1 ? random.next() < 0.5 ? "PvV" : "MoV" : "";
            lines.push([
              ...[day(new Date(end.getTime() - wait * 86_400_000)), status === "VANTANDE" ? "" : day(end)],
              ...[manad, kva, aktivitet === "" ? "311" : "511", aktivitet],
              ...[random.next() < 0.9 ? "JA" : "NEJ", deviation, unit.code, unit.sjukhus ?? ""],
              ...[random.next() < 0.5 ? "kvinna" : "man", 1940 + random.integer(50)],
              ...[random.next() < 0.8 ? unit.code === "57" ? "2080" : "0380" : "1780"],
              ...[`${name}-${lines.length}`, "2", status],
            ].join(";"));
          }
        }
      }
    }
  }
  return [head, ...lines, ""].join("\n");
}

/** The twelve stores. */
export const STORES: readonly SmallStore[] = [
  {
    name: "en_region",
    about: "one region",
    care: CARE,
    text: aggregate("en_region", { units: DALARNA }),
  },
  {
    name: "tva_regioner",
    about: "two regions, with a handful at one hospital and contacts without a hospital",
    care: CARE,
    text: aggregate("tva_regioner", { units: [...UPPSALA, ...VARMLAND, ...TEMPTING] }),
  },
  {
    name: "utan_sjukhus",
    about: "an aggregate without hospital, where two regions are alike and one is a handful",
    care: CARE,
    text: aggregate("utan_sjukhus", {
      units: [
        { region: "Värmland", size: 60, late: 0.5, seed: "lika" },
        { region: "Örebro län", size: 60, late: 0.5, seed: "lika" },
        { region: "Sörmland", size: 80, late: 0.2 },
        { region: "Gävleborg", size: 3, late: 1 },
      ],
    }),
  },
  {
    name: "utan_avvikelser",
    about: "without PvV and MoV",
    care: CARE,
    text: aggregate("utan_avvikelser", { units: [...DALARNA, ...UPPSALA], deviations: false }),
  },
  {
    name: "oppet_band",
    about: "an open top band from 91 days, so that nothing over a year is known",
    care: CARE,
    text: aggregate("oppet_band", { units: [...UPPSALA, ...VARMLAND], late: ["91+"] }),
  },
  {
    name: "ett_vardutbud",
    about: "one vårdutbud",
    care: ["Gallsten"],
    text: aggregate("ett_vardutbud", { units: [...DALARNA, ...VARMLAND, ...TEMPTING], care: ["Gallsten"] }),
  },
  {
    name: "bara_operationer",
    about: "operations only",
    care: CARE,
    text: aggregate("bara_operationer", { units: [...DALARNA, ...UPPSALA], statuses: ["genomförda"] }),
  },
  {
    name: "en_manad",
    about: "one month, of the register",
    care: null,
    text: register("en_manad", {
      months: ["2024-04"],
      care: [["51101", "CJE20"], ["", "NGB49"]],
      units: [
        { region: "Dalarna", code: "57", sjukhus: "Falu lasarett", size: 80, late: 0.4 },
        { region: "Dalarna", code: "57", sjukhus: "Mora lasarett", size: 8, late: 0.9 },
        { region: "Uppsala", code: "12", sjukhus: "Akademiska sjukhuset", size: 60, late: 0.3 },
      ],
    }),
  },
  {
    name: "tjugofem_manader",
    about: "25 months of all seven regions, so that a year before can be compared with",
    care: ["Gråstarr", "Knäled protes"],
    text: aggregate("tjugofem_manader", {
      units: [
        ...[DALARNA[0], UPPSALA[0], VARMLAND[0]],
        { region: "Gävleborg", sjukhus: "Gävle sjukhus", agarform: "offentlig", size: 40, late: 0.25 },
        { region: "Sörmland", sjukhus: "Mälarsjukhuset", agarform: "offentlig", size: 40, late: 0.3 },
        {
          region: "Västmanland",
          sjukhus: "Västmanlands sjukhus Köping",
          agarform: "offentlig",
          size: 30,
          late: 0.2,
        },
        { region: "Örebro län", sjukhus: "Karlskoga lasarett", agarform: "offentlig", size: 30, late: 0.2 },
      ],
      care: ["Gråstarr", "Knäled protes"],
      months: monthsTo("2024-04", 25),
    }),
  },
  {
    name: "constructor",
    about: "a hospital named constructor, of the register",
    care: null,
    text: register("constructor", {
      months: ["2023-04", "2024-04"],
      care: [["51101", "CJE20"], ["", "NGB49"]],
      units: [
        { region: "Dalarna", code: "57", sjukhus: "constructor", size: 60, late: 0.5 },
        { region: "Dalarna", code: "57", sjukhus: "Falu lasarett", size: 50, late: 0.2 },
        { region: "Uppsala", code: "12", sjukhus: "__proto__", size: 30, late: 0.1 },
      ],
    }),
  },
  {
    name: "ingen_over",
    about: "nobody over the limit",
    care: CARE,
    text: aggregate("ingen_over", {
      units: [...DALARNA, ...UPPSALA].map((unit) => ({ ...unit, late: 0 })),
    }),
  },
  {
    name: "en_agarform",
    about: "all of one ownership",
    care: CARE,
    text: aggregate("en_agarform", {
      units: [...DALARNA, ...UPPSALA, ...VARMLAND].filter(({ agarform }) => agarform === "offentlig"),
    }),
  },
];

/** Loads a store's delivery into a folder. @returns The store's folder. */
export async function loadStore(folder: string, { name, text }: SmallStore): Promise<string> {
  await Deno.mkdir(folder, { recursive: true });
  const file = `${folder}/${name}.csv`, store = `${folder}/lager`;
  await Deno.writeTextFile(file, text);
  const [report] = await loadFiles(store, [file]);
  if (report.outcome !== "kept" || report.rejected > 0) {
    throw new Error(
      `Cannot check pages of ${name} as all its rows must be kept: got ${JSON.stringify(report)}`,
    );
  }
  return store;
}
