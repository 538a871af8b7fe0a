import assert from "node:assert/strict";
import fc from "fast-check";
import { decisionCards, transferMatrix } from "../../lib/figures/mod.ts";
import type { TransferProposal } from "../../lib/cooperation/mod.ts";
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
    decisionCards([proposal(), hip], { signals, priceYear: 2024, rangeOf: () => ({ low: 48, high: 61 }) })
      .text().replaceAll("\u00a0", " "),
    `Beslut 1 av 1: Värmland skickar 60 patienter till Västmanland, juni–september 2024
  Knäprotes, Köping, 50, 20 i månaden juni–juli och 10 i augusti, 25 % färre över gränsen
  Höftprotes, Köping, 10, 10 i september, 25 % färre över gränsen; mottagaren 3 fler
Effekt i Värmland: 48–60 färre över 90 dagar, då det är osäkert hur många som tackar ja (80 procent av utfallen)
Effekt i Västmanland: 3 fler över 90 dagar, inom den egna gränsen
Kostnad: 4,0 mnkr vård enligt prislistan för 2024, utan ett förslag som saknar pris, och 0,1 mnkr resor (2,5 kr per km tur och retur, antagande)
Vilar på: Ett av två förslag är beräknade ur flödena. Värmland har signalerat behov
Risk: Färre tackar ja till resan, 200 km; hur många som gör det är ett antagande. Mottagaren kan behöva platserna själv
Om nej: 60 fler väntar över 90 dagar i Värmland, och platserna i Västmanland går till nästa eller står tomma
Ansvarig, senast: Operationskoordinator, Västmanland; 31 maj 2024
Ledningsgruppen föreslås besluta att Värmland och Västmanland kommer överens om 60 operationer (knäprotes och höftprotes) juni–september 2024.`,
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
      const cards = [...document.querySelectorAll(".card")];
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
