import { nameKey } from "../reference/mod.ts";

/** A word that only a total's name has: "Delsumma", "Totalt Dalarna", "Samtliga kliniker". */
const SURE =
  /^((del|slut|mellan|total)?summa(n|t)?|(sub)?total(t|en)?|sammanlagt|sammantaget|samtliga|alla|tillsammans|sum)$/;

/** A word that a total's name may have, and a group of small providers too: "Offentliga sjukhus", "Hela regionen". */
const LIKELY =
  /^(hela|region(en|ens)?|län(et|ets|s)?|landstinget|riket|sjukhusen|klinikerna|enheterna|offentlig(a|t)?|privat(a)?)$/;

/** How surely a name is a total's by its words: 2 for "Delsumma", 1 for "Offentliga sjukhus", 0 for others. */
export function totalWords(name: string | null): 0 | 1 | 2 {
  const words = nameKey(name ?? "").split(/[^\p{L}]+/u);
  return words.some((word) => SURE.test(word)) ? 2 : words.some((word) => LIKELY.test(word)) ? 1 : 0;
}

/** What a cell of a total row holds in the column that it is a total over: "Alla", "Totalt", "Båda könen". */
const TOTAL_CELL = /^(alla|totalt?|totalsumma|samtliga|summa|båda)( \S.*)?$/i;

/** Whether a cell says that its row is a total over its column. */
export function isTotalCell(cell: string): boolean {
  return TOTAL_CELL.test(cell.trim());
}
