/** Somewhere on the earth, degrees. */
export interface Position {
  readonly lat: number;
  readonly lon: number;
}

/** A place on a plain map, kilometres east and north of a point in the middle of the region. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const MIDDLE: Position = { lat: 60, lon: 15.5 };
const KM_PER_DEGREE = 111.2;

/** Where a position lies on the map. So small a part of the earth is flat: a degree of longitude is as long as at 60°. */
export function projected({ lat, lon }: Position): Point {
  return {
    x: KM_PER_DEGREE * Math.cos(MIDDLE.lat * Math.PI / 180) * (lon - MIDDLE.lon),
    y: KM_PER_DEGREE * (lat - MIDDLE.lat),
  };
}
