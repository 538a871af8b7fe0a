import * as z from "zod";
import data from "../../data/reference/county_borders.json" with { type: "json" };
import { regions } from "./regions.ts";

/** Somewhere on the earth, degrees. */
export interface Position {
  /** Latitude. */
  readonly lat: number;
  /** Longitude. */
  readonly lon: number;
}

/** Whole numbers with blanks between. */
const Numbers = z.string().regex(/^-?\d+( -?\d+)*$/);

const Borders = z.strictObject({
  kalla: z.string(),
  per_grad: z.int().positive(),
  linjer: z.array(Numbers),
  lan: z.record(z.string(), z.array(Numbers)),
});

const { per_grad: perDegree, linjer, lan: counties } = Borders.parse(data);

const numbersOf = (text: string) => text.split(" ").map(Number);

const lines: readonly (readonly Position[])[] = linjer.map((text) => {
  const numbers = numbersOf(text), points: Position[] = [];
  let lon = 0, lat = 0;
  for (let index = 0; index < numbers.length; index += 2) {
    lon += numbers[index];
    lat += numbers[index + 1];
    points.push({ lat: lat / perDegree, lon: lon / perDegree });
  }
  return points;
});

/**
 * The border of a region as closed rings (regiongräns): its land, islands and the large lakes in it; SCB's borders of
 * counties, simplified. Neighbours have the very points of their border in common.
 *
 * @param region An official name.
 * @returns The rings, each without its first point again at its end; none for a region that is not one of the 21.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { regionBorder } from "vantelage/reference";
 * const points = (region: string) => regionBorder(region).flat().map(({ lat, lon }) => `${lat} ${lon}`);
 * const dalarna = new Set(points("Region Dalarna"));
 * assert.ok(points("Region Gävleborg").some((point) => dalarna.has(point)));
 * assert.ok(!points("Region Skåne").some((point) => dalarna.has(point)));
 * ```
 */
export function regionBorder(region: string): readonly (readonly Position[])[] {
  const lan = regions.find(({ namn }) => namn === region)?.lan;
  return (lan === undefined ? [] : counties[lan] ?? []).map((ring) =>
    numbersOf(ring).flatMap((line) => (line < 0 ? lines[-1 - line].toReversed() : lines[line]).slice(0, -1))
  );
}
