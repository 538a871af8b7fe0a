/** Aggregates as many hands write them: labels of all kinds, shuffled and extra columns, totals, shares, second tables. */

/** A file, and the people that it counts. */
export interface AggregateFile {
  readonly text: string;
  /** Everyone who waits or was operated in it, PvV and MoV too, each counted once. */
  readonly people: number;
  /** How it was written, for messages. */
  readonly kinds: readonly string[];
}

/** Gives whole numbers from 0 to below `most`. */
export type Draw = (most: number) => number;

interface Band {
  readonly lo: number;
  readonly hi: number | null;
}

const BANDS: readonly (readonly Band[])[] = [
  [[0, 30], [31, 60], [61, 90], [91, 365], [366, null]],
  [[0, 30], [31, 60], [61, 90], [91, 120], [121, 180], [181, 365], [366, null]],
  [[0, 90], [91, null]],
  [[0, 30], [31, 90], [91, 180], [181, null]],
  [[0, 59], [60, 119], [120, null]],
].map((bands) => bands.map(([lo, hi]) => ({ lo: lo!, hi })));

/** Bands of whole weeks: 0-4 weeks is day 0 to 28, over 52 begins on day 365. */
const WEEKS: readonly (readonly (readonly [number, number | null])[])[] = [
  [[0, 4], [5, 12], [13, 26], [27, 52], [53, null]],
  [[0, 6], [7, 13], [14, null]],
];

const CLOSED: readonly ((lo: number, hi: number, unit: string) => string)[] = [
  (lo, hi) => `${lo}-${hi}`,
  (lo, hi, unit) => `${lo}–${hi} ${unit}`,
  (lo, hi, unit) => `${lo} - ${hi} ${unit}`,
  (lo, hi, unit) => `mellan ${lo} och ${hi} ${unit}`,
  (lo, hi, unit) => `${lo} till ${hi} ${unit}`,
  (lo, hi, unit) => `antal ${lo}-${hi} ${unit}`,
  (lo, hi, unit) => `${lo}-${hi} ${unit} antal`,
  (lo, hi, unit) => `${unit} ${lo}-${hi}`,
  (lo, hi) => `X${lo}.${hi}`,
  (lo, hi, unit) => `Väntat ${lo}-${hi} ${unit}`,
];
const FIRST: readonly ((hi: number, unit: string) => string)[] = [
  (hi, unit) => `≤ ${hi} ${unit}`,
  (hi, unit) => `<=${hi} ${unit}`,
  (hi, unit) => `<${hi + 1} ${unit}`,
  (hi, unit) => `under ${hi + 1} ${unit}`,
  (hi, unit) => `mindre än ${hi + 1} ${unit}`,
  (hi, unit) => `t.o.m. ${hi} ${unit}`,
  (hi, unit) => `högst ${hi} ${unit}`,
  (hi, unit) => `max ${hi} ${unit}`,
  (hi, unit) => `inom ${hi} ${unit}`,
  (hi, unit) => `${hi} ${unit} eller mindre`,
  (hi, unit) => `${hi} ${unit} eller färre`,
];
const LAST: readonly ((lo: number, unit: string) => string)[] = [
  (lo) => `${lo}+`,
  (lo, unit) => `>${lo - 1} ${unit}`,
  (lo, unit) => `> ${lo - 1} ${unit}`,
  (lo, unit) => `över ${lo - 1} ${unit}`,
  (lo, unit) => `mer än ${lo - 1} ${unit}`,
  (lo, unit) => `minst ${lo} ${unit}`,
  (lo, unit) => `från ${lo} ${unit}`,
  (lo, unit) => `${lo} ${unit} eller mer`,
  (lo, unit) => `${lo} eller fler ${unit}`,
  (lo, unit) => `≥ ${lo} ${unit}`,
];
const DAYS = ["dagar", "dgr", "dag(ar)", "dygn", "d"], OF_WEEKS = ["veckor", "v"];

const REGIONS: Readonly<Record<string, readonly string[]>> = {
  Dalarna: ["Falu lasarett", "Mora lasarett", "Avesta lasarett"],
  "Region Uppsala": ["Akademiska sjukhuset", "Lasarettet i Enköping"],
  Gävleborg: ["Gävle sjukhus", "Hudiksvalls sjukhus", "Bollnäs sjukhus"],
  Värmland: ["Centralsjukhuset i Karlstad"],
};
const OFFERINGS = ["Gråstarr", "Gallsten", "Knäled protes", "Höftled protes"];
/** Hospitals that nobody has heard of, as a private provider's units may be. */
const UNKNOWN = ["Kliniken Norr", "Ögonhuset AB", "Enhet 12", "C_101"];
const TOTALS = ["Totalt", "Alla", "Summa", "Samtliga", "Delsumma", "Totalsumma"];
const REGION_TOTALS = [...TOTALS, "Regionen totalt", "Hela regionen", "Alla sjukhus"];

/** A file of one month, by chance. */
export function aggregateFile(draw: Draw): AggregateFile {
  const kinds: string[] = [], one = <T>(of: readonly T[]): T => of[draw(of.length)];
  const chance = (share: number): boolean => draw(1000) < share * 1000;
  const note = <T>(kind: string, value: T): T => {
    kinds.push(kind);
    return value;
  };
  const weeks = chance(0.15), unit = weeks ? one(OF_WEEKS) : one(DAYS);
  const bands = weeks ? one(WEEKS).map(([lo, hi]) => ({ lo, hi })) : one(BANDS);
  const style = {
    closed: one(CLOSED),
    first: chance(0.5) ? one(FIRST) : null,
    last: one(LAST),
    mixed: chance(0.2),
  };
  const named = weeks ||
    bands.some(({ lo, hi }) => !BANDS[1].some((band) => band.lo === lo && band.hi === hi));
  const label = ({ lo, hi }: Band): string => {
    const own = style.mixed ? { closed: one(CLOSED), first: style.first, last: one(LAST) } : style;
    const closed = named && !/unit/.test(own.closed.toString().split("=>")[1]) ? CLOSED[1] : own.closed;
    const last = named && !/unit/.test(own.last.toString().split("=>")[1]) ? LAST[1] : own.last;
    if (hi === null) return last(lo, unit).trim();
    return lo === 0 && own.first !== null ? own.first(hi, unit) : closed(lo, hi, unit);
  };
  const labels = bands.map(label);
  kinds.push(`band ${labels.join(" | ")}`);

  const regions = shuffled(Object.keys(REGIONS), draw).slice(0, 1 + draw(3));
  const byHospital = chance(0.8), byOffering = chance(0.5) || !byHospital;
  const offerings = byOffering ? shuffled(OFFERINGS, draw).slice(0, 1 + draw(3)) : [""];
  const count = (): number => chance(0.15) ? 0 : draw(chance(0.1) ? 3000 : 60);
  const unknown = chance(0.2), sexes = chance(0.15) ? note("kön", ["Kvinnor", "Män"]) : [""];
  if (unknown) kinds.push("okända sjukhus");
  const hospitalsOf = (region: string): readonly string[] =>
    !byHospital ? [""] : unknown ? UNKNOWN.slice(0, 1 + regions.indexOf(region)) : REGIONS[region];
  const rows = regions.flatMap((region) =>
    hospitalsOf(region).flatMap((hospital) =>
      offerings.flatMap((offering) =>
        sexes.map((sex) => ({
          ...{ region, hospital, offering, sex },
          ...{ counts: bands.map(count), pvv: count(), mov: count() },
        }))
      )
    )
  );
  const hasDeviations = chance(0.4), long = chance(0.3);
  if (hasDeviations && !long) kinds.push("PvV, MoV");
  const people = rows.reduce(
    (sum, { counts, pvv, mov }) =>
      sum + counts.reduce((a, b) => a + b, 0) + (hasDeviations && !long ? pvv + mov : 0),
    0,
  );

  type Row = typeof rows[number];
  const sumOf = (of: readonly Row[], name: Partial<Row>): Row => ({
    ...of[0],
    ...name,
    counts: bands.map((_, at) => of.reduce((sum, { counts }) => sum + counts[at], 0)),
    pvv: of.reduce((sum, { pvv }) => sum + pvv, 0),
    mov: of.reduce((sum, { mov }) => sum + mov, 0),
  });
  const body: Row[] = [];
  const total = byHospital && chance(0.3) ? note("delsumma per region", one(REGION_TOTALS)) : null;
  for (const region of regions) {
    const own = rows.filter((row) => row.region === region);
    body.push(...own);
    if (total === null) continue;
    for (const offering of offerings) {
      for (const sex of sexes) {
        body.push(
          sumOf(own.filter((row) => row.offering === offering && row.sex === sex), { hospital: total }),
        );
      }
    }
  }
  if (sexes.length > 1 && chance(0.5)) {
    const both = note("rad för båda könen", one(["Totalt", "Båda könen", "Samtliga"]));
    for (const row of body.slice()) {
      if (row.sex !== sexes[0]) continue;
      const pair = body.filter((other) =>
        other.region === row.region && other.hospital === row.hospital && other.offering === row.offering
      );
      body.push(sumOf(pair, { sex: both }));
    }
  }
  if (chance(0.25)) {
    const name = note("totalrad för alla regioner", one(TOTALS));
    for (const offering of offerings) {
      body.push(
        sumOf(rows.filter((row) => row.offering === offering), { region: name, hospital: "", sex: "" }),
      );
    }
  }

  const thousands = chance(0.2)
    ? note("tusental med blank", (n: number) => spaced(n))
    : (n: number) => `${n}`;
  const month = one(["2024-04", "202404", "april 2024", "2024-04-30", "2024M04"]);
  const status = one(["väntande", "Väntande", "VANTANDE"]);
  const columns: { name: string; of: (row: Row) => string }[] = [
    { name: one(["månad", "Månad", "manad"]), of: () => month },
    { name: "status", of: () => status },
    { name: one(["region", "Region"]), of: ({ region }) => region },
    ...byHospital ? [{ name: one(["sjukhus", "Sjukhus"]), of: ({ hospital }: Row) => hospital }] : [],
    ...byOffering ? [{ name: one(["vårdutbud", "Vårdutbud"]), of: ({ offering }: Row) => offering }] : [],
  ];
  if (sexes.length > 1) columns.push({ name: "kön", of: ({ sex }) => sex });
  const extra: typeof columns = [];
  if (chance(0.1)) extra.push(note("antal remisser", { name: "nya remisser", of: () => String(draw(200)) }));
  if (chance(0.3)) {
    extra.push(note("anmärkning", { name: "anmärkning", of: () => one(["", "preliminär", "se not 1"]) }));
  }
  if (chance(0.2)) extra.push(note("kod", { name: "enhetskod", of: () => String(57_000 + draw(900)) }));
  const sum = ({ counts }: Row) => counts.reduce((a, b) => a + b, 0);
  if (!long) {
    for (const [at, name] of labels.entries()) {
      extra.push({
        name,
        of: ({ counts }) => thousands(counts[at]),
      });
    }
    if (hasDeviations) {
      extra.push({ name: "PvV", of: ({ pvv }) => thousands(pvv) }, {
        name: "MoV",
        of: ({ mov }) => thousands(mov),
      });
    }
    if (chance(0.4)) {
      extra.push({
        name: note("total", one(["Totalt", "Antal", "Totalt antal"])),
        of: (row) => thousands(sum(row)),
      });
    }
    if (chance(0.2)) {
      const at = draw(bands.length), name = one(["Andel %", `Andel ${labels[at]} (%)`, `${labels[at]} (%)`]);
      extra.push(note(`andel ${name}`, {
        name,
        of: (row: Row) =>
          sum(row) === 0 ? "" : (100 * row.counts[at] / sum(row)).toFixed(1).replace(".", ","),
      }));
    }
    if (chance(0.15) && bands.length > 4) {
      const wider = label({ lo: bands[1].lo, hi: bands[2].hi });
      extra.push(
        note(`vidare band ${wider}`, { name: wider, of: ({ counts }) => thousands(counts[1] + counts[2]) }),
      );
    }
    if (chance(0.1)) {
      extra.push(
        note("varav", { name: `varav kvinnor ${labels[0]}`, of: ({ counts }) => String(counts[0] >> 1) }),
      );
    }
    if (chance(0.15)) extra.push(note("median", { name: "median", of: () => String(20 + draw(100)) }));
  }
  const wide = [...columns, ...chance(0.4) ? note("blandade kolumner", shuffled(extra, draw)) : extra];
  const delimiter = one([";", ";", "\t", "|"]), line = (cells: readonly string[]) => cells.join(delimiter);
  const lines: string[] = [];
  if (chance(0.2)) lines.push(note("titel", "Väntande till operation, april 2024"), "");
  if (long) {
    kinds.push("ett band per rad");
    const of = [...columns, ...extra], withTotal = chance(0.3);
    if (withTotal) kinds.push("rad för alla band");
    lines.push(line([...of.map(({ name }) => name), one(["väntetid", "Band", "väntetidsband"]), "antal"]));
    for (const row of body) {
      for (const [at, name] of labels.entries()) {
        lines.push(line([...of.map((column) => column.of(row)), name, thousands(row.counts[at])]));
      }
      if (withTotal) lines.push(line([...of.map((column) => column.of(row)), "Totalt", thousands(sum(row))]));
    }
  } else {
    const header = line(wide.map(({ name }) => name));
    lines.push(header);
    for (const [at, row] of body.entries()) {
      if (at > 0 && at % 7 === 0 && chance(0.1)) lines.push(note("rubrik igen", header));
      lines.push(line(wide.map((column) => column.of(row))));
    }
    if (chance(0.1)) {
      kinds.push("en tabell till");
      const again = wide.filter(({ name }) => !/sjukhus/i.test(name));
      lines.push("", line(again.map(({ name }) => name)));
      for (const region of regions) {
        const row = sumOf(rows.filter((one) => one.region === region), {
          hospital: "",
          offering: offerings[0],
        });
        lines.push(line(again.map((column) => column.of(row))));
      }
    }
  }
  if (chance(0.1)) lines.push(note("fotnot", "Källa: egen uppföljning"));
  return { text: lines.join(one(["\n", "\r\n"])) + "\n", people, kinds };
}

function spaced(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, " ");
}

function shuffled<T>(items: readonly T[], draw: Draw): T[] {
  const left = [...items];
  return items.map(() => left.splice(draw(left.length), 1)[0]);
}
