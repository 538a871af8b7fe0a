import assert from "node:assert/strict";
import { outcomeOf } from "./_people.ts";

const BANDS = ["0-30", "31-60", "61-90", "91-365", ">365"];
const HOSPITALS: readonly (readonly [region: string, hospital: string, counts: readonly number[]])[] = [
  ["Dalarna", "Falu lasarett", [120, 80, 45, 60, 12]],
  ["Dalarna", "Mora lasarett", [64, 31, 22, 17, 3]],
  ["Uppsala", "Akademiska sjukhuset", [210, 140, 95, 133, 41]],
];
const PEOPLE = 1073;
const WAITS = { status: "väntande" };

type Line = readonly (string | number)[];
const csv = (lines: readonly Line[]) => lines.map((line) => line.join(";")).join("\n") + "\n";
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** A table of the hospitals: what a row has after its names, under which headers. */
function table(headers: Line, cells: (counts: readonly number[]) => Line = (counts) => counts): Line[] {
  return [
    ["månad", "status", "region", "sjukhus", ...headers],
    ...HOSPITALS.map((
      [region, hospital, counts],
    ) => ["2024-04", "väntande", region, hospital, ...cells(counts)]),
  ];
}

/** The same with rows of several kinds to a hospital, by a column beside. */
function kinds(header: string, of: Readonly<Record<string, (count: number) => number>>): Line[] {
  return [
    ["månad", "status", "region", "sjukhus", header, ...BANDS],
    ...HOSPITALS.flatMap(([region, hospital, counts]) =>
      Object.entries(of).map((
        [name, part],
      ) => ["2024-04", "väntande", region, hospital, name, ...counts.map(part)])
    ),
  ];
}

const all = (count: number) => count, third = (count: number) => Math.floor(count / 3);
const region = (cells: Line, of = HOSPITALS): Line => [
  ...["2024-04", "väntande", "Dalarna", ...cells],
  ...BANDS.map((_, at) => sum(of.map(([, , counts]) => counts[at]))),
];

/** Files as others make them: how many people they hold, or what the load stops for. */
const FILES: Readonly<
  Record<
    string,
    readonly [lines: readonly Line[], right: number | RegExp, options?: {
      constants?: Record<string, string>;
      name?: string;
      warns?: string;
    }]
  >
> = {
  "a total over hospitals of which only the largest are listed": [
    [...table(BANDS).slice(0, 3), region(["Regionen totalt"])],
    /summarader räknar fler .* 1.073 mot 454.*/,
  ],
  "a total over vårdutbud of which only the longest queues are listed": [[
    ["månad", "status", "region", "vårdutbud", ...BANDS],
    ["2024-04", "väntande", "Dalarna", "Totalt", 500, 300, 200, 250, 50],
    ["2024-04", "väntande", "Dalarna", "Gråstarr", 100, 80, 40, 60, 12],
  ], /summarader räknar fler .* 1.300 mot 292/],
  "a total that is older than its parts": [
    [...table(BANDS).slice(0, 3), region(["Regionen totalt"], HOSPITALS.slice(0, 1))],
    /summarader räknar färre .* 317 mot 454/,
  ],
  "a total and one part of it in a column that is not read": [
    kinds("vårdform", { Totalt: all, Dagkirurgi: third }),
    /summarader räknar fler/,
  ],
  "all waits and those over a limit, on rows": [
    [
      ["månad", "status", "region", "väntetid", "antal"],
      ["2024-04", "väntande", "Dalarna", "Totalt", 317],
      ["2024-04", "väntande", "Dalarna", "Över 90 dagar", 72],
    ],
    /summarader räknar fler/,
  ],
  "rows of which some of another row are": [kinds("patienter", { Alla: all, "varav 65+": third }), PEOPLE],
  "an unknown hospital's name that begins so": [
    [...table(BANDS), ["2024-04", "väntande", "Uppsala", "- varav dagkirurgi", 50, 40, 30, 20, 10]],
    PEOPLE,
  ],
  "a remark that begins so": [
    table([...BANDS, "anmärkning"], (counts) => [...counts, "varav tre utomläns"]),
    PEOPLE,
  ],
  "rows of means, shares, targets and changes among the hospitals": [
    [
      ...table(BANDS),
      ...["Medelvärde", "Andel (%)", "Mål", "Föregående månad", "Förändring"].map((name) => [
        ...["2024-04", "väntande", "Uppsala", name],
        ...[130, 80, 50, 70, 19],
      ]),
    ],
    PEOPLE,
  ],
  "measures on rows": [
    kinds("indikator", { "Väntande totalt": all, "Väntande mer än 90 dagar": third }),
    /Kolumnen indikator säger att raderna inte räknar samma sak/,
  ],
  "waiting, operated and referred on rows": [
    kinds("uppgift", { Väntande: all, Genomförda: third, Inkomna: third }),
    /Kolumnen uppgift säger/,
  ],
  "first visits beside operations": [
    kinds("typ av kontakt", { "Operation/åtgärd": all, "Första besök": all }),
    /Kolumnen typ av kontakt säger/,
  ],
  "the register's phases": [kinds("fas", { "1": all, "2": third }), /Kolumnen fas säger/],
  "rows that do not hold any more": [
    kinds("makulerad", { J: third, N: all }),
    /Kolumnen makulerad säger att en del rader inte gäller.*--bortse "makulerad"/,
  ],
  "a pivot table in compact form": [
    [
      ["Radetiketter", ...BANDS, "Totalsumma"],
      ["Dalarna", 184, 111, 67, 77, 15, 454],
      ["Falu lasarett", 120, 80, 45, 60, 12, 317],
      ["Mora lasarett", 64, 31, 22, 17, 3, 137],
      ["Totalsumma", 184, 111, 67, 77, 15, 454],
    ],
    /Kolumnen Radetiketter har regioner och sjukhus under varandra.*tabellformat/,
    { constants: { ...WAITS, manad: "2024-04", region: "Dalarna" } },
  ],
  "months as columns, and a total over them": [
    [["region", "Januari", "Februari", "Totalt"], ["Dalarna", 30, 20, 50]],
    /Kolumnerna Januari, Februari är månader.*--kolumn "antal=Januari" --bortse "Februari"/,
    { constants: { ...WAITS, manad: "2024-02" } },
  ],
  "regions as columns, and a total over them": [
    [["månad", "status", "vårdutbud", "Dalarna", "Uppsala", "Totalt"], [
      ...["2024-04", "väntande", "Gråstarr"],
      ...[30, 20, 50],
    ]],
    /Kolumnerna Dalarna, Uppsala är regioner/,
    { constants: { region: "Dalarna" } },
  ],
  "headings between rows that name another region": [
    [
      ["månad", "status", "sjukhus", "0-30"],
      ["Region Dalarna", "", "", ""],
      [
        ...["2024-04", "väntande", "Falu lasarett", 3],
      ],
      ["Region Uppsala", "", "", ""],
      ["2024-04", "väntande", "Akademiska sjukhuset", 4],
    ],
    /raderna under en mellanrubrik är enligt den region=Region Uppsala/,
    { constants: { region: "Dalarna" } },
  ],
  "headings between rows, as the constant says": [
    [["månad", "region", "sjukhus", "0-30"], ["Väntande", "", "", ""], [
      ...["2024-04", "Dalarna", "Falu lasarett", 3],
    ], ["* preliminärt", "", "", ""]],
    3,
    { constants: WAITS },
  ],
  "another status in the file's name": [
    [["månad", "region", "0-30"], ["2024-04", "Dalarna", 3]],
    /säger status=genomforda, men status=väntande är angivet.*--konstant "status=genomforda"/,
    { constants: WAITS, name: "dalarna_genomforda.csv" },
  ],
  "another month in the file's name, which may be that of its making": [
    [["status", "region", "0-30"], ["väntande", "Dalarna", 3]],
    3,
    { constants: { manad: "2024-04" }, name: "uttag_2024-05.csv" },
  ],
  "a year and a month in columns of their own": [
    [["År", "Månad", "status", "region", "0-30"], [2024, "April", "väntande", "Dalarna", 3]],
    3,
  ],
  "those who wait on two days of a month": [
    [["månad", "status", "region", "0-30"], ["2024-04-15", "väntande", "Dalarna", 3], [
      ...["2024-04-30", "väntande", "Dalarna", 4],
    ]],
    /flera dagar i 2024-04 \(2024-04-15, 2024-04-30\)/,
  ],
  "operations by day": [
    [["månad", "status", "region", "0-30"], ["2024-04-15", "genomförda", "Dalarna", 3], [
      ...["2024-04-30", "genomförda", "Dalarna", 4],
    ]],
    7,
    { warns: "rader_upprepas" },
  ],
  "marks of footnotes in headers": [
    table(BANDS.map((band, at) => `${band}${at % 2 === 0 ? "¹" : "*"}`)),
    PEOPLE,
  ],
  "rows with another delimiter below": [
    [...table(BANDS).slice(0, 3), ...table(BANDS).slice(3).map((line) => [line.join(",")])],
    454,
    { warns: "fel_antal_falt" },
  ],
  "two versions of the same numbers": [
    kinds("version", { preliminär: third, slutlig: all }),
    /rader som bara skiljs åt av kolumner som inte läses.*version/,
  ],
  "rows parted by a column that nobody knows": [kinds("urval", { A: third, B: all }), 1426, {
    warns: "rader_laggs_ihop",
  }],
  "rows parted by sex": [kinds("kön", { K: third, M: (count) => count - third(count) }), PEOPLE],
  "with and without children": [kinds("urval", { "Inkl. barn": all, "Exkl. barn": third }), /Kolumnen urval/],
  "an area beside its only hospital": [
    [...table(BANDS), ["2024-04", "väntande", "Dalarna", "Norra Dalarna", 64, 31, 22, 17, 3]],
    /okända namn som i varje väntetid.*"Norra Dalarna" = "Mora lasarett"/,
  ],
  "two of three hospitals together": [
    [
      ...table(BANDS),
      ["2024-04", "väntande", "Dalarna", "Falun och Mora", 184, 111, 67, 77, 15],
      ["2024-04", "väntande", "Dalarna", "Avesta lasarett", 9, 8, 7, 6, 5],
    ],
    /okända namn som i varje väntetid.*"Falun och Mora" = "(Falu|Mora) lasarett" \+ "(Falu|Mora) lasarett"/,
  ],
  "a clinic beside its hospital": [
    [...table(BANDS), ["2024-04", "väntande", "Dalarna", "Falu lasarett, ögon", 20, 10, 8, 4, 2]],
    1117,
    { warns: "sjukhus_i_sjukhus" },
  ],
  "a heading above last year's numbers": [
    [
      ...table(BANDS),
      ["Motsvarande månad föregående år"].concat(Array(8).fill("")),
      ...table(BANDS).slice(1),
    ],
    /raderna under en mellanrubrik är om samma månad, region och urval/,
  ],
};

for (const [what, [lines, right, options]] of Object.entries(FILES)) {
  Deno.test(`judge() reads each person once, or the load stops: ${what}`, () => {
    const found = outcomeOf(csv(lines), options);
    if (typeof right === "number") {
      assert.equal(found.people, right, found.stopped ?? "");
      assert.deepEqual(found.stopped === null && found.warnings, options?.warns ? [options.warns] : []);
    } else assert.match(found.stopped ?? `${found.people} read`, right);
  });
}
