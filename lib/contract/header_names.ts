import { readBandLabel } from "./_band_label.ts";
import { headerKey } from "./_header_key.ts";
import type { Profile } from "./profile.ts";
import { profileLayout } from "./profile.ts";

/**
 * Says whether a text is the name of a column: one of the file's own, a field's, or a band's. By it a row is found that
 * is a header once more, or the header of another table.
 *
 * @param header The file's own header.
 * @param profiles The profile that the file is read by, and others whose names for columns count too.
 * @returns The test of one cell.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { headerNames, profiles } from "vantelage/contract";
 * const isName = headerNames(["Månad", "Vårdgivare"], profiles);
 * assert.deepEqual(["vårdgivare", "Region", "31-60 dagar", "Falu lasarett", "12"].map(isName), [true, true, true, false, false]);
 * ```
 */
export function headerNames(
  header: readonly string[],
  profiles: readonly Profile[],
): (cell: string) => boolean {
  const names = [
    ...header,
    ...profiles.flatMap((profile) => [
      ...Object.keys(profileLayout(profile).shape),
      ...Object.values(profile.kolumner).flatMap((wanted) =>
        typeof wanted === "string" ? [wanted] : "av" in wanted ? wanted.av : wanted
      ),
    ]),
  ];
  const keys = new Set(names.map(headerKey).filter((key) => key !== ""));
  return (cell) => {
    const text = cell.trim();
    if (text === "" || /^[-+]?[\d\s.,]*$/.test(text)) return false;
    return keys.has(headerKey(text)) || readBandLabel(text) !== null;
  };
}
