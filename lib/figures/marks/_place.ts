/** Rows of regions, of which one may be a chosen hospital in its region's place. */
import { rowName } from "../../indicators/wait_table.ts";
import { regionShortName } from "../../reference/regions.ts";
import { joinNames } from "./_wording.ts";

/** What of a row says whether it is a region. */
interface PlaceRow {
  readonly name: string;
  readonly region: string | null;
}

function isHospital({ name, region }: PlaceRow): boolean {
  if (region === null || name === rowName("region", region)) return false;
  const short = regionShortName(region);
  return name !== short && !name.startsWith(`${short} (`);
}

/** The header of the column that names the rows. */
export function placeLabel(rows: readonly PlaceRow[]): "Region" | "Sjukhus" {
  return rows.some(isHospital) ? "Sjukhus" : "Region";
}

/** "i Dalarna och Uppsala", "på Falu lasarett": where the rows are. */
export function atPlaces(rows: readonly PlaceRow[]): string {
  return `${rows.some(isHospital) ? "på" : "i"} ${joinNames(rows.map(({ name }) => regionShortName(name)))}`;
}
