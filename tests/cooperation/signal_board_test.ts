import assert from "node:assert/strict";
import fc from "fast-check";
import {
  conditionQuestions,
  signalBoard,
  signalComparison,
  type StandingSignal,
} from "../../lib/cooperation/mod.ts";
import { standing } from "./_signals.ts";
import { KNEE, list, OFFER, room } from "./_transfer_problems.ts";

const asAt = "2024-04-30";
const states = (signals: StandingSignal[], day = asAt) =>
  signalBoard(signals, { asAt: day }).signaler.map(({ tillstand }) => tillstand);

Deno.test("signalBoard() lets a need take from the nearest first, and leaves the rest open", () => {
  const signals = [
    standing("varmland-1", "Region Värmland", { antal: 40 }),
    standing("gavleborg-1", "Region Gävleborg", { slag: "formaga", antal: 15 }),
    standing("orebro-1", "Region Örebro län", { slag: "formaga", antal: 30 }),
  ];
  const { signaler, par } = signalBoard(signals, { asAt });
  assert.deepEqual(par.map(({ formaga, antal }) => [formaga.id, antal]), [["orebro-1", 60], [
    "gavleborg-1",
    20,
  ]]);
  assert.deepEqual(signaler.map(({ tillstand, volym, matchat }) => [tillstand, volym, matchat]), [
    ["matchad", 80, 80],
    ["delvis matchad", 30, 20],
    ["matchad", 60, 60],
  ]);
});

Deno.test("signalBoard() marks a signal as stale when its time or its months have passed", () => {
  const need = standing("varmland-1", "Region Värmland", { galler_till: "2024-05-15", till: "2024-05" });
  assert.deepEqual(states([need], "2024-05-15"), ["öppen"]);
  assert.deepEqual(states([need], "2024-05-16"), ["inaktuell"]);
  assert.deepEqual(states([standing("varmland-1", "Region Värmland", { till: "2024-05" })], "2024-05-31"), [
    "inaktuell",
  ]);
  const offer = standing("uppsala-1", "Region Uppsala", { slag: "formaga" });
  assert.deepEqual(states([need, offer], "2024-05-16"), ["inaktuell", "öppen"]);
});

Deno.test("signalBoard() joins nothing within a region, nor two vårdutbud, nor what conditions exclude", () => {
  const need = standing("varmland-1", "Region Värmland", { villkor: { alder_fran: 75 } });
  for (
    const offer of [
      standing("varmland-2", "Region Värmland", { slag: "formaga" }),
      standing("uppsala-1", "Region Uppsala", { slag: "formaga", vardutbud: "Höftled protes" }),
      standing("uppsala-2", "Region Uppsala", { slag: "formaga", villkor: { alder_till: 70 } }),
      standing("uppsala-3", "Region Uppsala", { slag: "formaga", fran: "2024-07", till: "2024-08" }),
    ]
  ) assert.deepEqual(signalBoard([need, offer], { asAt }).par, [], offer.id);
});

Deno.test("conditionQuestions() asks for what an offer does not take, and gives up where nobody fits", () => {
  assert.deepEqual(conditionQuestions({}, {}), []);
  assert.deepEqual(conditionQuestions({ asa_hogst: 2 }, { asa_hogst: 2 }), []);
  assert.deepEqual(conditionQuestions({}, { asa_hogst: 2, alder_fran: 18, alder_till: 80, sida: "höger" }), [
    "ASA-klass högst 2 tas emot",
    "lägst 18 år tas emot",
    "högst 80 år tas emot",
    "bara höger sida tas emot",
  ]);
  assert.deepEqual(conditionQuestions({ sprak: "arabiska" }, {}), ["tolk i arabiska behövs"]);
  assert.deepEqual(conditionQuestions({ sprak: "arabiska" }, { sprak: "arabiska" }), []);
  assert.equal(conditionQuestions({ sida: "vänster" }, { sida: "höger" }), null);
});

const regions = ["Region Värmland", "Region Uppsala", "Region Dalarna"];
const someSignals = fc.array(
  fc.record({
    region: fc.constantFrom(...regions),
    slag: fc.constantFrom("behov" as const, "formaga" as const),
    antal: fc.integer({ min: 1, max: 9 }),
    vardutbud: fc.constantFrom("Gallsten", "Gråstarr"),
    fran: fc.constantFrom("2024-04", "2024-05", "2024-06"),
    asa_hogst: fc.integer({ min: 1, max: 4 }),
  }),
  { maxLength: 8 },
).map((list) =>
  list.map(({ region, asa_hogst, ...rest }, index) =>
    standing(`x-${index}`, region, {
      ...rest,
      villkor: { asa_hogst },
      till: "2024-07",
      galler_till: "2024-12-31",
    })
  )
);

Deno.test("signalBoard() never gives a signal more than it holds, any month, and does not mind the order", () => {
  fc.assert(fc.property(someSignals, (signals) => {
    const board = signalBoard(signals, { asAt });
    for (const signal of signals) {
      for (const manad of ["2024-04", "2024-05", "2024-06", "2024-07"]) {
        const used = board.par.filter(({ behov, formaga }) => [behov.id, formaga.id].includes(signal.id))
          .flatMap(({ manader }) => manader.filter((month) => month.manad === manad))
          .reduce((sum, { antal }) => sum + antal, 0);
        assert.ok(used <= (manad > "2024-04" ? signal.antal : 0));
      }
    }
    const turned = signalBoard(signals.toReversed(), { asAt });
    assert.deepEqual(turned.signaler.toReversed(), board.signaler);
  }));
});

Deno.test("signalComparison() says why the proposals give a pair of the board another number", () => {
  const signals = [
    standing("varmland-1", "Region Värmland", { antal: 20, till: "2024-07" }),
    standing("dalarna-1", "Region Dalarna", { antal: 20, fran: "2024-06", till: "2024-07" }),
    standing("vastmanland-1", "Region Västmanland", {
      slag: "formaga",
      antal: 20,
      fran: "2024-06",
      till: "2024-06",
    }),
    standing("vastmanland-2", "Region Västmanland", {
      slag: "formaga",
      antal: 20,
      fran: "2024-07",
      till: "2024-07",
    }),
    standing("orebro-1", "Region Örebro län", { slag: "formaga", antal: 10, till: "2024-05" }),
  ];
  const board = signalBoard(signals, { asAt }), months = ["2024-06", "2024-07"];
  const problem = {
    lists: [list("Värmland", 400, 200), list("Dalarna", 90, 60), list("Västmanland", 250, 20)],
    free: months.map((manad) => room("Västmanland", manad, 20)),
    rules: { months },
  };
  const transfers = [{
    ...{
      fran: { region: "Region Värmland", sjukhus: null },
      till: { region: "Region Västmanland", sjukhus: null },
    },
    ...{
      vardutbud: KNEE,
      manad: "2024-06",
      antal: 20,
      resa: { km: 177, minuter: 152, uppskattad: true },
      ...OFFER,
    },
  }];
  const rows = signalComparison(board, problem, transfers);
  assert.deepEqual(
    rows.map(({ behov, formaga, tavla, forslag, skal }) => [behov.id, formaga.id, tavla, forslag, skal]),
    [
      [
        "dalarna-1",
        "vastmanland-1",
        40,
        0,
        "platserna i Västmanland delas med Värmland, där de gör mer nytta",
      ],
      [
        ...["varmland-1", "orebro-1", 10, 0],
        "10 på tavlan gäller månader som förslagen inte omfattar",
      ],
    ],
  );
  assert.equal(
    rows.reduce((sum, { tavla }) => sum + tavla, 0),
    board.par.reduce((sum, { antal }) => sum + antal, 0),
  );
});
