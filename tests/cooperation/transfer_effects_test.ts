import assert from "node:assert/strict";
import {
  type AgeCount,
  bindingRules,
  type FreeCapacity,
  freeCapacity,
  freshSignals,
  proposeTransfers,
  type SignalConditions,
  signalledCapacity,
  spareReckoning,
  type Transfer,
  transferEffects,
  transferLists,
  transferMap,
  type TransferProblem,
  transferProposals,
  transferScenarios,
} from "../../lib/cooperation/mod.ts";
import { monthRange } from "../../lib/calendar/mod.ts";
import { standing } from "./_signals.ts";
import { ACCEPTANCE, KNEE, list, OFFER, room } from "./_transfer_problems.ts";

const varmland = { region: "Region Värmland", sjukhus: null };
const koping = { region: "Region Västmanland", sjukhus: "Västmanlands sjukhus Köping" };
const resa = { km: 177, minuter: 152, uppskattad: true };
const moved = (manad: string, antal: number, different: Partial<Transfer> = {}): Transfer => ({
  ...OFFER,
  fran: varmland,
  till: koping,
  vardutbud: KNEE,
  manad,
  antal,
  resa,
  ...different,
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
  assert.match(
    sentence([moved("2024-05", 46, { undantrangning: 0.5 })]),
    /Västmanland från 19 till högst 28 % av listan/,
  );
  const uneven = [9, 8, 7, 6].map((antal, index) => moved(`2024-0${5 + index}`, antal));
  assert.match(sentence(uneven), /: 6–9 knäproteser per månad i maj–augusti, 30 totalt;/);
  assert.match(sentence([moved("2024-05", 9)], { limitDays: 60 }), /över 60 dagar/);
});

Deno.test("transferProposals() costs operations by the price list, and says when there is no price", () => {
  const cost = (vardutbud: string) =>
    transferProposals(problem, [moved("2024-05", 30), moved("2024-06", 30)], [{ vardutbud, pris: 80_000 }])[0]
      .kostnad;
  assert.deepEqual(cost(KNEE), { value: 4_800_000 });
  assert.deepEqual(cost("Gråstarr"), { value: null, reason: "Prislistan har inget pris för knäprotes" });
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
  const pushed = transferEffects(problem, [moved("2024-05", 30, { undantrangning: 0.5 })]);
  assert.deepEqual([pushed[1].efter, pushed[1].vantandeEfter], [61, 259]);
  const own = transferEffects(problem, [moved("2024-05", 30, { undantrangning: 0.5, kalla: "beräknad" })]);
  assert.deepEqual([own[1].efter, own[1].vantandeEfter], [61, 274]);
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
    minuter: 152,
  }]);
  assert.ok(towns.some(({ namn }) => namn === "Karlstad"));
});

Deno.test("bindingRules() names each rule that alone holds transfers back", async () => {
  const months = ["2024-05"], rules = { months, acceptance: ACCEPTANCE, smallestSum: 1 };
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
  const till = { region: "Region Örebro län", sjukhus: null };
  const contract = {
    namn: "Knä",
    kopare: ["Region Värmland"],
    till,
    vardutbud: [KNEE],
    start: null,
    slut: null,
  };
  const agreed = (minst: number, hogst: number | null) =>
    names({ contracts: [{ ...contract, minst, hogst }] });
  assert.deepEqual(await agreed(0, 9), [["avtal", 7]]);
  assert.deepEqual(await agreed(17, null), [["resvilja", null], ["avtal", null]]);
  assert.deepEqual(await names({}, 30, [list("Värmland", 40, 0)]), []);
});

Deno.test("bindingRules() names the fewest rules that hold transfers back together, and a region without anybody's room", async () => {
  // Only 4 accept the way and only 4 find room: neither more room nor more who travel makes a group of 9 alone.
  const lists = [list("Värmland", 40, 10), list("Örebro län", 40, 2)];
  const rules = { months: ["2024-05"], acceptance: [{ km: 250, andel: 0.4 }], smallestGroup: 9 };
  const far = { ...rules, receiverShare: 0.01 };
  const binding = (free: FreeCapacity[], rules: TransferProblem["rules"]) =>
    bindingRules({ lists, free, rules });
  const [both] = await binding([room("Örebro län", "2024-05", 30)], far);
  assert.equal(both.regel, "resvilja");
  assert.match(
    both.text,
    /Fler vill inte resa så långt, och samtidigt: mottagaren skulle gå över sin egen gräns/,
  );
  assert.deepEqual((await binding([], rules)).map(({ text }) => text), ["Ingen region har ledig kapacitet"]);
});

Deno.test("transferProposals() says whom the receiver takes and how many that is", () => {
  const text = (villkor: SignalConditions, aldrar?: AgeCount[]) => {
    const own = [{ ...lists[0], ...(aldrar === undefined ? {} : { aldrar }) }, lists[1]];
    return transferProposals({ ...problem, lists: own }, [moved("2024-05", 30, { villkor })], [])[0].villkor;
  };
  assert.equal(text({}), "");
  assert.equal(
    text({ alder_till: 75 }, [{ alder: 70, antal: 1 }, { alder: 80, antal: 2 }]),
    "högst 75 år: 100 av 300 uppfyller det",
  );
  assert.match(text({ asa_hogst: 4 }), /ASA-klass högst 4: 300 av 300 uppfyller det/);
  assert.match(text({ asa_hogst: 2 }), /omkring \d+ av 300 antas uppfylla det/);
});

Deno.test("transferProposals() says what it would take to move more", async () => {
  const months = ["2024-05", "2024-06"],
    place = { region: "Region Örebro län", sjukhus: "Lindesbergs lasarett" };
  const takes = async (plats: number, more: object = {}, offer: object = {}) => {
    const problem = {
      lists: [list("Värmland", 40, 20), list("Örebro län", 40, 2)],
      free: months.map((manad) => ({ ...room("", manad, plats), ...place, ...offer })),
      rules: { months, acceptance: ACCEPTANCE, smallestSum: 5, ...more },
    };
    const moved = await proposeTransfers(problem) ?? [];
    return transferProposals(problem, moved, []).map(({ flerKraver }) => flerKraver);
  };
  // 0.4 × 20 accept the 125 km, and 6 + 6 or 5 find room.
  assert.deepEqual(await takes(6, { acceptance: [{ km: 200, andel: 0.9 }] }), [[
    "fler platser i Lindesberg",
  ]]);
  assert.deepEqual(await takes(9), [["fler som vill resa"]]);
  assert.deepEqual(await takes(9, {}, { villkor: { sida: "höger" } }), []);
  const contract = {
    namn: "Knä, Lindesberg",
    kopare: ["Region Värmland"],
    till: place,
    vardutbud: [KNEE],
    minst: 0,
  };
  const agreed = (hogst: number | null, slut: string | null) => ({
    acceptance: [{ km: 200, andel: 0.9 }],
    contracts: [{ ...contract, hogst, slut, start: null }],
  });
  assert.deepEqual(await takes(9, agreed(7, null)), [["större volym i avtalet ”Knä, Lindesberg”"]]);
  assert.deepEqual(await takes(9, agreed(null, "2024-05")), [[
    "fler platser i Lindesberg",
    "att avtalet ”Knä, Lindesberg” förlängs",
  ]]);
});

Deno.test("transferScenarios() makes the proposals again with one assumption changed", async () => {
  const scenarios = await transferScenarios({
    lists: [list("Värmland", 40, 20), list("Örebro län", 40, 2)],
    free: [room("Örebro län", "2024-05", 12)],
    rules: { months: ["2024-05"], acceptance: ACCEPTANCE, smallestSum: 5 },
  });
  assert.deepEqual(scenarios.map(({ flyttas, over }) => [flyttas, over]), [
    [12, 10],
    [15, 7],
    [9, 13],
    [12, 10],
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

Deno.test("signalledCapacity() takes the offers that stand, transferLists() the needs, freeCapacity() puts offers before what is reckoned", () => {
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
  const needs = freshSignals(signals, "behov", { asAt: "2024-04-30", months });
  assert.deepEqual(needs.map(({ id }) => id), ["varmland-1"]);
  assert.deepEqual(freshSignals(signals, "behov", { asAt: "2024-04-30", months: ["2024-07"] }), []);
  const cell = { status: "vantande", avvikelse: null, vardutbud: KNEE, lo: 95, hi: 95, antal: 2 } as const;
  const cells = ["Region Värmland", "Region Dalarna"].map((region) => ({ ...cell, region }));
  assert.deepEqual(transferLists(cells, { needs }).map(({ behov = false }) => behov), [false, true]);
  const spare = [room("Västmanland", "2024-07", 4), room("Gävleborg", "2024-07", 3)];
  assert.deepEqual(freeCapacity(signalled, spare).map(({ antal }) => antal), [30, 30, 3]);
});

// 60 operated and 60 decided each month on a list of `start` who have waited 40 days, `late` of them 100 days.
const spareCells = (start: number, less = 0, late = 0, vardutbud: string = KNEE) =>
  monthRange("2023-04", "2024-04").flatMap((manad, index) =>
    [
      { manad, status: "vantande", lo: 40, hi: 40, antal: start - late - less * index },
      { manad, status: "vantande", lo: 100, hi: 100, antal: late },
      { manad, status: "genomforda", lo: 40, hi: 40, antal: 60 },
    ] as const
  ).map((cell) => ({ ...cell, region: "Region Uppsala", vardutbud, avvikelse: null }));
const spareOf = (cells: ReturnType<typeof spareCells>, share = 0.75) =>
  spareReckoning(cells, { asAt: "2024-04", months: ["2024-05"], target: { share, days: 90 } })
    .map(({ utrymme }) => utrymme);

Deno.test("spareReckoning() lets a short list in balance give as many as it may grow by, and a long one none", () => {
  // 720 a year of 366 days are 1.967 a day; 90 days / −ln 0.25 = 64.9 days make 127.7 on the list: 130 are too many.
  assert.deepEqual(spareOf(spareCells(100)), [27]);
  assert.deepEqual(spareOf(spareCells(127)), [0]);
  assert.deepEqual(spareOf(spareCells(130)), [0]);
  // 92 % in time ask for 35.6 days: 70 on the list.
  assert.deepEqual(spareOf(spareCells(60), 0.92), [10]);
  assert.deepEqual(spareOf(spareCells(100), 0.92), [0]);
});

Deno.test("spareReckoning() adds what is operated beyond what comes, and never lets a long list give it away", () => {
  // 10 fewer come than are operated a month: demand 600 a year, 106.4 on the list; 100 + 10 × 31/30.5 more can be done.
  assert.deepEqual(spareOf(spareCells(220, 10)), [
    Math.floor(600 / 366 * 90 / Math.log(4) - 100 + 120 / 366 * 31),
  ]);
  assert.deepEqual(spareOf(spareCells(400, 10)), [0]);
});

Deno.test("spareReckoning() holds the room to the share that waits over the limit today", () => {
  // 20 of 100 wait over the limit: 5 more may, and each received puts 0.6 of its own there, less the quarter it may.
  assert.deepEqual(spareOf(spareCells(100, 0, 20)), [Math.floor(5 / (0.6 - 0.25))]);
  assert.deepEqual(spareOf(spareCells(100, 0, 30)), [0]);
});

Deno.test("spareReckoning() passes over what lacks a month, and what is left of a speciality", () => {
  assert.deepEqual(spareOf(spareCells(100).slice(6)), []);
  assert.deepEqual(spareOf(spareCells(100, 0, 0, "Ortopedi övriga")), []);
});
