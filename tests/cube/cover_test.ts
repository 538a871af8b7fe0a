import assert from "node:assert/strict";
import {
  answering,
  type Cover,
  type CoveredSlot,
  coverSentences,
  uncoveredSentences,
  UNKNOWN_COVER,
} from "../../lib/cube/mod.ts";

const WHOLE: Cover = {
  by: ["sjukhus", "vardutbud", "agarform"],
  vardutbud: "all",
  pvv: "reported",
  mov: "reported",
  limits: "days",
};

function slot(
  name: string,
  about: Partial<Cover> = {},
  status: CoveredSlot["status"] = "vantande",
): CoveredSlot {
  return { region: `Region ${name}`, manad: "2024-04", status, cover: { ...WHOLE, ...about } };
}

const WITHIN = { pvv: "within", mov: "within" } as const,
  UNKNOWN = { pvv: "unknown", mov: "unknown" } as const;

/** Who answers and why the others do not, without "Region". */
function asked(slots: readonly CoveredSlot[], question: Parameters<typeof answering>[1] = {}) {
  const { regions, gaps } = answering(slots, question),
    short = (name: string) => name.slice("Region ".length);
  return [regions.map(short), gaps.map(({ region, reason }) => `${short(region)}: ${reason}`)];
}

Deno.test("answering() counts without PvV and MoV only where they are reported, where anybody does", () => {
  const slots = [slot("Dalarna", WITHIN), slot("Uppsala"), slot("Värmland", { mov: "unknown" })];
  assert.deepEqual(asked(slots), [["Uppsala"], [
    "Dalarna: leveransen anger inte PvV och MoV",
    "Värmland: leveransen anger inte MoV",
  ]]);
  assert.deepEqual(asked(slots, { deviations: "inkl" }), [["Dalarna", "Uppsala"], [
    "Värmland: leveransen anger inte MoV",
  ]]);
  assert.deepEqual(answering(slots.slice(0, 1)).deviations, WITHIN);
});

Deno.test("answering() counts as delivered where nobody reports PvV and MoV: those that are treated alike", () => {
  const slots = [slot("Dalarna", UNKNOWN), slot("Uppsala", WITHIN), slot("Värmland", UNKNOWN)];
  assert.deepEqual(asked(slots), [["Dalarna", "Värmland"], ["Uppsala: leveransen anger inte PvV och MoV"]]);
  const like = { deviations: UNKNOWN };
  assert.deepEqual(asked([slot("Dalarna")], like), [[], [
    "Dalarna: leveransen anger PvV och MoV, men inte de andra",
  ]]);
  assert.deepEqual(asked([slot("Dalarna", UNKNOWN, "genomforda")]), [["Dalarna"], []]);
});

Deno.test("answering() knows the vårdutbud that are delivered, and no other", () => {
  const some = slot("Dalarna", { vardutbud: ["Gallsten", "Gråstarr"] });
  const together = slot("Uppsala", { by: ["sjukhus"] });
  assert.deepEqual(asked([some, together]), [["Uppsala"], [
    "Dalarna: leveransen omfattar bara gallsten och grå starr",
  ]]);
  assert.deepEqual(asked([some, together], { vardutbud: ["Gråstarr"] }), [["Dalarna"], [
    "Uppsala: leveransen anger inte vårdutbud",
  ]]);
  assert.deepEqual(asked([some], { vardutbud: ["Skelning"] }), [[], [
    "Dalarna: leveransen omfattar inte skelning",
  ]]);
  // Where nobody has delivered all, what all have delivered is counted.
  const other = slot("Värmland", { vardutbud: ["Gråstarr", "Skelning"] });
  assert.deepEqual(answering([some, other]).vardutbud, ["Gråstarr"]);
  assert.deepEqual(answering([some, slot("Värmland", { vardutbud: ["Skelning"] })]).regions, []);
});

Deno.test("answering() asks for ownership only where it is broken down, and takes an unknown cover as it is", () => {
  const slots = [
    slot("Dalarna", { by: [] }),
    slot("Uppsala"),
    slot("Värmland", { ...UNKNOWN_COVER, ...WHOLE, by: null }),
  ];
  assert.deepEqual(asked(slots, { agarform: true }), [["Uppsala", "Värmland"], [
    "Dalarna: leveransen anger inte ägarform",
  ]]);
  assert.deepEqual(asked([]), [[], []]);
});

Deno.test("coverSentences() says what is covered alike in one sentence", () => {
  const months = ["2024-03", "2024-04"].flatMap((
    manad,
  ) => [{ ...slot("Dalarna"), manad }, { ...slot("Uppsala"), manad }]);
  assert.deepEqual(coverSentences(months), [
    "Region Dalarna och Region Uppsala, 2 månader, mars 2024–april 2024: väntande, alla vårdutbud; " +
    "per sjukhus, vårdutbud och ägarform; PvV och MoV anges; väntetid i dagar",
  ]);
  assert.deepEqual(coverSentences([slot("Dalarna", { by: [], limits: [], pvv: "unknown" })]), [
    "Region Dalarna, april 2024: väntande, alla vårdutbud tillsammans; inte uppdelat; PvV anges inte; utan väntetider",
  ]);
  assert.equal(coverSentences([{ ...slot("Dalarna"), cover: UNKNOWN_COVER }]).length, 1);
});

Deno.test("uncoveredSentences() names who lacks what, and is silent of whole deliveries", () => {
  assert.deepEqual(uncoveredSentences([slot("Dalarna"), slot("Dalarna", {}, "genomforda")]), []);
  assert.deepEqual(
    uncoveredSentences([
      slot("Dalarna", WITHIN),
      slot("Uppsala", WITHIN),
      slot("Uppsala", WITHIN, "genomforda"),
    ]),
    [
      "Region Dalarna och Region Uppsala anger inte PvV och MoV, så hur många som väntar utan dem är okänt.",
      "Region Uppsala anger inte PvV och MoV för genomförda, så andelen inom gränsen räknar också dem.",
    ],
  );
});
