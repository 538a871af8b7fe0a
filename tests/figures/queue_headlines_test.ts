import assert from "node:assert/strict";
import fc from "fast-check";
import {
  exitCurvesFigure,
  queueBalance,
  queueTableFigure,
  shareFunnelFigure,
  standardisedFigure,
  twoWaitsFigure,
  xmrFigure,
} from "../../lib/figures/mod.ts";
import { strikeBalance } from "../../lib/analysis/queueing/mod.ts";
import { aalenJohansen, exitCells, exitTable } from "../../lib/analysis/survival/mod.ts";
import { addMonths } from "../../lib/calendar/mod.ts";
import { exitRows, flow, queueRow, standardised, standardisedRows, waitsRow } from "./_queue_rows.ts";

const options = { manad: "2024-04" };

Deno.test("queueBalance() has a true headline for every outcome", () => {
  const headline = (...numbers: number[]) => queueBalance([flow("2024-04", numbers)], options).headline;
  assert.equal(headline(500, 108, 100, 2), "Kön växer: 8\u00a0% fler beslut än operationer");
  assert.equal(headline(500, 100, 125, 2), "Kön krymper: 25\u00a0% fler operationer än beslut");
  assert.equal(headline(500, 108, 100, 20), "Kön krymper, trots 8\u00a0% fler beslut än operationer");
  assert.equal(headline(500, 100, 125, 0, 510), "Kön växer, trots 25\u00a0% fler operationer än beslut");
  assert.equal(headline(500, 100, 100, 0), "Kön står stilla: lika många beslut som operationer");
  assert.equal(headline(500, 108, 100, 8), "Kön står stilla, trots 8\u00a0% fler beslut än operationer");
  assert.equal(headline(500, 9, 0, 0), "Kön växer: 9 beslut och inga operationer");
  assert.equal(headline(500, 0, 9, 0), "Kön krymper: 9 operationer och inga beslut");
  assert.equal(headline(500, 0, 0, 0), "Kön står stilla: varken beslut eller operationer");
  assert.equal(headline(0, 0, 0, 0), "Ingen kö kan följas");
  assert.equal(queueBalance([], options).headline, "Ingen månad kan följas, så balansen kan inte räknas");
});

Deno.test("queueBalance() says when the deliveries leave the load in doubt, and what is not delivered", () => {
  const figure = queueBalance([
    strikeBalance({
      manad: "2024-04",
      start: 500,
      decisions: { value: 105, low: 95, high: 120 },
      performed: 100,
      withdrawn: null,
      end: 501,
    }),
  ], options);
  assert.equal(figure.headline, "Kön växer: mellan 0,95 och 1,20 beslut per operation");
  assert.match(
    figure.note ?? "",
    /levereras inte och ingår i det oförklarade\. Oförklarat: 4 färre på listan/,
  );
  assert.doesNotMatch(figure.html(), /lämnat listan utan operation<\/li>/);
});

Deno.test("queueTableFigure() says how many lists are far too long", () => {
  const headline = (...rows: ReturnType<typeof queueRow>[]) =>
    queueTableFigure(rows, { ...options, by: "vardutbud", target: { share: 0.92, days: 90 } }).headline;
  const short = queueRow("Gallsten", { course: "hold" }), long = queueRow("Gråstarr");
  assert.equal(headline(), "Ingen kö kan följas");
  assert.equal(headline(short), "Ingen av köerna är mer än dubbelt så lång som målet tillåter");
  assert.match(
    headline(short, long),
    /^Kön till operationer av grå starr.* är mer än dubbelt så lång som målet tillåter$/,
  );
  assert.equal(headline(long, long), "Alla 2 köer är mer än dubbelt så långa som målet tillåter");
  assert.equal(headline(long, short, long), "2 av 3 köer är mer än dubbelt så långa som målet tillåter");
});

Deno.test("exitCurvesFigure() says what has become of those listed, as far as they are followed", () => {
  assert.match(exitCurvesFigure(exitRows, options).headline, /^Inom 90 dagar opereras 29,1/);
  assert.match(exitCurvesFigure(exitRows, { ...options, limitDays: 62 }).headline, /^Inom 60 dagar opereras/);
  const short = exitTable(aalenJohansen(exitCells([{ days: 20, outcome: "waiting" }])));
  assert.equal(exitCurvesFigure(short, options).headline, "Ingen har följts i 90 dagar");
  assert.equal(exitCurvesFigure([], options).headline, "Ingen på listan kan följas");
  assert.match(
    exitCurvesFigure(exitRows, { ...options, missing: ["Region Dalarna"] }).note ?? "",
    /Dalarna kan inte följas månad för månad och ingår inte\.$/,
  );
});

Deno.test("twoWaitsFigure() compares those listed today, and keeps the two waits apart", () => {
  const headline = (...rows: ReturnType<typeof waitsRow>[]) => twoWaitsFigure(rows, options).headline;
  assert.equal(
    headline(waitsRow("Region Dalarna", 96), waitsRow("Region Uppsala", 49)),
    "I Dalarna får den som ställs i kö i dag vänta längst, 96 dagar, i Uppsala 49",
  );
  assert.equal(
    headline(waitsRow("Region Dalarna", 96), waitsRow("Region Uppsala", 96)),
    "Den som ställs i kö i dag får vänta lika länge överallt, 96 dagar",
  );
  assert.equal(
    headline(waitsRow("Region Dalarna", 96, 60), waitsRow("Region Uppsala", null)),
    "I Dalarna får den som ställs i kö i dag vänta 96 dagar; de som står i kö har väntat 60",
  );
  assert.equal(
    headline(waitsRow("Region Dalarna", 96, null)),
    "I Dalarna får den som ställs i kö i dag vänta 96 dagar",
  );
  assert.equal(
    headline(waitsRow("Region Dalarna", null)),
    "Ingenstans har hälften opererats så länge de har följts",
  );
  assert.equal(headline(), "Ingen på listan kan följas");
});

Deno.test("xmrFigure() tells signal from noise", () => {
  const headline = (values: (number | null)[], baseline?: number) =>
    xmrFigure(values.map((value, index) => ({ manad: addMonths("2024-01", index), value })), {
      ...options,
      measure: "count",
      label: "Väntande",
      ...(baseline === undefined ? {} : { baseline }),
    }).headline;
  const quiet = [10, 12, 11, 10, 12, 11, 10, 12, 11, 12];
  assert.equal(headline(quiet), "Brus: alla månader ligger inom vad serien brukar göra");
  assert.equal(headline(quiet.slice(1)), "Månaderna är för få för att skilja signal från brus");
  assert.equal(
    headline([10, 12, 11, 10, 12, 40], 5),
    "Signal: juni 2024 ligger utanför vad serien brukar göra",
  );
  assert.equal(
    headline([10, 12, 11, 10, 40, 11], 4),
    "Signal: maj 2024 ligger utanför vad serien brukar göra",
  );
  assert.equal(
    headline([10, 12, 11, 10, 40, 11, 12], 4),
    "Signal: maj 2024 ligger utanför vad serien brukar göra",
  );
  assert.equal(headline([10]), "Styrgränser kräver minst två värden i följd");
  assert.equal(headline([null, null]), "Serien har inga värden");
  assert.equal(headline([]), "Serien har inga värden");
});

Deno.test("shareFunnelFigure() names who lies beyond the funnel", () => {
  const headline = (...shares: number[]) =>
    shareFunnelFigure(
      shares.map((share, index) => ({ unit: "ABCDEFGHIJKL"[index], count: share * 1000, total: 1000 })),
      options,
    ).headline;
  const alike = [0.29, 0.3, 0.31, 0.3, 0.29, 0.31, 0.3, 0.3, 0.3];
  assert.equal(
    headline(...alike),
    "Ingen av de nio skiljer sig mer än slumpen från andelen för alla, 30,0\u00a0%",
  );
  assert.equal(
    headline(...alike, 0.6),
    "En av tio skiljer sig mer än slumpen från andelen för alla, 33,0\u00a0% över 90 dagar: J 60,0\u00a0%; utöver den " +
      "vanliga spridningen J",
  );
  assert.equal(
    headline(0.1, 0.6),
    "Två av två skiljer sig mer än slumpen från andelen för alla, 35,0\u00a0% över 90 dagar: B 60,0\u00a0% och A 10,0\u00a0%",
  );
  assert.equal(headline(0.3), "Bara A har väntande, så det finns inget att jämföra");
  assert.equal(headline(), "Ingen enhet har några insatser att jämföra");
});

Deno.test("standardisedFigure() says who differs beyond chance and by how much, and who cannot be compared", () => {
  const figure = standardisedFigure(standardised, options);
  assert.match(
    figure.headline,
    /väntar fler länge i Värmland \(\d+\u00a0%\).*, färre länge i .*Örebro län \(\d+\u00a0%\).* än slumpen ger$/,
  );
  const only = (rows: typeof standardisedRows, leftOut: { unit: string; reason: string }[] = []) =>
    standardisedFigure({ value: { ...standardised.value!, rows, leftOut } }, options);
  const within = standardisedRows.map((row) => ({ ...row, chanceSignal: null }));
  assert.equal(only(within).headline, "Med hänsyn till vad man väntar på skiljer sig ingen mer än slumpen");
  assert.match(only(within.slice(0, 1)).headline, /^Bara .* kan räknas, så det finns inget/);
  assert.match(
    only(within, [{ unit: "Region Gävleborg", reason: "Ingen annan har samma vårdutbud" }]).note!,
    /Kan inte jämföras: Gävleborg \(ingen annan har samma vårdutbud\)/,
  );
  assert.equal(
    standardisedFigure({ value: null, reason: "Inget att jämföra" }, options).headline,
    "Inget att jämföra",
  );
});

const count = fc.oneof(fc.constant(0), fc.nat(3), fc.nat(90_000));

Deno.test("no figure of queues writes what is not a number", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(count, count, count, count, count), { maxLength: 14 }),
      fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 14 }),
      fc.array(fc.tuple(count, count), { maxLength: 6 }),
      (flows, values, units) => {
        const figures = [
          queueBalance(flows.map((numbers, index) => flow(addMonths("2023-01", index), numbers)), options),
          xmrFigure(values.map((value, index) => ({ manad: addMonths("2023-01", index), value })), {
            ...options,
            measure: "share",
            label: "Andel",
          }),
          shareFunnelFigure(
            units.map(([a, b], index) => ({
              unit: `${index}`,
              count: Math.min(a, b),
              total: Math.max(a, b),
            })),
            options,
          ),
          twoWaitsFigure(units.map(([a, b]) => waitsRow("X", a, b)), options),
        ];
        for (const figure of figures) {
          assert.doesNotMatch(figure.html(), /NaN|undefined|Infinity|width="-/);
          assert.ok(figure.headline.length > 0);
        }
      },
    ),
    { numRuns: 40 },
  );
});
