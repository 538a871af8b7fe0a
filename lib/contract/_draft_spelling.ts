import type { ColumnLook } from "./_column_look.ts";
import type { Profile } from "./profile.ts";

/** How dates and thousands are written, as far as the cells say. */
export function spellingOf(
  columns: readonly ColumnLook[],
  unsure: string[],
): Pick<Profile, "datumform" | "tusental"> {
  const texts = columns.flatMap(({ cells }) => cells.map(([text]) => text));
  const dates = texts.flatMap((text) => {
    const parts = /^(\d{2})[-/.](\d{2})[-/.]\d{4}$/.exec(text);
    return parts === null ? [] : [[Number(parts[1]), Number(parts[2])]];
  });
  const [dayFirst, monthFirst] = [0, 1].map((at) => dates.some((parts) => parts[at] > 12));
  if (dates.length > 0 && dayFirst === monthFirst) {
    unsure.push("Datum skrivs dd-mm-åååå eller mm-dd-åååå: inget värde avgör vilket. Antaget: dagen först.");
  }
  const signs = ([",", "."] as const).filter((sign) => {
    const parted = new RegExp(`^-?\\d{1,3}(\\${sign}\\d{3})+$`);
    return texts.some((text) => parted.test(text));
  });
  if (signs.length === 1) unsure.push(`"${signs[0]}" är antaget att skilja tusental, inte decimaler.`);
  if (signs.length === 2) unsure.push('Både "," och "." kan skilja tusental: ange vilket i tusental.');
  return {
    ...dates.length > 0 && { datumform: monthFirst && !dayFirst ? "mdy" as const : "dmy" as const },
    ...signs.length === 1 && { tusental: signs[0] },
  };
}
