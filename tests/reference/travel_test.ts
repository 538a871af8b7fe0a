import assert from "node:assert/strict";
import fc from "fast-check";
import { type CarePlace, distances, hospitals, travelBetween } from "../../lib/reference/mod.ts";

const region = (name: string, sjukhus: string | null = null): CarePlace => ({ region: name, sjukhus });

Deno.test("travelBetween() takes a measured way, in both directions", () => {
  const [gavle, uppsala] = [region("Region Gävleborg"), region("Region Uppsala")];
  assert.deepEqual(travelBetween(gavle, uppsala), { km: 106, minuter: 91, uppskattad: false });
  assert.deepEqual(travelBetween(uppsala, gavle), travelBetween(gavle, uppsala));
  assert.deepEqual(
    travelBetween(gavle, uppsala, [{ fran: "Uppsala", till: "Gävle", km: 100, minuter: 70 }]),
    {
      km: 100,
      minuter: 70,
      uppskattad: false,
    },
  );
});

Deno.test("travelBetween() estimates another as the straight line × 1.25", () => {
  // Falun–Mora is 73.9 km straight: 92 km by road, 79 minutes at 70 km/h.
  const [falun, mora] = [region("Region Dalarna"), region("Region Dalarna", "Mora lasarett")];
  assert.deepEqual(travelBetween(falun, mora, []), { km: 92, minuter: 79, uppskattad: true });
});

Deno.test("travelBetween() is 0 within a town, and nothing where a place is not known", () => {
  const here = region("Region Uppsala", "Aleris Elisabethsjukhuset");
  assert.deepEqual(travelBetween(here, region("Region Uppsala")), { km: 0, minuter: 0, uppskattad: false });
  assert.equal(travelBetween(here, region("Region Skåne")), null);
  assert.equal(travelBetween(here, region("Region Dalarna", "Akademiska sjukhuset")), null);
});

Deno.test("travelBetween() is the same there and back, and no measured way is shorter than the straight line", () => {
  const place = fc.constantFrom(...hospitals).map(({ region, namn }) => ({ region, sjukhus: namn }));
  fc.assert(fc.property(place, place, (a, b) => {
    assert.deepEqual(travelBetween(a, b), travelBetween(b, a));
  }));
  for (const { fran, till, km } of distances) {
    const [a, b] = [fran, till].map((ort) => hospitals.find((hospital) => hospital.ort === ort)!);
    const [from, to] = [a, b].map(({ region, namn }) => ({ region, sjukhus: namn }));
    assert.ok(km >= (travelBetween(from, to, [])?.km ?? Infinity) / 1.25 - 1, `${fran}–${till}`);
  }
});
