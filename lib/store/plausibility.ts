import type { Reading } from "../contract/mod.ts";
import { type Database, identifier } from "../database/mod.ts";
import { countyCodes, regionCodes, regionShortName } from "../reference/mod.ts";
import type { Finding } from "./finding.ts";

/**
 * What is possible and yet unlikely in a delivery, seen from its cells: a name that holds as many as all others together,
 * and a region of which most patients live in the region that has its two digits as county code.
 *
 * @param database The database the delivery was judged in.
 * @param reading How it was read.
 * @param cells The table of its cells.
 * @returns Findings of level warn, one for each cause.
 */
export async function plausibilityFindings(
  database: Database,
  { layout }: Reading,
  cells: string,
): Promise<Finding[]> {
  // A row of the register is a person, and cannot be a sum.
  const sums = layout.name === "register" ? [] : await likelySums(database, cells);
  const strangers = layout.name === "register" ? await otherCounties(database, cells) : [];
  const warning = (rule: string, says: string, count: number): Finding[] =>
    count === 0 ? [] : [{ rule, level: "warn", says, count, first: null }];
  return [
    ...warning(
      "summa_misstankt",
      `namn som har lika många som alla andra tillsammans, och alltså kan vara en summa som räknas en gång till: ${
        sums.join("; ")
      }`,
      sums.length,
    ),
    ...warning(
      "regionkod_oklar",
      `regionkoden läses som väntetidsregistrets, men patienterna bor där SCB har samma länskod: ${
        strangers.join("; ")
      }`,
      strangers.length,
    ),
  ];
}

/** Names that in every month, of every status, count as many as the two or more others of their dimension together. */
async function likelySums(database: Database, cells: string): Promise<string[]> {
  const found: string[] = [];
  for (const dimension of ["region", "sjukhus", "vardutbud", "agarform"]) {
    const name = identifier(dimension),
      within = dimension === "region" ? "manad, status" : "manad, status, region";
    const rows = await database.query<{ name: string }>(
      `SELECT name FROM (
        SELECT name, antal, sum(antal) OVER w AS alla, count(*) OVER w AS namn FROM (
          SELECT ${within}, ${name} AS name, sum(antal) AS antal FROM ${cells} WHERE ${name} IS NOT NULL
          GROUP BY ${within}, ${name})
        WINDOW w AS (PARTITION BY ${within}))
      GROUP BY name HAVING bool_and(namn > 2 AND antal > 0 AND 2 * antal = alla) ORDER BY name`,
    );
    found.push(...rows.map((row) => `${dimension} "${row.name}"`));
  }
  return found;
}

/** Regions of which more than half of the patients live in the one whose county code is the region's own code. */
async function otherCounties(database: Database, cells: string): Promise<string[]> {
  const rows = await database.query<{ region: string; hemregion: string; andel: number }>(
    `SELECT region, hemregion, CAST(antal / alla AS DOUBLE) AS andel FROM (
      SELECT region, hemregion, sum(antal) AS antal, sum(sum(antal)) OVER (PARTITION BY region) AS alla
      FROM ${cells} WHERE hemregion IS NOT NULL GROUP BY region, hemregion)
    WHERE 2 * antal > alla ORDER BY region`,
  );
  const codes = [...regionCodes];
  return rows.flatMap(({ region, hemregion, andel }) => {
    const code = codes.find(([code, name]) => name === region && countyCodes.get(code) === hemregion)?.[0];
    if (code === undefined || region === hemregion) return [];
    const share = andel.toLocaleString("sv-SE", { style: "percent" });
    return [
      `${code} är ${regionShortName(region)} i registret och ${
        regionShortName(hemregion)
      } hos SCB, dit ${share} hör`,
    ];
  });
}
