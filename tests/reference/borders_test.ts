import assert from "node:assert/strict";
import data from "../../data/reference/county_borders.json" with { type: "json" };
import { hospitals, type Position, regionBorder, regions } from "../../lib/reference/mod.ts";

const KM = 111.2;

/** Where a point lies, kilometres. */
const plain = ({ lat, lon }: Position, at: number) => [lon * KM * Math.cos(at * Math.PI / 180), lat * KM];

/** The area inside rings in square kilometres: those inside others are lakes. */
function areaOf(region: string): number {
  return regionBorder(region).reduce((sum, ring) => {
    const at = ring[0].lat, points = ring.map((point) => plain(point, at));
    const twice = points.reduce((total, [x, y], index) => {
      const [nx, ny] = points[(index + 1) % points.length];
      return total + x * ny - nx * y;
    }, 0);
    return sum + twice / 2;
  }, 0);
}

function isInside({ lat, lon }: Position, region: string): boolean {
  const crossings = regionBorder(region).flatMap((ring) =>
    ring.map((a, index) => [a, ring[(index + 1) % ring.length]])
  ).filter(([a, b]) =>
    a.lat > lat !== b.lat > lat && lon < a.lon + (b.lon - a.lon) * (lat - a.lat) / (b.lat - a.lat)
  );
  return crossings.length % 2 === 1;
}

Deno.test("regionBorder() knows all 21 regions, as large as their land and at most a seventh more of lakes", () => {
  // Land area, square kilometres (from memory of SCB's table). Lakes that no border follows are inside.
  const land: Record<string, number> = {
    "Region Dalarna": 28_030,
    "Region Gävleborg": 18_113,
    "Region Värmland": 17_508,
    "Region Uppsala": 8_190,
    "Region Sörmland": 6_072,
    "Region Västmanland": 5_117,
    "Region Örebro län": 8_504,
  };
  for (const { namn } of regions) assert.ok(regionBorder(namn).length > 0, namn);
  for (const [region, area] of Object.entries(land)) {
    const found = Math.abs(areaOf(region));
    assert.ok(found > 0.98 * area && found < 8 / 7 * area, `${region}: ${Math.round(found)} of ${area}`);
  }
  assert.deepEqual(regionBorder("Region Ingenstans"), []);
});

Deno.test("regionBorder() draws a border between two regions once: the same line for both", () => {
  const uses = new Map<number, number[]>();
  for (const line of Object.values(data.lan).flat().flatMap((ring) => ring.split(" ").map(Number))) {
    const number = line < 0 ? -1 - line : line;
    uses.set(number, [...uses.get(number) ?? [], Math.sign(line + 0.5)]);
  }
  assert.deepEqual([...uses.keys()].toSorted((a, b) => a - b), data.linjer.map((_, index) => index));
  for (const [line, ways] of uses) {
    assert.ok(ways.length <= 2, `line ${line}`);
    // Two regions go the same way around their land, and so their border in opposite ways.
    if (ways.length === 2) assert.equal(ways[0] + ways[1], 0, `line ${line}`);
  }
});

Deno.test("each hospital lies inside the border of its region and of no other", () => {
  for (const hospital of hospitals) {
    const around = regions.filter(({ namn }) => isInside(hospital, namn)).map(({ namn }) => namn);
    assert.deepEqual(around, [hospital.region], hospital.namn);
  }
});
