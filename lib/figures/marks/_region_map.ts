/** A plain map: regions with their borders and names, and marks at places on it. */
import * as Plot from "@observablehq/plot";
import { type Position, regionBorder } from "../../reference/borders.ts";
import { regionShortName } from "../../reference/regions.ts";
import { halo } from "./_chart.ts";
import type { Frame } from "./figure.ts";
import { colour } from "./palette.ts";
import { textWidth } from "./_text_width.ts";

/** A place on a drawn map, in pixels. */
export interface Place {
  readonly px: number;
  readonly py: number;
}

/** What takes up room on a map, in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A text that begins at its place. */
export interface Label extends Place {
  readonly text: string;
}

/** A map that regions have been drawn on. */
export interface RegionMap {
  /** In pixels. */
  readonly height: number;
  /** Where a position lies. */
  readonly at: (position: Position) => Place;
  /** The regions with their borders. */
  readonly ground: Plot.Markish;
  /** Their names, where they cover nothing of this. */
  readonly names: (taken: readonly Box[]) => Plot.Markish;
}

const MARGIN = 8, TALLEST = { 680: 600, 345: 430 };
/** A degree of longitude is as long as at 60°: so small a part of the earth is flat. */
const LON_PER_LAT = Math.cos(60 * Math.PI / 180);

/** A map of regions, as large as it can be in a chart of this width. */
export function regionMap({ width }: Pick<Frame, "width">, names: readonly string[]): RegionMap {
  const regions = names.map((name) => ({ name: regionShortName(name), rings: regionBorder(name) }))
    .filter(({ rings }) => rings.length > 0);
  const corners = regions.flatMap(({ rings }) => rings.flat());
  const [lats, lons] = [corners.map(({ lat }) => lat), corners.map(({ lon }) => lon)];
  const west = Math.min(...lons), north = Math.max(...lats);
  const wide = (Math.max(...lons) - west) * LON_PER_LAT, tall = north - Math.min(...lats);
  const scale = Math.min((width - 2 * MARGIN) / wide, (TALLEST[width] - 2 * MARGIN) / tall);
  const left = (width - wide * scale) / 2;
  const tenth = (pixels: number) => Math.round(10 * pixels) / 10;
  const at = ({ lat, lon }: Position): Place => ({
    px: tenth(left + (lon - west) * LON_PER_LAT * scale),
    py: tenth(MARGIN + (north - lat) * scale),
  });
  const drawn = regions.map(({ name, rings }) => ({ name, rings: rings.map((ring) => ring.map(at)) }));
  return {
    height: Math.ceil(tall * scale) + 2 * MARGIN,
    at,
    ground: (_index, _scales, _values, _dimensions, { document }) => {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", drawn.flatMap(({ rings }) => rings.map(ringPath)).join(""));
      path.setAttribute("fill", colour("wash"));
      path.setAttribute("fill-rule", "evenodd");
      path.setAttribute("stroke", colour("muted"));
      path.setAttribute("stroke-width", "0.75");
      path.setAttribute("stroke-linejoin", "round");
      return path;
    },
    names: (taken) =>
      labels(regionNames(drawn, taken, width === 680 ? 13 : 11), width === 680 ? 13 : 11, true),
  };
}

/** A ring as a closed path of whole steps of a tenth of a pixel: relative ones are the shortest. */
function ringPath(ring: readonly Place[]): string {
  const steps: string[] = [];
  let last = { px: 0, py: 0 };
  for (const [index, place] of ring.entries()) {
    const [x, y] = [place.px - last.px, place.py - last.py].map((step) => Math.round(10 * step) / 10);
    if (index > 0 && x === 0 && y === 0) continue;
    steps.push(`${index === 0 ? "M" : index === 1 ? "l" : x < 0 ? "" : " "}${x}${y < 0 ? "" : " "}${y}`);
    last = place;
  }
  return `${steps.join("")}z`;
}

/** Each region's name inside it, as near its middle as it covers nothing. */
function regionNames(
  regions: readonly { readonly name: string; readonly rings: readonly (readonly Place[])[] }[],
  taken: readonly Box[],
  size: number,
): Label[] {
  return regions.flatMap(({ name, rings }) => {
    const ring = rings.toSorted((a, b) => b.length - a.length)[0], width = textWidth(name, size);
    const xs = ring.map(({ px }) => px), ys = ring.map(({ py }) => py);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const middle = { px: (left + right) / 2, py: (top + bottom) / 2 };
    const tried: Place[] = [];
    for (let px = left; px <= right; px += 6) {
      for (let py = top; py <= bottom; py += 6) tried.push({ px, py });
    }
    tried.sort((a, b) => distance(a, middle) - distance(b, middle));
    const found = tried.find(({ px, py }) => {
      const box = { left: px - width / 2, right: px + width / 2, top: py - size / 2, bottom: py + size / 2 };
      return !taken.some((other) => overlap(box, other)) &&
        [box.left, px, box.right].every((x) =>
          [box.top, box.bottom].every((y) => isInside({ px: x, py: y }, ring))
        );
    });
    return found ? [{ text: name, px: found.px - width / 2, py: found.py }] : [];
  });
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a.px - b.px, a.py - b.py);
}

/** Whether a place lies inside a ring: a ray from it crosses the ring an odd number of times. */
function isInside({ px, py }: Place, ring: readonly Place[]): boolean {
  let inside = false;
  for (let index = 0; index < ring.length; index++) {
    const a = ring[index], b = ring[(index + 1) % ring.length];
    if (a.py > py !== b.py > py && px < a.px + (b.px - a.px) * (py - a.py) / (b.py - a.py)) inside = !inside;
  }
  return inside;
}

/** Something round with a text: "Falun 40 %". */
export interface Labelled extends Place {
  readonly r: number;
  readonly text: string;
}

/** A label for each mark beside, above or below it, where it covers neither a mark nor another label; the first first. */
export function placedLabels(
  marks: readonly Labelled[],
  size: number,
  width: number,
): { labels: Label[]; taken: Box[] } {
  const taken: Box[] = marks.map(({ px, py, r }) => ({
    left: px - r,
    right: px + r,
    top: py - r,
    bottom: py + r,
  }));
  const placed = marks.flatMap(({ text, px, py, r }) => {
    const length = textWidth(text, size), half = size * 0.65;
    const places = [
      { px: px + r + 4, py },
      { px: px - r - 4 - length, py },
      { px: px - length / 2, py: py + r + half + 1 },
      { px: px - length / 2, py: py - r - half - 1 },
      // Askew to the right and to the left.
      ...[1, -1].flatMap((down) => [
        { px: px + r * 0.7 + 2, py: py + down * (r * 0.7 + half) },
        { px: px - r * 0.7 - 2 - length, py: py + down * (r * 0.7 + half) },
      ]),
    ].map((place) => ({
      place,
      box: { left: place.px, right: place.px + length, top: place.py - half, bottom: place.py + half },
    }));
    const free = places.find(({ box }) =>
      box.left >= 0 && box.right <= width && box.top >= 0 && !taken.some((other) => overlap(box, other))
    );
    if (!free) return [];
    taken.push(free.box);
    return [{ text, ...free.place }];
  });
  return { labels: placed, taken };
}

/** Texts at their places. */
export function labels(texts: readonly Label[], size: number, soft = false): Plot.Markish {
  return Plot.text(texts, {
    x: "px",
    y: "py",
    text: "text",
    textAnchor: "start",
    fontSize: size,
    ...soft && { fontStyle: "italic" },
    fill: colour(soft ? "muted" : "ink"),
    ...soft ? {} : halo(),
  });
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
