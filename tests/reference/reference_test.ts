import assert from "node:assert/strict";
import {
  CareOffering,
  careOfferingNames,
  careOfferingOf,
  careOfferings,
  hospitals,
  inhabitants,
  MELLANSVERIGE,
  memberRegions,
  nameKey,
  nearestNames,
  otherInhabitantsMonth,
  regionCodes,
  regionNames,
  regions,
  tellInhabitants,
} from "../../lib/reference/mod.ts";

Deno.test("memberRegions are seven, in Swedish alphabetical order", () => {
  assert.deepEqual(memberRegions.map((name) => name.slice(7)), [
    "Dalarna",
    "Gävleborg",
    "Sörmland",
    "Uppsala",
    "Värmland",
    "Västmanland",
    "Örebro län",
  ]);
  assert.equal(inhabitants(MELLANSVERIGE, "2024-04"), 2_153_599);
});

Deno.test("inhabitants() takes the latest figure by then, and one's own beside the published ones", () => {
  // SCB's figures of 31 December sum to the published figure of the whole country.
  for (const [manad, sum] of [["2021-12", 10_452_326], ["2023-12", 10_551_707]] as const) {
    assert.equal(regions.reduce((all, { namn }) => all + inhabitants(namn, manad)!, 0), sum);
  }
  assert.equal(inhabitants("Region Uppsala", "2021-01"), 395_026, "before the first figure, the first");
  assert.equal(inhabitants("Region Uppsala", "2024-03"), 404_589);
  assert.equal(inhabitants("Region Uppsala", "2026-10"), 404_714);
  assert.equal(otherInhabitantsMonth("2026-10"), "2024-04");
  try {
    tellInhabitants([{ region: "Region Uppsala", manad: "2025-12", antal: 410_000 }]);
    assert.equal(inhabitants("Region Uppsala", "2026-10"), 410_000);
    assert.equal(inhabitants("Region Uppsala", "2025-11"), 404_714);
    assert.equal(otherInhabitantsMonth("2026-10"), "2024-04", "the oldest of the seven");
    tellInhabitants([{ region: "Region Uppsala", manad: "2024-04", antal: 1 }]);
    assert.equal(
      inhabitants("Region Uppsala", "2024-05"),
      1,
      "instead of the published one of the same month",
    );
  } finally {
    tellInhabitants([]);
  }
});

Deno.test("regionCodes are the register's, not SCB's", () => {
  assert.equal(regionCodes.get("12"), "Region Uppsala");
  assert.equal(regionCodes.get("21"), "Region Östergötland");
  assert.equal(regionCodes.get("61"), "Region Gävleborg");
  assert.equal(regionNames.get(nameKey("SÖDERMANLAND")), "Region Sörmland");
});

Deno.test("no spelling leads to two names", () => {
  for (const list of [regions, hospitals, careOfferings]) {
    const seen = new Map<string, string>();
    for (const { namn, alias } of list) {
      for (const key of new Set([namn, ...alias].map(nameKey))) {
        assert.equal(seen.get(key), undefined, `${key}: ${namn}`);
        seen.set(key, namn);
      }
    }
  }
  assert.ok(hospitals.every((hospital) => memberRegions.includes(hospital.region)));
});

Deno.test("careOfferingOf() finds each group by its own most common code", () => {
  for (const { namn, vanligast, mvo, operation } of careOfferings) {
    if (!operation) continue;
    assert.equal(careOfferingOf({ aktivitetskod: null, kva_kod: vanligast.kva, mvo_kod: mvo }), namn);
  }
  assert.equal(careOfferingOf({ aktivitetskod: "51101", kva_kod: null, mvo_kod: null }), "Gråstarr");
  assert.equal(careOfferingOf({ aktivitetskod: null, kva_kod: null, mvo_kod: "999" }), "Okänt vårdutbud");
});

Deno.test("CareOffering reads aliases and the misspelt name, and says the nearest", () => {
  assert.equal(CareOffering.parse("knäprotes"), "Knäled protes");
  assert.equal(careOfferingNames.get(nameKey("Ljumsnbråck")), "Ljumskbråck");
  assert.match(CareOffering.safeParse("Gråstar").error!.issues[0].message, /Närmast: Gråstarr/);
  assert.deepEqual(nearestNames("xyzzy", ["Gråstarr"]), []);
});

Deno.test("careOfferings are ready for eight specialities, each with its residual group", () => {
  const ready = ["Ortopedi", "Ögon", "Urologi", "Gynekologi", "Öron, näs och hals", "Kirurgi", "Handkirurgi"];
  for (const omrade of [...ready, "Plastikkirurgi"]) {
    const own = careOfferings.filter((entry) => entry.omrade === omrade);
    assert.ok(own.length >= 3, omrade);
    assert.equal(own.filter(({ restgrupp }) => restgrupp).length, 1, omrade);
  }
});
