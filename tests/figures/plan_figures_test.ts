import assert from "node:assert/strict";
import {
  activityTable,
  boughtByMonth,
  boughtByRegion,
  boughtFlows,
  contractTable,
  contractUseFigure,
  cooperationTable,
  cooperationVolumes,
  couldStayFigure,
  goalFollowUp,
  headlineFindings,
  hiredShareFigure,
  imagingNeedFigure,
  letterHead,
  monthColumns,
  orderOutcomeFigure,
  orderTable,
  outcomeByMonth,
  planByMonth,
  planChanges,
  planFollowUp,
  planGaps,
  planKeyFigures,
  processTable,
  reliefFigure,
} from "../../lib/figures/mod.ts";
import { contractUse, imagingNeeds, planTotal } from "../../lib/plan/mod.ts";
import {
  flows,
  imaging,
  monthSums,
  outcomeSums,
  planFigures,
  prices,
  report,
  shared,
  uses,
} from "./_plan_figures.ts";

const plan = { ar: 2024, version: 1 }, span = "april 2024";
const sum = (namn: string, behov: number, glapp: number) => ({
  namn,
  behov,
  egen: behov - glapp,
  samverkan: 0,
  utanfor: 0,
  privat: 0,
  glapp,
});

Deno.test("planByMonth() has a true headline for a gap, none, more than is needed and no need", () => {
  const headline = (...sums: ReturnType<typeof sum>[]) => planByMonth(sums, plan).headline;
  assert.equal(
    headline(sum("2024-01", 200, 20), sum("2024-02", 200, 20)),
    "Planen täcker 90,0\u00a0% av årets behov",
  );
  assert.equal(headline(sum("2024-01", 200, 0)), "Planen täcker hela årets behov");
  assert.equal(headline(sum("2024-01", 200, -9)), "Planen täcker hela årets behov");
  assert.equal(headline(sum("2024-01", 0, -9)), "Planen har inget behov att täcka");
  assert.equal(headline(), "Planen har inget behov att täcka");
});

Deno.test("planChanges() has a true headline for more, less and the same", () => {
  const headline = (behov: number, glapp: number) =>
    planChanges([sum("Region Dalarna", 100, 10)], [sum("Region Dalarna", behov, glapp)], plan).headline;
  assert.equal(
    headline(90, 12),
    "Behovet är 10 operationer mindre än i förra versionen, och glappet 2 större",
  );
  assert.equal(headline(100, 10), "Behovet är detsamma som i förra versionen, och glappet detsamma");
  assert.equal(headline(100, 7), "Behovet är detsamma som i förra versionen, och glappet 3 mindre");
});

Deno.test("planByMonth() draws no part below the ground, and its table has the numbers as they are", () => {
  const figure = planByMonth([sum("2024-01", 10, -5)], plan);
  assert.doesNotMatch(figure.html(), /NaN|height="-/);
  assert.equal(figure.table.rows[0].cells.del4, -5);
  assert.equal(figure.table.rows[0].cells.jamfort, 10);
});

Deno.test("planGaps() draws gaps only, the largest first, and says how many are left out", () => {
  const sums = [sum("Gallsten", 10, 1), sum("Gråstarr", 90, 9), sum("Framfall", 5, -2)];
  const figure = planGaps(sums, { ...plan, by: "vardutbud", top: 1 });
  assert.equal(figure.headline, "Störst är glappet för grå starr, 9 operationer");
  assert.equal(figure.note, "Bilden visar de största; tabellen har alla.");
  assert.deepEqual(figure.table.rows.map(({ cells }) => cells.glapp), [9, 1, -2]);
  assert.equal(planGaps([sums[2]], { ...plan, by: "vardutbud" }).headline, "Planen lämnar inget glapp");
  assert.equal(
    planGaps([sum("Region Dalarna", 9, 3)], { ...plan, by: "region" }).headline,
    "Störst är glappet i Dalarna, 3 operationer",
  );
});

Deno.test("outcomeByMonth() tells more, fewer, as planned and nothing delivered apart", () => {
  const headline = (utfall: number) =>
    outcomeByMonth([{ ...outcomeSums[0], plan: 100, utfall }], plan).headline;
  assert.equal(headline(110), "Hittills 10 operationer fler än planerat, +10,0\u00a0%");
  assert.equal(headline(95), "Hittills 5 operationer färre än planerat, −5,0\u00a0%");
  assert.equal(headline(100), "Utfallet är exakt som planerat");
  assert.equal(outcomeByMonth([], plan).headline, "Utfallet av planen är inte levererat");
  assert.equal(outcomeByMonth([], null).headline, "Årets plan är inte levererad");
});

Deno.test("planFollowUp() shows the cause that a region has stated, and where one is wanted", () => {
  const figure = planFollowUp(outcomeSums, plan);
  assert.equal(figure.headline, "En stor avvikelse saknar orsak");
  assert.deepEqual(figure.table.rows.map(({ cells }) => cells.orsak), [
    "Bemanning: Två salar stängda i tre veckor.",
    "saknas",
  ]);
  assert.equal(figure.table.rows[0].cells.storst, "egen vård −59");
  assert.equal(planFollowUp([outcomeSums[0]], plan).headline, "Alla stora avvikelser har en orsak");
  assert.equal(
    planFollowUp([outcomeSums[1], outcomeSums[1]], plan).headline,
    "Två stora avvikelser saknar orsak",
  );
  assert.equal(planFollowUp([], plan).headline, "Utfallet av planen är inte levererat");
});

Deno.test("planKeyFigures() says need, gap, cooperation and bought care with their cost", () => {
  const cost = (kronor: number) => ({ kronor, utanPris: 0 });
  const costs = { egen: cost(9e6), samverkan: cost(2e6), utanfor: cost(1e6), privat: cost(500_000) };
  const total = planTotal([], "Alla");
  assert.match(
    planKeyFigures(total, costs, plan).text(),
    /Glapp: 0 \(inget behov\)\n.*2,0\u00a0mnkr\)\n.*1,5\u00a0mnkr\)$/,
  );
});

Deno.test("boughtByRegion() names the largest buyer and says what has no price", () => {
  const figure = boughtByRegion(flows, { span, prices });
  assert.equal(figure.headline, "Uppsala köper mest vård, 421 operationer");
  const old = boughtByRegion(flows, { span, prices: { ...prices, ar: 2022 } });
  assert.equal(
    figure.note,
    "12 köpta operationer saknar pris och ingår inte i kostnaden. Priserna är de för 2024, version 1 (Prov).",
  );
  assert.match(
    old.note ?? "",
    /de för 2022[^]*Prislistan är mer än ett år gammal: kostnaderna gäller 2024\.$/,
  );
  assert.equal(boughtByRegion([], { span, prices }).headline, "Ingen region köper vård");
});

Deno.test("bought care of regions that have not delivered is named, not counted", () => {
  const some = { span, prices, regions: ["Region Dalarna"] }, none = { ...some, regions: [] };
  const figure = boughtByRegion(flows, some);
  assert.equal(figure.headline, "Dalarna köper mest vård, 134 operationer, av dem som har levererat");
  assert.match(figure.note ?? "", /Inte levererat, och därför inte räknat: Gävleborg, [^]*Uppsala/);
  const uppsala = figure.table.rows.find(({ cells }) => cells.name === "Uppsala");
  assert.deepEqual(new Set(Object.values(uppsala?.cells ?? {})), new Set(["Uppsala", "inte levererat"]));
  const months = ["2024-01"], total = boughtFlows(flows, some).table.rows.at(-1)?.cells;
  assert.equal(total?.antal, 134);
  assert.deepEqual(
    [boughtByRegion(flows, none), boughtByMonth(flows, { ...none, months }), boughtFlows(flows, none)]
      .map(({ headline }) => headline),
    Array(3).fill("Köpt vård är inte levererad"),
  );
});

Deno.test("boughtFlows() puts what is not shown together, and the total is all of it", () => {
  const { rows } = boughtFlows(flows, { span, prices, top: 1 }).table;
  assert.deepEqual(rows.map(({ cells }) => cells.antal), [421, 134, 555]);
  assert.equal(rows[2].cells.kostnad, (421 * 9400 * 0.94 + 122 * 86_500 * 0.94) / 1e6);
  assert.equal(boughtFlows([], { span, prices }).headline, "Ingen vård köptes");
});

Deno.test("couldStayFigure() and reliefFigure() say so when there was nothing, or no room", () => {
  assert.equal(couldStayFigure([], { span }).headline, "Ingen vård köptes");
  assert.equal(
    couldStayFigure([{ vardutbud: "Gråstarr", kopt: 9, mojligt: 0 }], { span }).headline,
    "Inget av det köpta hade rymts inom sjukvårdsregionen med det utrymme som antas",
  );
  assert.equal(
    reliefFigure([], { span }).headline,
    "Ingen basal vård vid universitetssjukhusen är levererad",
  );
});

Deno.test("contractUseFigure() counts what is to be done, and contractTable() says what and when", () => {
  assert.equal(
    contractUseFigure(uses, { asAt: "2024-04-30" }).headline,
    "Två av tre avtal behöver ses över",
  );
  const quiet = contractUse([uses[1].avtal], [], { asAt: "2024-04-30" });
  assert.equal(contractUseFigure(quiet, { asAt: "2024-04-30" }).headline, "Inget avtal behöver ses över");
  const table = contractTable(uses, { asAt: "2024-04-30" });
  assert.equal(table.headline, "Avtalet ”Gråstarr” tar slut redan i maj 2024");
  assert.deepEqual(table.table.rows.map(({ cells }) => cells.varning), [
    "Är fullt, går snart ut",
    "Blir fullt i maj 2024",
    "",
  ]);
});

Deno.test("orderOutcomeFigure() puts what is furthest from its order first, and draws no share of nothing", () => {
  const figure = planFigures.orderOutcomeFigure;
  assert.equal(figure.headline, "Neurokirurgi når 68\u00a0% av beställningen, lägst av alla");
  assert.deepEqual(figure.table.rows.map(({ cells }) => cells.andel), [41 / 60, 88 / 90, null]);
  const done = {
    namn: "Region Dalarna",
    volym: 9,
    manader: ["2024-04"],
    hittills: 3,
    utfall: 3,
    andel: { value: 1 },
  };
  const options = { by: "region", until: "2024-04" } as const;
  assert.equal(
    orderOutcomeFigure([done], options).headline,
    "Allt beställt är gjort i de månader som är levererade",
  );
  const nearly = { ...done, hittills: 300, utfall: 299, andel: { value: 299 / 300 } };
  assert.equal(
    orderOutcomeFigure([nearly], options).headline,
    "Allt beställt är gjort i de månader som är levererade",
  );
  assert.equal(orderOutcomeFigure([], options).headline, "Inga beställningar är levererade");
  const none = {
    ...done,
    manader: [],
    hittills: 0,
    utfall: 0,
    andel: { value: null, reason: "Inte levererat" },
  };
  const undelivered = orderOutcomeFigure([none], options);
  assert.equal(undelivered.headline, "Utfallet av beställningarna är inte levererat");
  assert.equal(undelivered.table.rows[0].cells.utfall, "inte levererat");
  const low = { ...done, namn: "Region Uppsala", hittills: 100, utfall: 50, andel: { value: 0.5 } };
  const some = orderOutcomeFigure([{ ...low, manader: ["2024-02", "2024-04"] }, done, none], options);
  assert.equal(some.headline, "Uppsala når 50\u00a0% av beställningen, lägst av de levererade");
  assert.match(some.subtitle, /Universitetssjukhusen, februari 2024 och april 2024$/);
  assert.match(some.note ?? "", /Dalarna räknas bara för april 2024\./);
});

Deno.test("orderTable() names the largest lack, and leaves out shares of too few", () => {
  const figure = planFigures.orderTable;
  assert.equal(figure.headline, "Störst är bristen för Dalarna i thoraxkirurgi: 12 av 30 beställda");
  assert.equal(figure.table.rows[1].cells["Region Uppsala"], "");
  const none = orderTable([], { until: "2024-04" });
  assert.equal(none.headline, "Inga beställningar är levererade");
});

Deno.test("hiredShareFigure() and imagingNeedFigure() say what is not known", () => {
  assert.equal(hiredShareFigure([], { span }).headline, "Ingen region har levererat sina personalkostnader");
  const regioner = [{ ...imaging.regioner[0], region: "Region X" }];
  const unknown = imagingNeeds({ ...imaging, regioner }, { manad: "2024-04" });
  assert.equal(
    imagingNeedFigure(unknown, { undersokning: "CT-PET", year: "i dag" }).headline,
    "Behovet av CT-PET går inte att räkna ut",
  );
});

Deno.test("monthColumns() is a table without months, and describes one month once", () => {
  const content = {
    headline: "H",
    subtitle: "S",
    alt: "Staplar",
    caption: "C",
    parts: [{ label: "Utfall", tone: "b3" }],
  } as const;
  assert.equal(monthColumns([], content).alt, "Staplar: inga månader.");
  assert.equal(monthColumns([], content).hasChart, false);
  assert.equal(
    monthColumns([{ manad: "2024-01", values: [7], mark: null }], content).alt,
    "Staplar: januari 2024 Utfall 7.",
  );
});

Deno.test("headlineFindings() leads from each headline to its figure", () => {
  const figure = planByMonth(monthSums, plan);
  const panel = headlineFindings([figure]);
  assert.match(
    panel.html(({ headline }) => headline === figure.headline ? "f7" : null),
    /<a href="#f7">Planen /,
  );
  assert.doesNotMatch(panel.html(), /<a/);
});

Deno.test("cooperationVolumes() and cooperationTable() count what is done for others, with diagnosis and largest flow", () => {
  const all = [...flows, ...shared];
  assert.equal(
    cooperationVolumes(all, { span }).headline,
    "11 operationer gjordes åt en annan region, 0,9\u00a0% av alla i sjukvårdsregionen",
  );
  const { headline, table: { rows } } = cooperationTable(all, { span, top: 1 });
  assert.equal(headline, "Störst av flödena: knäprotes, Dalarna → Uppsala, 5");
  assert.deepEqual(rows.map(({ cells }) => [cells.vardutbud, cells.diagnos, cells.antal]), [
    ["Knäled protes", "Knäartros (M171)", 8],
    ["Övriga", "", 3],
    ["Alla vårdutbud", "", 11],
  ]);
});

Deno.test("activityTable(), processTable() and goalFollowUp() have true headlines for every outcome", () => {
  const [activity] = report.aktiviteter, [step] = report.process;
  const of = (...states: ("klar" | "forsenad" | "pagar")[]) =>
    activityTable({ ...report, aktiviteter: states.map((tillstand) => ({ ...activity, tillstand })) })
      .headline;
  assert.equal(of(), "Inga aktiviteter är beslutade");
  assert.equal(of("klar", "klar", "forsenad"), "Av tre aktiviteter: två är klara, en är försenad");
  assert.equal(of("pagar", "pagar"), "Av två aktiviteter: ingen är klar, ingen är försenad");
  assert.equal(
    processTable({ ...report, process: [{ ...step, tillstand: "klar" }] }).headline,
    "Alla steg är klara",
  );
  assert.equal(processTable(report).headline, "Pågår: plan, januari");
  assert.equal(processTable(report, { care: "specialised" }).headline, "Inga steg är beskrivna");
  const specialised = processTable({ ...report, process_hogspecialiserad: [step] }, { care: "specialised" });
  assert.match(specialised.subtitle, /den högspecialiserade vården för 2024/);
  const goal = {
    mal: "Mål",
    matt: "kopt_vard",
    riktning: "hogst",
    varde: 10,
    utfall: 9,
    natt: true,
  } as const;
  const goals = (...reached: (boolean | null)[]) =>
    goalFollowUp(reached.map((natt) => ({ ...goal, natt })), { span }).headline;
  assert.deepEqual([goals(), goals(false), goals(true, false), goals(true, true, null), goals(true)], [
    "Inga mål är satta",
    "Inget av målen är nått",
    "Ett av två mål är nått",
    "Två av tre mål är nådda; ett går inte att mäta",
    "Alla mål är nådda",
  ]);
  assert.equal(goals(null), "Inget av målen går att mäta: underlaget är inte levererat");
});

Deno.test("letterHead() shows its names as text", () => {
  const panel = letterHead({ till: "<b>", fran: "gruppen", manad: "2024-04" });
  assert.equal(panel.html(), '<p class="letter">Till &lt;b&gt; från gruppen, april 2024</p>');
});
