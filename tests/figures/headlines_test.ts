import assert from "node:assert/strict";
import {
  deviationsByRegion,
  groupFindings,
  largestGroups,
  longWaitersByRegion,
  monthsWithYearBefore,
  overLimitByHospital,
  overLimitByRegion,
  performedByRegion,
  performedTableFigure,
  regionTrends,
  waitingByBandFigure,
  waitTableFigure,
} from "../../lib/figures/mod.ts";
import { everyFigure } from "./_every_figure.ts";
import { shareUnits } from "../../lib/analysis/variation/mod.ts";
import { waitTable } from "../../lib/indicators/mod.ts";
import { exactly } from "../../lib/numeric/mod.ts";
import {
  aprilByGroup,
  aprilByHospital,
  aprilByRegion,
  performedByRegionRows,
  thirteenMonths,
  waitRow,
} from "./_rows.ts";

const options = { manad: "2024-04" };
/** A cell of those who wait, of which little is known. */
const NOWHERE = {
  status: "vantande",
  avvikelse: null,
  sjukhus: null,
  vardutbud: null,
  agarform: null,
} as const;
const region = (name: string, inside: number, over: number, long = 0) =>
  waitRow(`Region ${name}`, [inside, 0, 0, over - long, long]);

Deno.test("overLimitByRegion() names the most and the least of April 2024", () => {
  const figure = overLimitByRegion(aprilByRegion, options);
  assert.equal(figure.headline, "Värmland har störst andel över 90 dagar, Västmanland minst");
  assert.equal(
    figure.subtitle,
    "Andel väntande över 90 dagar; antal i stapeln. Alla vårdutbud, alla ägarformer, exkl. PvV och MoV, april 2024",
  );
  assert.equal(
    figure.alt,
    "Liggande staplar: andel över 90 dagar per region, från Värmland 42,1\u00a0% till Västmanland 25,4\u00a0%. " +
      "Hela sjukvårdsregionen 35,3\u00a0%.",
  );
  assert.equal(figure.note, undefined);
});

Deno.test("overLimitByRegion() calls unknown what lies in an open band that begins before the limit", () => {
  const cells = [{ ...NOWHERE, region: "Region Dalarna", lo: 61, hi: null, antal: 10 }];
  const rows = waitTable(cells, { by: "region", manad: "2024-04" });
  assert.deepEqual(rows[0].over, { value: 0, low: 0, high: 10, unplaced: true });
  const { headline, note } = overLimitByRegion(rows, options);
  assert.equal(
    headline,
    "Hur många som har väntat över 90 dagar är okänt: leveranserna säger inte hur länge alla har väntat",
  );
  assert.match(note ?? "", /är okänt där leveransen inte säger hur länge alla har väntat: Dalarna 0–10\./);
});

Deno.test("overLimitByRegion() has a true headline for every outcome", () => {
  const headline = (...rows: ReturnType<typeof region>[]) =>
    overLimitByRegion(rows, { ...options, least: 1 }).headline;
  assert.equal(headline(), "Ingen väntar");
  assert.equal(headline(region("Dalarna", 0, 0)), "Ingen väntar");
  assert.equal(headline(region("Dalarna", 9, 0), region("Uppsala", 9, 0)), "Ingen har väntat över 90 dagar");
  assert.equal(
    headline(region("Dalarna", 3, 1)),
    "I Dalarna har 25,0\u00a0% av de väntande väntat över 90 dagar",
  );
  assert.equal(
    headline(region("Dalarna", 3, 1), region("Uppsala", 6, 2)),
    "Dalarna och Uppsala har samma andel över 90 dagar, 25,0\u00a0%",
  );
  assert.equal(
    headline(region("Dalarna", 3, 1), region("Uppsala", 6, 2), region("Värmland", 9, 3)),
    "De tre regionerna har samma andel över 90 dagar, 25,0\u00a0%",
  );
  assert.equal(
    headline(region("Dalarna", 3, 1), region("Uppsala", 6, 2), region("Värmland", 9, 1)),
    "Dalarna och Uppsala har störst andel över 90 dagar, Värmland minst",
  );
  assert.equal(
    headline(
      ...["Dalarna", "Uppsala", "Gävleborg"].map((name) => region(name, 3, 1)),
      region("Värmland", 9, 1),
    ),
    "Tre regioner har störst andel över 90 dagar, Värmland minst",
  );
});

Deno.test("overLimitByRegion() counts as a tie what the reader cannot tell apart", () => {
  const rows = [
    region("Dalarna", 75_000, 25_000),
    region("Uppsala", 75_001, 25_000),
    region("Värmland", 9, 1),
  ];
  assert.match(
    overLimitByRegion(rows, { ...options, least: 1 }).headline,
    /^Dalarna och Uppsala har störst andel/,
  );
});

Deno.test("overLimitByRegion() says another limit, and names who has nobody and who has not delivered", () => {
  const figure = overLimitByRegion([region("Dalarna", 3, 1), region("Uppsala", 0, 0)], {
    ...options,
    limitDays: 60,
    selection: "Gråstarr",
    missing: ["Region Värmland", "Region Örebro län"],
  });
  assert.match(figure.headline, /väntat över 60 dagar$/);
  assert.match(figure.subtitle, /Gråstarr, exkl/);
  assert.equal(
    figure.note,
    "Ingen väntar i Uppsala. Värmland och Örebro län har inte levererat april 2024 och ingår inte.",
  );
});

Deno.test("overLimitByHospital() compares only hospitals where enough wait, and says which are few", () => {
  const figure = overLimitByHospital(aprilByHospital, options);
  assert.equal(
    figure.headline,
    "Av 23 sjukhus som kan jämföras har Centralsjukhuset Karlstad störst andel över 90 dagar, Västmanlands sjukhus Sala minst",
  );
  assert.equal(figure.note, "Konturer: andelar av färre än 20, för få för att jämföras.");
  const few = waitRow("Falu lasarett", [10, 0, 0, 9, 0], { region: "Region Dalarna" });
  assert.equal(
    overLimitByHospital([few], options).headline,
    "På Falu lasarett har 47,4\u00a0% av de väntande väntat över 90 dagar",
  );
  const untold = waitRow("Sjukhus anges inte", [10, 0, 0, 19, 0], { region: "Region Dalarna" });
  assert.equal(
    overLimitByHospital([untold], options).headline,
    "Leveranserna anger inte vid vilka sjukhus man väntar",
  );
  assert.equal(overLimitByHospital([], options).headline, "Ingen väntar på något sjukhus");
  const hospital = (name: string, short: number, over: number) =>
    waitRow(name, [short, 0, 0, over, 0], { region: "Region Dalarna" });
  assert.equal(
    overLimitByHospital([hospital("Mora", 30, 0), hospital("Falun", 1, 9)], options).headline,
    "Bara Mora har tillräckligt många för en jämförelse: 0,0\u00a0% över 90 dagar",
  );
  assert.equal(
    overLimitByHospital(
      [hospital("Mora", 30, 1), hospital("Falun", 30, 9), hospital("Sjukhus anges inte", 0, 40)],
      options,
    ).headline,
    "Falun har störst andel över 90 dagar, Mora minst",
  );
});

Deno.test("a share of fewer than 20 is drawn and never named as the largest or the smallest", () => {
  const few = region("Uppsala", 2, 5), rows = [few, region("Dalarna", 60, 20), region("Värmland", 60, 30)];
  const figure = overLimitByRegion(rows, options);
  assert.equal(
    figure.headline,
    "Av två regioner som kan jämföras har Värmland störst andel över 90 dagar, Dalarna minst",
  );
  assert.match(figure.svg(680), /71,4/);
  assert.equal(figure.note, "Andelar av färre än 20 jämförs inte: Uppsala.");
  assert.equal(
    overLimitByRegion([few, rows[1]], options).headline,
    "Bara Dalarna har tillräckligt många för en jämförelse: 25,0\u00a0% över 90 dagar",
  );
  assert.equal(
    overLimitByRegion([few, region("Dalarna", 3, 1)], options).headline,
    "Andelarna över 90 dagar räknas på färre än 20 var, för få för att jämföras",
  );
  assert.equal(
    overLimitByRegion([few], options).headline,
    "I Uppsala har 71,4\u00a0% av de väntande väntat över 90 dagar",
  );
  assert.doesNotMatch(groupFindings(rows, [], options).text(), /Uppsala/);
  const long = [region("Uppsala", 2, 5, 5), region("Dalarna", 60, 20, 8), region("Värmland", 60, 20, 16)];
  assert.equal(
    waitingByBandFigure(long, options).headline,
    "I Värmland har 20,0\u00a0% väntat över ett år, i Dalarna 10,0\u00a0%",
  );
  assert.equal(
    waitingByBandFigure([region("Dalarna", 60, 20), long[2]], options).headline,
    "I Värmland har 20,0\u00a0% väntat över ett år, i Dalarna ingen",
  );
});

Deno.test("those of no stated hospital are neither drawn, ranked nor found as if they were one", () => {
  const hospital = (name: string, short: number, over: number) =>
    waitRow(name, [short, 0, 0, over, 0], { region: "Region Dalarna" });
  const untold = hospital("Sjukhus anges inte", 0, 90);
  const rows = [hospital("Mora", 30, 1), hospital("Falun", 30, 29), untold];
  const figure = overLimitByHospital(rows, options);
  assert.doesNotMatch(figure.svg(680), /anges inte/);
  assert.equal(figure.note, "De utan angivet sjukhus står i tabellen, inte i diagrammet.");
  assert.equal(figure.table.rows.length, 3);
  assert.match(
    groupFindings([region("Dalarna", 60, 10), region("Uppsala", 60, 20)], rows, options).text(),
    /Av två sjukhus som kan jämföras har Falun flest över 90 dagar/,
  );
  assert.deepEqual(shareUnits(rows).map(({ unit }) => unit), ["Mora", "Falun"]);
});

Deno.test("longWaitersByRegion() has a true headline for every outcome", () => {
  const headline = (...rows: ReturnType<typeof region>[]) => longWaitersByRegion(rows, options).headline;
  assert.equal(
    longWaitersByRegion(aprilByRegion, options).headline,
    "Flest har väntat över ett år i Värmland, 836 av alla 2\u00a0518",
  );
  assert.equal(headline(), "Ingen väntar");
  assert.equal(headline(region("Dalarna", 9, 2)), "Ingen har väntat över ett år");
  assert.equal(headline(region("Dalarna", 9, 2, 2)), "I Dalarna har 2 väntat över ett år");
  assert.equal(
    headline(region("Dalarna", 9, 2, 2), region("Uppsala", 9, 0)),
    "Alla 2 som har väntat över ett år väntar i Dalarna",
  );
  assert.equal(
    headline(region("Dalarna", 9, 2, 2), region("Uppsala", 9, 2, 2)),
    "I Dalarna och Uppsala har lika många väntat över ett år, 2 i varje",
  );
  assert.equal(
    headline(region("Dalarna", 9, 2, 2), region("Uppsala", 9, 2, 2), region("Värmland", 9, 2, 1)),
    "Flest har väntat över ett år i Dalarna och Uppsala, 2 i varje av alla 5",
  );
});

Deno.test("deviationsByRegion() compares PvV and MoV of all who wait", () => {
  const figure = deviationsByRegion(aprilByRegion, options);
  assert.equal(figure.headline, "Uppsala har störst andel PvV och MoV, Sörmland minst");
  assert.match(figure.alt, /Uppsala: PvV 9,0\u00a0%, MoV 10,8\u00a0%/);
  assert.equal(
    deviationsByRegion([region("Dalarna", 3, 1), region("Uppsala", 3, 1)], options).headline,
    "Ingen väntar av eget val eller medicinska skäl",
  );
});

Deno.test("waitingByBandFigure() compares the shares over a year", () => {
  const headline = (...rows: ReturnType<typeof region>[]) =>
    waitingByBandFigure(rows, { ...options, least: 1 }).headline;
  assert.equal(
    waitingByBandFigure(aprilByRegion, { ...options, least: 1 }).headline,
    "I Värmland har 12,2\u00a0% väntat över ett år, i Gävleborg 2,0\u00a0%",
  );
  assert.equal(headline(), "Ingen väntar");
  assert.equal(headline(region("Dalarna", 3, 1)), "Ingen har väntat över ett år");
  assert.equal(headline(region("Dalarna", 3, 1, 1)), "I Dalarna har 25,0\u00a0% väntat över ett år");
  assert.equal(
    headline(...["Dalarna", "Uppsala", "Gävleborg"].map((name) => region(name, 3, 1, 1))),
    "I de tre regionerna har lika stor andel, 25,0\u00a0%, väntat över ett år",
  );
});

Deno.test("waitingByBandFigure() shows the shares of a region that add up to all", () => {
  const [dalarna] = waitingByBandFigure(aprilByRegion, options).table.rows;
  const shares = [0, 1, 2, 3, 4].map((band) => dalarna.cells[`band${band}`])
    .map((cell) => typeof cell === "object" && cell !== null ? cell.value : NaN);
  assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-12);
});

Deno.test("largestGroups() draws the largest, and its table adds up to all", () => {
  const figure = largestGroups(aprilByGroup, { ...options, highlight: ["Gråstarr", "Knäled protes"] });
  assert.equal(
    figure.headline,
    "Grå starr är den största gruppen över 90 dagar, knäprotes den näst största",
  );
  assert.equal(
    figure.note,
    "Mörkare: grå starr och knäprotes. Utanför bilden: fyra grupper med tillsammans 1\u00a0585.",
  );
  const counts = figure.table.rows.map(({ cells }) => cells.over)
    .map((cell) => typeof cell === "object" && cell !== null ? cell.value : Number(cell));
  assert.equal(counts.slice(0, -1).reduce((sum, count) => sum + count, 0), counts[counts.length - 1]);
});

Deno.test("largestGroups() has a true headline for every outcome", () => {
  const group = (name: string, over: number) => waitRow(name, [1, 0, 0, over, 0], { region: null });
  const headline = (...rows: ReturnType<typeof group>[]) => largestGroups(rows, options).headline;
  assert.equal(headline(), "Ingen har väntat över 90 dagar");
  assert.equal(headline(group("Gallsten", 0)), "Ingen har väntat över 90 dagar");
  assert.equal(headline(group("Gallsten", 3)), "Gallsten är den enda gruppen med väntande över 90 dagar");
  const unknown = group("Vårdutbud anges inte", 9);
  assert.equal(headline(unknown), "Vårdutbud anges inte för väntande över 90 dagar");
  assert.equal(
    headline(unknown, group("Gallsten", 3)),
    "Gallsten är den enda angivna gruppen med väntande över 90 dagar",
  );
  assert.equal(
    headline(unknown, group("Gallsten", 3), group("Gråstarr", 2)),
    "Gallsten är den största gruppen över 90 dagar, grå starr den näst största",
  );
  assert.equal(
    headline(group("Gallsten", 3), group("Gråstarr", 3)),
    "Gallsten och grå starr har lika många över 90 dagar, 3 var",
  );
  assert.equal(
    headline(group("Gallsten", 3), group("Gråstarr", 2), group("PSA-prov", 2)),
    "Gallsten är den största gruppen över 90 dagar, grå starr och PSA-prov de näst största",
  );
});

Deno.test("monthsWithYearBefore() compares the last month with the year before, and names what is missing", () => {
  const figure = monthsWithYearBefore(thirteenMonths, {
    ...options,
    measure: "overShare",
  });
  assert.equal(figure.headline, "April 2024: 35,3\u00a0%, 1,9\u00a0procentenheter lägre än ett år tidigare");
  assert.match(figure.subtitle, /april 2023–april 2024$/);
  assert.equal(
    figure.note,
    "Uppgift saknas för november 2023. Ringar är månader utan Dalarna: juli 2023. Axeln börjar vid 34\u00a0%.",
  );
});

Deno.test("monthsWithYearBefore() compares operations per working day, and says how many there were", () => {
  const figureOf = (value: number, yearBefore: number | null) =>
    monthsWithYearBefore([{
      manad: "2024-04",
      value,
      yearBefore,
      change: yearBefore === null ? null : value - yearBefore,
      regions: ["Region Dalarna"],
      missing: [],
    }], { ...options, measure: "performed" });
  // 15 315 / 21 = 729,3 and 13 252 / 18 = 736,2.
  const fewer = figureOf(15_315, 13_252);
  assert.equal(fewer.headline, "April 2024: 15\u00a0315, 0,9\u00a0% färre per arbetsdag än ett år tidigare");
  assert.equal(fewer.note, "Året innan jämförs per arbetsdag: april 2024 har 21, april 2023 18.");
  assert.equal(fewer.table.rows[0].cells.forandring, "\u22120,9\u00a0%");
  assert.equal(
    figureOf(21, 18).headline,
    "April 2024: 21, lika många per arbetsdag som ett år tidigare",
  );
  assert.match(figureOf(42, 18).headline, /100,0\u00a0% fler per arbetsdag/);
  assert.equal(figureOf(5, 0).headline, "April 2024: 5");
  assert.equal(figureOf(5, null).headline, "April 2024: 5");
});

Deno.test("monthsWithYearBefore() has a true headline for every outcome", () => {
  const headline = (value: number | null, change: number | null, missing: string[] = []) =>
    monthsWithYearBefore([{
      manad: "2024-04",
      value,
      yearBefore: value === null || change === null ? null : value - change,
      change,
      regions: ["Region Uppsala"],
      missing,
    }], { ...options, measure: "waiting" }).headline;
  assert.equal(headline(null, null), "Talet är okänt eller finns inte för någon månad i perioden");
  assert.equal(
    monthsWithYearBefore([], { ...options, measure: "waiting" }).headline,
    "Inga uppgifter finns för perioden",
  );
  assert.equal(headline(1200, null), "April 2024: 1\u00a0200");
  assert.equal(headline(1200, 0), "April 2024: 1\u00a0200, som ett år tidigare");
  assert.equal(headline(1200, 20), "April 2024: 1\u00a0200, 20 fler än ett år tidigare");
  assert.equal(headline(1200, -20), "April 2024: 1\u00a0200, 20 färre än ett år tidigare");
  assert.equal(headline(1200, null, ["Region Dalarna"]), "April 2024: 1\u00a0200, utan Dalarna");
});

Deno.test("waitTableFigure() has the published columns in their order", () => {
  const { headline, table } = waitTableFigure(aprilByRegion, { ...options, by: "region" });
  assert.equal(headline, "40\u00a0193 väntar, 14\u00a0177 av dem (35,3\u00a0%) över 90 dagar");
  assert.deepEqual(table.columns.map(({ label }) => label), [
    "Region",
    "0–30",
    "31–60",
    "61–90",
    "91–365",
    "över 365",
    "Över 90",
    "Median",
    "Totalt",
    "PvV",
    "MoV",
    "Per 1\u00a0000",
    "Per 1\u00a0000",
    "Invånare",
  ]);
  assert.deepEqual(table.rows.map(({ cells }) => Number(cells.per_1000_exkl).toFixed(2)), [
    "23.13",
    "11.23",
    "12.94",
    "16.33",
    "24.24",
    "20.81",
    "22.98",
    "18.66",
  ]);
  assert.equal(waitTableFigure([], { ...options, by: "region" }).headline, "Ingen väntar");
});

Deno.test("waitTableFigure() of hospitals names their region, and has no rates", () => {
  const labels = waitTableFigure(aprilByHospital, { ...options, by: "sjukhus" }).table.columns.map((
    { label },
  ) => label);
  assert.deepEqual(labels.slice(0, 2), ["Sjukhus", "Region"]);
  assert.equal(labels.includes("Invånare"), false);
});

Deno.test("waitTableFigure() says of hospitals and vårdutbud what its total does not", () => {
  const hospital = (name: string, over: number) =>
    waitRow(name, [40 - over, 0, 0, over, 0], { region: "Region Dalarna" });
  const headline = (by: "sjukhus" | "vardutbud", ...rows: ReturnType<typeof waitRow>[]) =>
    waitTableFigure([...rows, { ...waitRow("Alla", [80, 0, 0, 20, 0]), total: true }], { by, ...options })
      .headline;
  const total = "100 väntar, 20 av dem (20,0\u00a0%) över 90 dagar";
  assert.equal(
    headline("sjukhus", hospital("Falu lasarett", 10), hospital("Mora lasarett", 4)),
    "Från 10,0\u00a0% över 90 dagar på Mora lasarett till 25,0\u00a0% på Falu lasarett",
  );
  assert.equal(headline("sjukhus", hospital("Falu lasarett", 10), hospital("Mora lasarett", 10)), total);
  assert.equal(headline("sjukhus", hospital("Falu lasarett", 10)), total);
  assert.equal(
    headline("vardutbud", waitRow("Gråstarr", [60, 0, 0, 5, 0]), waitRow("Gallsten", [30, 0, 0, 5, 0])),
    "Flest väntar på operation av grå starr, 65 av 100",
  );
  assert.equal(
    headline("vardutbud", waitRow("Gråstarr", [45, 0, 0, 5, 0]), waitRow("Gallsten", [45, 0, 0, 5, 0])),
    total,
  );
});

Deno.test("performedByRegion() compares the shares within the limit, and names who has none", () => {
  const none = { ...performedByRegionRows[0], shareWithin: null, covered: 0 };
  const figure = performedByRegion([none, ...performedByRegionRows.slice(1)], options);
  assert.equal(figure.headline, "Västmanland har störst andel opererade inom 90 dagar, Värmland minst");
  assert.equal(figure.note, "Ingen andel finns i Dalarna. Antalet räknar alla genomförda.");
  assert.equal(
    performedByRegion([none], options).headline,
    "Ingen operation som omfattas av vårdgarantin är genomförd",
  );
  assert.equal(
    performedByRegion([{ ...none, shareWithin: exactly(0) }], options).headline,
    "Ingen opererades inom 90 dagar",
  );
});

Deno.test("performedTableFigure() has a true headline for every outcome", () => {
  const total = performedByRegionRows[7], by = "region";
  const headline = (rows: typeof performedByRegionRows) =>
    performedTableFigure(rows, { ...options, by }).headline;
  assert.equal(headline([]), "Ingen operation är genomförd");
  assert.equal(
    headline([{ ...total, shareWithin: null }]),
    "11\u00a0480 är genomförda, ingen av dem omfattas av vårdgarantin",
  );
  assert.equal(
    headline([total]),
    "11\u00a0480 är genomförda; av dem som omfattas av vårdgarantin 67,0\u00a0% inom 90 dagar",
  );
});

Deno.test("a table of a year whose inhabitants are not known says of which month they are", () => {
  const rows = [region("Dalarna", 60, 10)];
  const noteOf = (manad: string) => waitTableFigure(rows, { ...options, by: "region", manad }).note ?? "";
  assert.match(noteOf("2025-04"), /Invånarna är de i april 2024\./);
  assert.match(noteOf("2026-10"), /Invånarna är de i april 2024, mer än ett år före månaden\./);
  assert.doesNotMatch(noteOf("2024-04"), /Invånarna/);
});

Deno.test("a long name of a hospital is cut where a narrow chart has no room for it, and whole in the table", () => {
  const name = "Länssjukhuset med ett ovanligt långt namn som ingen rad i en smal bild rymmer";
  const rows = [
    waitRow(name, [10, 0, 0, 20, 0], { region: "Region Dalarna" }),
    waitRow("Mora", [30, 0, 0, 3, 0]),
  ];
  const figure = overLimitByHospital(rows, options);
  const shown = /<text[^>]*>(Länssjukhuset[^<]*)</.exec(figure.svg(345))?.[1] ?? "";
  assert.match(shown, /…$/);
  assert.ok(shown.length < 60, shown);
  assert.equal(figure.table.rows[0].cells.namn, name);
});

Deno.test("a bar shows as much of the text in it as it or the space after it has room for, and all of it where that is wide", () => {
  const { ownProductionFigure } = everyFigure(), said = "mot året före";
  assert.ok(ownProductionFigure.svg(680).includes(said));
  assert.ok(!ownProductionFigure.svg(345).includes(said));
});

Deno.test("regionTrends() says where a measure is higher or lower than a year before, and is true for every outcome", () => {
  const headline = (changes: Record<string, number | null>, antal = 900) => {
    const regions = Object.entries(changes).map(([name, change]) => ({
      name: `Region ${name}`,
      region: `Region ${name}`,
      antal,
      points: [{
        manad: "2024-04" as const,
        value: 0.5,
        yearBefore: change === null ? null : 0.5 - change,
        change,
        regions: [`Region ${name}`],
        missing: [],
      }],
    }));
    return regionTrends(regions, [], { ...options, measure: "overShare" }).headline.replaceAll("\u00a0", " ");
  };
  const [higher, lower] = ["Högre", "Lägre"].map((word) => `${word} andel över 90 dagar än för ett år sedan`);
  assert.equal(headline({}), "Inga uppgifter finns för perioden");
  assert.equal(headline({ Dalarna: null }), "Dalarna: 50,0 %, inte jämförd med året innan");
  assert.equal(headline({ Dalarna: null, Uppsala: null }), "Ingen region går att jämföra med året innan");
  assert.equal(headline({ Dalarna: 0.02 }), `${higher} i Dalarna: +2,0 procentenheter`);
  assert.equal(headline({ Dalarna: 0.02 }, 19), "Dalarna: 50,0 %, +2,0 procentenheter på ett år");
  assert.equal(headline({ Dalarna: 0.0001 }), "Dalarna: som för ett år sedan");
  assert.equal(headline({ Dalarna: 0, Uppsala: 0 }), "Som för ett år sedan i båda regionerna");
  assert.equal(
    headline({ Dalarna: 0.02, Uppsala: 0.01 }),
    `${higher} i båda regionerna, mest i Dalarna: +2,0 procentenheter`,
  );
  assert.equal(
    headline({ Dalarna: 0.01, Gävleborg: -0.02, Uppsala: -0.03 }),
    `${lower} i två av tre regioner, mest i Uppsala: −3,0 procentenheter`,
  );
  assert.equal(
    headline({ Dalarna: 0.02, Gävleborg: 0.02, Uppsala: null }),
    `${higher} i de två regioner som kan jämföras, mest i Dalarna och Gävleborg: +2,0 procentenheter`,
  );
  assert.equal(
    headline({ Dalarna: 0, Uppsala: 0.03 }),
    `${higher} i en av två regioner, Uppsala: +3,0 procentenheter`,
  );
});

Deno.test("Every sentence of a figure's words begins with a capital", () => {
  const wrong = Object.entries(everyFigure()).flatMap(([name, figure]) =>
    [figure.headline, figure.subtitle, figure.note ?? ""]
      .filter((words) => /(?<!exkl|inkl)\. [a-zåäö]/.test(words)).map((words) => `${name}: ${words}`)
  );
  assert.deepEqual(wrong, []);
});
