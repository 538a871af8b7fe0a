import assert from "node:assert/strict";
import fc from "fast-check";
import { decisionCards, decisionFinding, transferMatrix } from "../../lib/figures/mod.ts";
import {
  greedyTransfers,
  proposeTransfers,
  type Transfer,
  transferGoalRow,
  type TransferProblem,
  type TransferProposal,
  transferProposals,
} from "../../lib/cooperation/mod.ts";
import { broken, KNEE, list, room } from "../cooperation/_transfer_problems.ts";
import { page } from "../report/_executed.ts";

const proposal = (more: Partial<TransferProposal> = {}): TransferProposal => ({
  fran: { region: "Region Värmland", sjukhus: null },
  till: { region: "Region Västmanland", sjukhus: "Västmanlands sjukhus Köping" },
  vardutbud: "Knäled protes",
  manader: [{ manad: "2024-06", antal: 20 }, { manad: "2024-07", antal: 20 }, {
    manad: "2024-08",
    antal: 10,
  }],
  antal: 50,
  resa: { km: 200, minuter: 152, uppskattad: false },
  avsandare: { value: -0.25 },
  mottagare: 0,
  kalla: "signal",
  behov: true,
  villkor: "",
  flerKraver: [],
  kostnad: { value: 4_000_000 },
  mening: "",
  ...more,
});

const LIST = { ar: 2024, faktor: { egen: 1, samverkan: 1.25, utanfor: 1.5, privat: 1 } };

Deno.test("decisionCards() sets what a month's wait costs next to what help costs more than care at home", () => {
  const row = { vardutbud: "Knäled protes", lagst_kr: 4000, hogst_kr: 12_000 };
  const waiting = { underlag: "", syntetisk: true, rader: [row] };
  // Care: 3.75 million, a fifth of it for being in another region; journeys: 50 of 400 km at 2.5 kronor.
  const known = proposal({ kostnad: { value: 3_750_000 } });
  const text = (proposals: TransferProposal[]) =>
    decisionCards(proposals, { prices: LIST, waiting }).text().replaceAll("\u00a0", " ");
  const month = "Kostnad av att vänta: 0,2–0,6 mnkr för varje månad till";
  const help =
    "Kostnad av att hjälpa: 0,8 mnkr mer än egen vård, med resor: lika mycket som 1,3–4,0 månaders väntan";
  assert.equal(text([known]).split(month).length, 3, "together and on its card");
  assert.equal(text([known]).split(help).length, 3);
  const both = text([known, proposal({ vardutbud: "Höftled protes" })]);
  assert.match(both, /0,2–0,6 mnkr för varje månad till, utan höftprotes \(antagande/);
  assert.doesNotMatch(both, /att hjälpa/, "what one costs is not known of both");
  assert.doesNotMatch(decisionCards([known], { prices: LIST }).text(), /att vänta|att hjälpa/);
});

Deno.test("decisionCards() says who sends whom where and when, what it costs with travel, and what is asked", () => {
  const hip = proposal({
    vardutbud: "Höftled protes",
    antal: 10,
    manader: [{ manad: "2024-09", antal: 10 }],
    kalla: "beräknad",
    mottagare: 3,
    kostnad: { value: null, reason: "" },
  });
  const signals = [{
    ...{
      id: "1",
      region: "Region Västmanland",
      sjukhus: null,
      vardutbud: "Knäled protes",
      slag: "formaga" as const,
    },
    ...{ antal: 20, fran: "2024-06", till: "2024-08", villkor: {}, kontaktroll: "operationskoordinator" },
    ...{ galler_till: "2024-08-31", lagd: "2024-04-01", andrad: "2024-04-01", syntetisk: false },
  }];
  assert.equal(
    decisionCards([proposal(), hip], { signals, prices: LIST, rangeOf: () => ({ low: 48, high: 61 }) })
      .text().replaceAll("\u00a0", " "),
    `Tillsammans: 60 operationer i ett beslut, juni–september 2024
Kostnad: 4,0 mnkr vård enligt prislistan för 2024, utan ett förslag som saknar pris, och 60 000 kr resor (2,5 kr per km tur och retur, antagande)

Beslut 1 av 1: Värmland skickar 60 patienter till Västmanland, juni–september 2024
  Knäprotes, Köping, 50, 20 i månaden juni–juli och 10 i augusti, 25 % färre över gränsen
  Höftprotes, Köping, 10, 10 i september, 25 % färre över gränsen; mottagaren 3 fler
Effekt i Värmland: 48–60 färre över 90 dagar (80 procent av utfallen)
Effekt i Västmanland: 3 fler över 90 dagar, inom den egna gränsen
Kostnad: 4,0 mnkr vård enligt prislistan för 2024, utan ett förslag som saknar pris, och 60 000 kr resor
Vilar på: Ett av två förslag är beräknat ur flödena. Värmland har signalerat behov
Risk: Färre tackar ja till resan, 200 km; hur många som gör det är ett antagande. Mottagaren kan behöva platserna själv
Om nej: 48–60 fler väntar över 90 dagar i Värmland, och platserna i Västmanland går till nästa eller står tomma
Ansvarig, senast: Operationskoordinator, Västmanland; 31 maj 2024
Ledningsgruppen föreslås besluta att Värmland och Västmanland kommer överens om 60 operationer (knäprotes och höftprotes) juni–september 2024.`,
  );
});

Deno.test("decisionFinding() asks for as many agreements as there are pairs, by the day before their first month", () => {
  const other = proposal({ till: { region: "Region Dalarna", sjukhus: null }, antal: 7 });
  const spoken = (proposals: TransferProposal[]) => {
    const { text, detail } = decisionFinding(proposals);
    return `${text}, ${detail}`.replaceAll("\u00a0", " ");
  };
  assert.equal(
    spoken([proposal(), proposal({ vardutbud: "Höftled protes" }), other]),
    "Ledningsgruppen föreslås besluta om två överenskommelser mellan regioner: 107 operationer, juni–augusti 2024, 12,0 mnkr utan resor, senast 31 maj 2024",
  );
  assert.equal(
    spoken([proposal({ kostnad: { value: null, reason: "" } })]),
    "Ledningsgruppen föreslås besluta om en överenskommelse mellan regioner: 50 operationer, juni–augusti 2024, senast 31 maj 2024",
  );
});

const REGIONS = ["Region Dalarna", "Region Uppsala", "Region Värmland"];

Deno.test("decisionCards() has each operation on one card, and transferMatrix() in one cell", () => {
  const drawn = fc.record({
    from: fc.nat(2),
    step: fc.integer({ min: 1, max: 2 }),
    antal: fc.integer({ min: 1, max: 99 }),
  }).map(({ from, step, antal }) =>
    proposal({
      fran: { region: REGIONS[from], sjukhus: null },
      till: { region: REGIONS[(from + step) % 3], sjukhus: null },
      antal,
      manader: [{ manad: "2024-06", antal }],
    })
  );
  fc.assert(
    fc.property(fc.array(drawn, { minLength: 1, maxLength: 9 }), (proposals) => {
      const all = proposals.reduce((sum, { antal }) => sum + antal, 0);
      const document = page(decisionCards(proposals).html());
      const cards = [...document.querySelectorAll(".card:has(h3)")];
      const titles = cards.map((card) =>
        Number(/skickar (\d+)/.exec(card.querySelector("h3")?.textContent ?? "")?.[1])
      );
      const rows = [...document.querySelectorAll(".card tbody tr")].map((row) =>
        Number(row.children[2].textContent)
      );
      assert.equal(titles.reduce((sum, antal) => sum + antal, 0), all);
      assert.equal(rows.reduce((sum, antal) => sum + antal, 0), all);
      assert.equal(rows.length, proposals.length);
      // A region that is none of those named takes part too.
      const table = transferMatrix(proposals, { regions: REGIONS.slice(1) }).table;
      const inner = table.rows.filter(({ total }) => !total).flatMap(({ cells }) =>
        REGIONS.map((region) => Number(cells[region] ?? 0))
      );
      assert.equal(inner.reduce((sum, antal) => sum + antal, 0), all);
      assert.equal(table.rows.find(({ total }) => total)?.cells.summa, all);
    }),
    { numRuns: 50 },
  );
});

/** Numbers of a text, in order: "8,0 mnkr" is 8. */
const numbers = (text: string) =>
  [...text.matchAll(/\d[\d\u00a0 ]*(?:,\d+)?/g)].map(([number]) =>
    Number(number.replace(/[\u00a0 ]/g, "").replace(",", "."))
  );

Deno.test("decisionCards() says what the proposals' transfers amount to, recomputed from the transfers", async () => {
  const problem: TransferProblem = {
    lists: [
      list("Värmland", 400, 200),
      list("Örebro län", 400, 180),
      list("Västmanland", 250, 20),
      list("Dalarna", 300, 150, { vardutbud: "Gråstarr" }),
      list("Gävleborg", 300, 20, { vardutbud: "Gråstarr" }),
    ],
    free: [
      ...["2024-06", "2024-07"].map((manad) => room("Västmanland", manad, 35)),
      ...["2024-06", "2024-08"].map((manad) => room("Gävleborg", manad, 20, "Gråstarr")),
    ],
    rules: { months: ["2024-06", "2024-07", "2024-08"] },
  };
  const transfers = await proposeTransfers(problem) ?? [], prices = [{ vardutbud: KNEE, pris: 80_000 }];
  assert.deepEqual(broken(problem, transfers), [], "nobody is sent twice, and no place is taken twice");
  const goals = {
    none: transferGoalRow("", problem, []),
    rule: transferGoalRow("", problem, greedyTransfers(problem)),
    proposals: transferGoalRow("", problem, transfers),
  };
  const panel = decisionCards(transferProposals(problem, transfers, prices), { prices: LIST, goals });
  const sum = (rows: readonly Transfer[], of: (row: Transfer) => number = () => 1) =>
    rows.reduce((total, row) => total + row.antal * of(row), 0);
  const [totals, ...cards] = panel.text().split("\n\n").map((card) => card.split("\n"));
  const line = (card: readonly string[], name: string) =>
    numbers(card.find((text) => text.startsWith(name)) ?? "");
  const all = 200 + 180 + 20 + 150 + 20, knees = transfers.filter(({ vardutbud }) => vardutbud === KNEE);
  assert.ok(transfers.length > 3 && knees.length < transfers.length);
  assert.equal(line(totals, "Tillsammans")[0], sum(transfers));
  const money = (rows: readonly Transfer[]) => [
    Math.round(sum(rows.filter(({ vardutbud }) => vardutbud === KNEE), () => 80_000) / 1e5) / 10,
    1000 * Math.round(sum(rows, ({ resa }) => 2 * resa.km * 2.5) / 1000),
  ];
  const [care, year, travel] = line(totals, "Kostnad");
  assert.deepEqual([care, year, travel], [money(transfers)[0], 2024, money(transfers)[1]]);
  const share = Math.round(1000 * sum(transfers) / all) / 10;
  assert.deepEqual(line(totals, "Del av problemet"), [sum(transfers), all, 90, share]);
  const rule = greedyTransfers(problem),
    tens = (rows: readonly Transfer[]) => Math.round(sum(rows, ({ resa }) => resa.km) / 10);
  assert.deepEqual(line(totals, "Mot en enkel regel"), [
    sum(rule),
    tens(rule),
    sum(transfers),
    tens(transfers),
  ]);
  // Each pair of regions is one card, with its own sum; the sum of the cards is the page's.
  const pairs = Map.groupBy(transfers, ({ fran, till }) => `${fran.region} ${till.region}`);
  assert.equal(cards.length, pairs.size);
  const titles = cards.map(([title]) => Number(/skickar (\d+)/.exec(title)?.[1])),
    descending = (a: number, b: number) => b - a;
  assert.deepEqual(titles, [...pairs.values()].map((rows) => sum(rows)).sort(descending));
  assert.equal(titles.reduce((a, b) => a + b), sum(transfers));
});

Deno.test("decisionCards() drafts an agreement where room is offered, else a letter of intent", () => {
  const draft = (proposals: TransferProposal[]) =>
    page(decisionCards(proposals, { prices: LIST }).html()).querySelector("details")?.textContent ?? "";
  const agreement = draft([proposal()]).replaceAll("\u00a0", " ");
  assert.match(agreement, /^Överenskommelse om produktionssamverkan, utkast att kopiera/);
  assert.match(
    agreement,
    /Region Västmanland ska operera 50 av Region Värmlands patienter juni–augusti 2024: 50 knäproteser \(Västmanland \(Köping\); 20 i månaden juni–juli och 10 i augusti\)/,
  );
  assert.match(agreement, /prislistan för 2024: 4,0 mnkr/);
  assert.match(
    draft([proposal(), proposal({ kalla: "beräknad" })]),
    /^Avsiktsförklaring.*har för avsikt att operera 100/s,
  );
});
