import {
  countyCodes,
  hospitalNames,
  hospitals,
  nameKey,
  nearestNames,
  regionCodes,
  regionShortName,
} from "../reference/mod.ts";
import type { Delivered } from "./delivered.ts";

/** Hospitals that are not known and nearly called as one of their region, and known ones of another region than their row's. */
export function oddHospitals(delivered: Delivered): { misspelt: string[]; elsewhere: string[] } {
  const misspelt: string[] = [], elsewhere: string[] = [];
  for (const { region, sjukhus } of delivered.roll(["region", "sjukhus"])) {
    if (sjukhus === null) continue;
    const known = hospitalNames.get(nameKey(sjukhus));
    const own = hospitals.filter((hospital) => hospital.region === region).map(({ namn }) => namn);
    if (known === undefined) {
      const [near] = nearestNames(sjukhus, own, 1);
      if (near !== undefined) misspelt.push(`"${sjukhus}" i ${region}, närmast är ${near}`);
    } else if (!own.includes(known)) {
      elsewhere.push(`${known}, som raden för till ${region}`);
    }
  }
  return { misspelt: misspelt.sort(), elsewhere: elsewhere.sort() };
}

/** Regions where more than half of the patients live in the region whose county code is the region's own code. */
export function otherCounties(delivered: Delivered): string[] {
  const homes = delivered.roll(["region", "hemregion"]).filter(({ hemregion }) => hemregion !== null);
  return [...Map.groupBy(homes, ({ region }) => region)].flatMap(([region, homes]) => {
    const all = homes.reduce((sum, { antal }) => sum + antal, 0);
    const most = homes.find(({ antal }) => 2 * antal > all);
    const code = [...regionCodes].find(([code, name]) =>
      name === region && countyCodes.get(code) === most?.hemregion
    )?.[0];
    if (most === undefined || code === undefined || region === most.hemregion) return [];
    const share = (most.antal / all).toLocaleString("sv-SE", { style: "percent" });
    return [
      `${code} är ${regionShortName(region)} i registret och ${
        regionShortName(most.hemregion!)
      } hos SCB, dit ${share} hör`,
    ];
  }).sort();
}
