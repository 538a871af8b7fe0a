import assert from "node:assert/strict";
import fc from "fast-check";
import { bandDays } from "../../lib/contract/_band_days.ts";
import { type BandLabel, readBandLabel } from "../../lib/contract/_band_label.ts";

/** The bands of a set of labels as "lo-hi"; "?" for a label that is none. */
const daysOf = (labels: readonly string[], unit?: "dag" | "vecka" | "manad") => {
  const read = labels.map(readBandLabel), days = bandDays(read.filter((label) => label !== null), unit);
  if (days === null) return "ingen enhet";
  return read.map((label) => label === null ? "?" : days.shift()!)
    .map((band) => band === "?" ? band : `${band.lo}-${band.hi ?? ""}`).join(" ");
};

const alone: readonly [band: string, ...labels: string[]][] = [
  [
    "0-30",
    ...[
      "0-30",
      "0–30 dagar",
      "0 - 30 dgr",
      "0 till 30 dygn",
      "0 to 30 days",
      "mellan 0 och 30 dagar",
      "0_30",
      "d0_30",
    ],
    ...[
      "<31 dagar",
      "under 31 dagar",
      "mindre än 31 dagar",
      "färre än 31 dagar",
      "lt31 d",
      "≤30 d",
      "<= 30 dagar",
    ],
    ...[
      "t.o.m. 30 dagar",
      "till och med 30 dagar",
      "tom 30 dagar",
      "högst 30 dagar",
      "max 30 dgr",
      "inom 30 d",
    ],
    ...["upp till 30 dygn", "30 dagar eller mindre", "30 dagar eller färre", "30 dagar eller kortare"],
    ...[
      "0-30 dagar antal",
      "antal 0-30",
      "Antal väntande 0-30 dagar",
      "dagar 0-30",
      "dag(ar) 0-30",
      "0-30 (dagar)",
    ],
    ...["0-30 dagar (antal)", "vantande_0_30_dagar", "X0.30", "X0.30.dagar", "x0_30", "Väntetid 0-30 dagar"],
    ...[
      "0-30 (exkl PvV och MoV)",
      "0-30 dagar exkl. PvV",
      "varav 0-30",
      "från 0 till 30 dagar",
      "0 dagar - 30 dagar",
    ],
  ],
  [
    "31-60",
    "mellan 31 och 60",
    "31—60",
    "fr.o.m. 31 t.o.m. 60 dagar",
    ">30-60 dagar",
    "> 30 ≤ 60 d",
    "31-<61 dagar",
  ],
  [
    "366-",
    ...[
      "366+",
      "366 +",
      "366- dagar",
      "X366.",
      "gt365",
      ">365",
      "över 365 dagar",
      "mer än 365 dagar",
      "mer än ett år",
    ],
    ...[
      "längre än 365 dagar",
      "366 eller fler",
      "366 dagar eller mer",
      "366 och över",
      "minst 366 dagar",
      "ge366",
    ],
    ...[
      "från 366",
      "från och med 366 dagar",
      "fr.o.m. 366 dagar",
      "≥366 dagar",
      ">= 366",
      "d366",
      "över 1 år",
      "365<",
    ],
    ...[
      "over 365 days",
      "more than 365 days",
      "366 or more days",
      "Väntande > 365 dagar",
      "at least 366 days",
    ],
  ],
  ["127-", "Total waiting > 18 weeks", "over_18_weeks", "Över 18 v", "NumberWaitingOver18Weeks"],
];
Deno.test("readBandLabel() reads a band however it is written", () => {
  for (const [band, ...labels] of alone) {
    for (const label of labels) assert.equal(daysOf([label], "dag"), band, label);
  }
});

Deno.test("readBandLabel() reads any text, a header with a line end too", () => {
  for (const label of ["X1\nab", "X0.30\n(antal)", "x1\u2028"]) readBandLabel(label);
  const sign = fc.constantFrom(..."xXdv0139-+<>≤._ ()%\n\t\u2028", "mån", "över", "dagar");
  fc.assert(fc.property(fc.array(sign, { maxLength: 12 }), (signs) => {
    const label = readBandLabel(signs.join(""));
    return label === null || typeof label === "object";
  }));
});

Deno.test("readBandLabel() takes no label for a band that says something else too", () => {
  for (
    const label of [
      ...[
        "Ålder 0-17",
        "Åldersgrupp 18-64 år",
        "Age 0-15",
        "Kvinnor 0-30 dagar",
        "Män 0-30",
        "PvV 0-30 dagar",
      ],
      ...[
        "Genomförda 0-30 dagar",
        "0-30 inkl PvV",
        "Andel 0-30",
        "0-30 %",
        "0-30 procent",
        "Medel 0-30",
        "K12-30",
      ],
      ...[
        "365",
        "2024",
        "2024-04-30",
        "X.365",
        "x366",
        "30-0",
        "<0 dagar",
        "",
        "dagar",
        "Falun",
        "60-31 dagar",
      ],
    ]
  ) assert.equal(readBandLabel(label), null, label);
});

const sets: readonly [bands: string, ...labels: string[]][] = [
  ["0-30 31-60 61-90 91-365 366-", "≤30", "mellan 31 och 60", "61-90", "91-365", "366<"],
  ["0-34 35-62 63-90 91-370 371-", "v0-4", "v5-8", "v9-12", "v13-52", "v53+"],
  ["0-90 91-188 189-", "0-12 veckor", "13-26 veckor", "mer än 26 veckor"],
  ["0-84 85-", "0-12 veckor", "> 12 veckor"],
  ["0-42 43-91 92-147 148-", "0-6 weeks", "> 6 - 13 weeks", "> 13 - 21 weeks", ">21 weeks"],
  ["0-7 8-14 15-", "Gt 00 To 01 Weeks SUM 1", "Gt 01 To 02 Weeks SUM 1", "Gt 02 Weeks SUM 1"],
  ["0-182 183-252 253-", "Up to 26 weeks", "Over 26 weeks and up to 36 weeks", "Over 36 weeks"],
  ["0-182 183-365 366-547 548-", "0-6 Months", "6-12 Months", "12-18 Months", "18 Months +"],
  ["0-121 122-212 213-395 396-", "0–3 månader", "4–6 månader", "7–12 månader", "mer än 12 månader"],
  ["0-30 31-90 91-365 366-", "0-30", "31-90", "91-365", "mer än ett år"],
  ["0-29 30-59 60-89 90-", "under 30 dagar", "30-60 dagar", "60-90 dagar", "minst 90 dagar"],
  ["0-30 31-60 61-90 91-", "högst 30 dagar", "30-60 dagar", "60-90 dagar", "över 90 dagar"],
  ["0-90 91-", "under 90 dagar", "över 90 dagar"],
  ["0-89 90-", "under 90 dagar", "minst 90 dagar"],
  ["0-30 31-60 61-", "0-30", "31-60", "övriga"],
  ["0-30 31-60 61-90 91-365 366-", "[0,30]", "(30,60]", "(60,90]", "(90,365]", "(365,Inf]"],
  ["0-29 30-59 60-89 90-", "[0, 30)", "[30, 60)", "[60, 90)", "[90, inf)"],
  ["0-91 92-182 183-365 366-", "0-3 mån", "3-6 mån", "6-12 mån", "över 1 år"],
  ["0-91 92-182 183-365 366-", "0-3 mån", "3-6 mån", "6 mån - 1 år", "1 år eller mer"],
];
Deno.test("bandDays() lets the labels of a table say together which days each holds", () => {
  for (const [bands, ...labels] of sets) {
    assert.equal(daysOf(labels), bands, labels.join(" | "));
    assert.deepEqual(daysOf(labels.toReversed()).split(" ").toReversed().join(" "), bands, "in any order");
  }
});

Deno.test("bandDays() asks for the unit of bands that name none, unless they part where the standard ones do", () => {
  for (
    const ages of [
      ["0-17", "18-64", "65+"],
      ["0-17 år", "18-64 år", "65 år och över"],
      ["0-4", "5-8", "9+"],
      ["0-45", "46-90", "91+"],
      ["30-60"],
    ]
  ) {
    assert.equal(daysOf(ages), "ingen enhet", ages.join());
  }
  assert.equal(daysOf(["0-30", "31-60"]), "0-30 31-60");
  assert.equal(daysOf(["0-90", "91-180", "181+"]), "0-90 91-180 181-");
  assert.equal(daysOf(["0-45", "46-90", "över 90 dagar"]), "0-45 46-90 91-", "one label names it for all");
  assert.equal(daysOf(["0-4", "5-8", "9+"], "vecka"), "0-34 35-62 63-");
  assert.equal(
    daysOf(["0-30", "31-60"], "vecka"),
    "0-216 217-426",
    "what is said goes before what is assumed",
  );
});

/** Every way in which a band's days, weeks or months are written that the reader is held to. */
const units = {
  dag: ["dagar", "dgr", "dygn", "d", "dag(ar)", "days"],
  vecka: ["veckor", "v", "weeks", "wks"],
  manad: ["månader", "mån", "months"],
};
type Unit = keyof typeof units;
const days: Readonly<Record<Unit, number>> = { dag: 1, vecka: 7, manad: 365 / 12 };
const closed: readonly ((lo: string, hi: string, unit: string) => string)[] = [
  (lo, hi, unit) => `${lo}-${hi} ${unit}`,
  (lo, hi, unit) => `${lo} – ${hi} ${unit}`,
  (lo, hi, unit) => `${lo} ${unit} till ${hi} ${unit}`,
  (lo, hi, unit) => `${unit} ${lo}-${hi}`,
  (lo, hi, unit) => `mellan ${lo} och ${hi} ${unit}`,
  (lo, hi, unit) => `fr.o.m. ${lo} t.o.m. ${hi} ${unit}`,
  (lo, hi, unit) => `Antal ${lo}-${hi} ${unit}`,
  (lo, hi, unit) => `${lo}-${hi} ${unit} (antal)`,
];
const firsts: readonly ((hi: number, unit: string) => string)[] = [
  (hi, unit) => `≤${hi} ${unit}`,
  (hi, unit) => `högst ${hi} ${unit}`,
  (hi, unit) => `${hi} ${unit} eller mindre`,
  (hi, unit) => `t.o.m. ${hi} ${unit}`,
  (hi, unit) => `inom ${hi} ${unit}`,
  (hi, unit) => `0-${hi} ${unit}`,
  (hi, unit) => `<${hi + 1} ${unit}`,
  (hi, unit) => `under ${hi + 1} ${unit}`,
];
const lasts: readonly ((lo: number, unit: string) => string)[] = [
  (lo, unit) => `${lo}+ ${unit}`,
  (lo, unit) => `${lo} ${unit} eller fler`,
  (lo, unit) => `minst ${lo} ${unit}`,
  (lo, unit) => `från ${lo} ${unit}`,
  (lo, unit) => `≥ ${lo} ${unit}`,
  (lo, unit) => `>${lo - 1} ${unit}`,
  (lo, unit) => `över ${lo - 1} ${unit}`,
  (lo, unit) => `mer än ${lo - 1} ${unit}`,
  (lo, unit) => `${lo}< ${unit}`,
];

Deno.test("bandDays() gives back the bands of any table, whatever words each label is written with", () => {
  const table = fc.record({
    ends: fc.uniqueArray(fc.integer({ min: 1, max: 900 }), { minLength: 2, maxLength: 6 }),
    unit: fc.constantFrom<Unit>("dag", "vecka", "manad"),
    words: fc.array(fc.nat(1_000), { minLength: 14, maxLength: 14 }),
  });
  fc.assert(
    fc.property(table, ({ ends, unit, words }) => {
      const sorted = ends.toSorted((a, b) => a - b);
      const pick = <T>(some: readonly T[], at: number) => some[words[at] % some.length];
      const name = (at: number) => pick(units[unit], 7 + at % 7);
      const labels = [
        pick(firsts, 0)(sorted[0], name(0)),
        ...sorted.slice(1).map((hi, index) =>
          pick(closed, 1 + index)(String(sorted[index] + 1), String(hi), name(index + 1))
        ),
        pick(lasts, 6)(sorted[sorted.length - 1] + 1, name(6)),
      ];
      const firstDay = (number: number) => Math.ceil(number * days[unit]);
      const wanted = [0, ...sorted.map((end) => end + 1)].map((lo, index) =>
        `${firstDay(lo)}-${index < sorted.length ? firstDay(sorted[index] + 1) - 1 : ""}`
      );
      assert.equal(daysOf(labels), wanted.join(" "), labels.join(" | "));
    }),
    { numRuns: 500 },
  );
});

Deno.test("bandDays() gives back any single band of days", () => {
  const band = fc.tuple(
    fc.nat(2_000),
    fc.nat(2_000),
    fc.nat(closed.length - 1),
    fc.constantFrom(...units.dag),
  );
  fc.assert(fc.property(band, ([a, b, words, unit]) => {
    const [lo, hi] = [Math.min(a, b), Math.max(a, b)];
    assert.equal(daysOf([closed[words](String(lo), String(hi), unit)]), `${lo}-${hi}`);
  }));
});

Deno.test("readBandLabel() never reads a share as a band", () => {
  const share = fc.constantFrom("%", "andel", "Andel av", "procent", "pct", "share", "percent", "per 1000");
  fc.assert(fc.property(share, fc.nat(closed.length - 1), fc.boolean(), (word, words, before) => {
    const label = closed[words]("31", "60", "dagar");
    assert.equal(
      readBandLabel(before ? `${word} ${label}` : `${label} ${word}`),
      null satisfies BandLabel | null,
    );
  }));
});
