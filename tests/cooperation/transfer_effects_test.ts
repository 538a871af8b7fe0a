import assert from "node:assert/strict";
import {
  bindingRules,
  freeCapacity,
  signalledCapacity,
  spareCapacity,
  type Transfer,
  transferEffects,
  transferLists,
  transferMap,
  transferProposals,
  transferScenarios,
} from "../../lib/cooperation/mod.ts";
import { standing } from "./_signals.ts";
import { ACCEPTANCE, KNEE, list, room } from "./_transfer_problems.ts";

const varmland = { region: "Region Värmland", sjukhus: null };
const koping = { region: "Region Västmanland", sjukhus: "Västmanlands sjukhus Köping" };
const resa = { km: 177, minuter: 152, uppskattad: true };
const moved = (manad: string, antal: number): Transfer => ({
  fran: varmland,
  till: koping,
  vardutbud: KNEE,
  manad,
  antal,
  resa,
});
const lists = [list("Värmland", 463, 300), list("Västmanland", 244, 46)];
const problem = { lists, free: [], rules: { months: [] } };

Deno.test("transferProposals() writes months, effect on both sides and the way as a sentence", () => {
  const sentence = (transfers: Transfer[], rules = {}) =>
    transferProposals({ ...problem, rules: { months: [], ...rules } }, transfers, [])[0].mening;
  const many = [moved("2024-10", 40), moved("2024-05", 30), moved("2024-06", 30), moved("2024-08", 12)];
  assert.equal(
    sentence(many),
    "Värmland → Västmanland (Köping): 30 knäproteser per månad i maj–juni, 12 i augusti och 40 i oktober; " +
      "Värmland −37 % över 90 dagar, Västmanland oförändrad, cirka 177 km",
  );
  assert.match(
    sentence([moved("2024-12", 9), moved("2025-01", 9)]),
    /9 knäproteser per månad i december 2024–januari 2025/,
  );
  assert.match(sentence([moved("2024-05", 46)], { displacement: 0.5 }), /Västmanland \+50 %/);
  assert.match(sentence([moved("2024-05", 9)], { limitDays: 60 }), /över 60 dagar/);
});

Deno.test("transferProposals() costs operations by the price list, and says when there is no price", () => {
  const cost = (vardutbud: string) =>
    transferProposals(problem, [moved("2024-05", 30), moved("2024-06", 30)], [{ vardutbud, pris: 80_000 }])[0]
      .kostnad;
  assert.deepEqual(cost(KNEE), { value: 4_800_000 });
  assert.deepEqual(cost("Gråstarr"), { value: null, reason: "Prislistan har inget pris för Knäled protes" });
});

Deno.test("transferEffects() takes from the sender's list and counts a hospital's work on its region's list", () => {
  const [sender, receiver] = transferEffects(problem, [moved("2024-05", 30)]);
  assert.deepEqual([sender.fore, sender.efter, sender.vantandeEfter, sender.skickar], [300, 270, 433, 30]);
  assert.deepEqual([receiver.fore, receiver.efter, receiver.vantandeEfter, receiver.tarEmot], [
    46,
    46,
    244,
    30,
  ]);
  const pushed = transferEffects({ ...problem, rules: { months: [], displacement: 0.5 } }, [
    moved("2024-05", 30),
  ]);
  assert.deepEqual([pushed[1].efter, pushed[1].vantandeEfter], [61, 259]);
});

Deno.test("transferMap() joins months and vårdutbud into one flow", () => {
  const { flows, towns } = transferMap([moved("2024-05", 30), {
    ...moved("2024-06", 12),
    vardutbud: "Gallsten",
  }]);
  assert.deepEqual(flows, [{
    fran: "Värmland",
    till: "Västmanland (Köping)",
    franOrt: "Karlstad",
    tillOrt: "Köping",
    antal: 42,
    km: 177,
  }]);
  assert.ok(towns.some(({ namn }) => namn === "Karlstad"));
});

Deno.test("bindingRules() names each rule that alone holds transfers back", async () => {
  const months = ["2024-05"], rules = { months, acceptance: ACCEPTANCE };
  const names = async (
    more: object,
    antal = 30,
    own = [list("Värmland", 40, 20), list("Örebro län", 40, 2)],
  ) =>
    (await bindingRules({
      lists: own,
      free: [room("Örebro län", "2024-05", antal)],
      rules: { ...rules, ...more },
    }))
      .map(({ regel, farre }) => [regel, farre]);
  assert.deepEqual(await names({}), [["resvilja", 4]]);
  assert.deepEqual(await names({}, 10), [["kapacitet", 6]]);
  assert.deepEqual(await names({ smallestGroup: 17 }), [["resvilja", 20], ["minsta grupp", 16]]);
  assert.deepEqual(await names({ receiverShare: 0.01 }), [["egen gräns", 16]]);
  const contract = { fran: "Region Värmland", till: "Region Örebro län", vardutbud: KNEE, slut: null };
  const agreed = (minst: number, hogst: number | null) =>
    names({ contracts: [{ ...contract, minst, hogst }] });
  assert.deepEqual(await agreed(0, 9), [["avtal", 7]]);
  assert.deepEqual(await agreed(17, null), [["resvilja", null], ["avtal", null]]);
  assert.deepEqual(await names({}, 30, [list("Värmland", 40, 0)]), []);
});

Deno.test("transferScenarios() makes the proposals again with one assumption changed", async () => {
  const scenarios = await transferScenarios({
    lists: [list("Värmland", 40, 20), list("Örebro län", 40, 2)],
    free: [room("Örebro län", "2024-05", 12)],
    rules: { months: ["2024-05"], acceptance: ACCEPTANCE },
  });
  assert.deepEqual(scenarios.map(({ flyttas, over }) => [flyttas, over]), [
    [12, 10],
    [15, 7],
    [9, 13],
    [12, 10],
    [12, 10],
    [12, 10],
    [12, 13],
  ]);
});

Deno.test("transferLists() counts who waits actively, a list a region and vårdutbud", () => {
  const cell = (
    region: string,
    days: number,
    avvikelse: "PvV" | null = null,
    vardutbud: string | null = KNEE,
  ) => ({ status: "vantande", avvikelse, region, vardutbud, lo: days, hi: days, antal: 2 }) as const;
  const cells = [
    cell("b", 91),
    cell("a", 90),
    cell("a", 95),
    cell("a", 400, "PvV"),
    cell("a", 400, null, null),
  ];
  assert.deepEqual(transferLists(cells).map(({ region, vantande, over }) => [region, vantande, over]), [
    ["a", 4, 2],
    ["b", 2, 2],
  ]);
});

Deno.test("signalledCapacity() takes the offers that stand, freeCapacity() puts them before what is reckoned", () => {
  const months = ["2024-05", "2024-06", "2024-07"];
  const signals = [
    standing("vastmanland-1", "Region Västmanland", { slag: "formaga", antal: 30 }),
    standing("uppsala-1", "Region Uppsala", { slag: "formaga", galler_till: "2024-04-29" }),
    standing("varmland-1", "Region Värmland"),
  ];
  const signalled = signalledCapacity(signals, { asAt: "2024-04-30", months });
  assert.deepEqual(signalled.map(({ region, manad, antal }) => [region, manad, antal]), [
    ["Region Västmanland", "2024-05", 30],
    ["Region Västmanland", "2024-06", 30],
  ]);
  const spare = [room("Västmanland", "2024-07", 4), room("Gävleborg", "2024-07", 3)];
  assert.deepEqual(freeCapacity(signalled, spare).map(({ antal }) => antal), [30, 30, 3]);
});

Deno.test("spareCapacity() gives what a list within its target does not need, and nothing for one beyond it", () => {
  // 30 decided and operated at once each month, nobody waits long: the month's work on a queue of `queue`.
  const months = Array.from(
    { length: 13 },
    (_, index) => `20${23 + Math.floor((index + 3) / 12)}-${String((index + 3) % 12 + 1).padStart(2, "0")}`,
  );
  const cells = (start: number, less: number) =>
    months.flatMap((manad, index) =>
      [
        { manad, status: "vantande", lo: 40, hi: 40, antal: start - less * index },
        { manad, status: "genomforda", lo: 40, hi: 40, antal: 60 },
      ] as const
    ).map((cell) => ({ ...cell, region: "Region Uppsala", vardutbud: KNEE }));
  const spare = (start: number, less: number) =>
    spareCapacity(cells(start, less), { asAt: "2024-04", months: ["2024-05"] }).map(({ antal }) => antal);
  // 60 operated, 50 come: 10 too many, less the margin of 30.4 / 35.6 = 0.85 a month that the target takes: 9.
  assert.deepEqual(spare(130, 10), [9]);
  assert.deepEqual(spare(130, 0), []);
  assert.deepEqual(spare(1300, 10), []);
  assert.deepEqual(spareCapacity(cells(130, 10).slice(2), { asAt: "2024-04", months: ["2024-05"] }), []);
});
