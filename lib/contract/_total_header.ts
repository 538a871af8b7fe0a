import totals from "../../data/reference/totals.json" with { type: "json" };
import { nameKey } from "../reference/mod.ts";

/** Whether a column may be the total over the bands, as it is called: a total of those who wait and nothing else. */
export function isTotalHeader(header: string): boolean {
  const words = nameKey(header.replaceAll("_", " ").replace(/\(?\bexkl\w*\.? pvv( och |, ?|\/)mov\)?/i, " "))
    .split(" ");
  return words.every((word) => TOTAL_WORDS.has(word) || WAITING_WORDS.has(word)) &&
    (words.some((word) => TOTAL_WORDS.has(word)) || words.includes("väntande"));
}

const TOTAL_WORDS: ReadonlySet<string> = new Set(
  totals.alla.map(nameKey).filter((words) => !words.includes(" ")),
);
const WAITING_WORDS: ReadonlySet<string> = new Set([
  "antal",
  "väntande",
  "patienter",
  "personer",
  "insatser",
  "kontakter",
  "i",
  "kö",
  "waiting",
]);
