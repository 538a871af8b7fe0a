import type { Finding, Layout } from "../contract/mod.ts";
import { fewNames } from "./_wording.ts";
import type { Delivered } from "./delivered.ts";
import { keyFields, keyOf } from "./repeated_rows.ts";

/** The option of a load that counts rows which may count the same people. */
const ACCEPT_SUMS = "godta-summa";

/** Columns that give the same numbers once more: of another time of making, source, year or plan. */
const ANOTHER_ACCOUNT =
  /^(?:version(?:en)?|källa|uttag(?:s(?:datum|tid|dag))?|leverans(?:datum)?|(?:jämförelse)?år|year|period\s?\d?|scenario|datatyp|serie|kommentar till urval|prel(?:iminär)?)$/i;
/** Columns that part the people: each is in one row. */
const PARTS_PEOPLE =
  /kön|gender|sex\b|ålder|age|klinik|avdelning|enhet|verksamhet|special|mvo|område|prio|vårdform|vårdnivå|bok(?:ad|ning|at)|kommun|län|lkf|ort\b|distrikt|yrke|kontaktform|remitt|garanti|diagnos|åtgärd|kva|kvå|icd|kod$|anm(?:ärkning)?|kommentar|not(?:er)?$|ägar|utf(?:ö|o)rare|vårdgivare|patient|grupp|typ/i;

/** Most cells of a column of words hold no number. */
const isOfWords = (cells: readonly string[]) =>
  2 * cells.filter((cell) => /^[\s\d.,%-]*$/.test(cell)).length <= cells.length;

/**
 * The columns that are not read by which alone rows are distinguished, and are added together: right where each row holds
 * its own people, and wrong where they are the same people in another account of them.
 */
export function partingColumns({ rows, unread, reading: { layout } }: Delivered): Finding[] {
  const groups = repeatedGroups(rows, layout);
  if (groups.length === 0) return [];
  const parting = unread.filter(({ header, cells }) =>
    (isOfWords(cells) || ANOTHER_ACCOUNT.test(header.trim())) &&
    groups.some((group) => new Set(group.map((row) => cells[row].trim())).size > 1)
  );
  const again = parting.filter(({ header }) => ANOTHER_ACCOUNT.test(header.trim()));
  const doubtful = again.length > 0 ? again : parting.filter(({ header }) => !PARTS_PEOPLE.test(header));
  // Where another column parts the people, this one may only go along with it.
  if (doubtful.length === 0 || (again.length === 0 && doubtful.length < parting.length)) return [];
  return [{
    rule: "rader_laggs_ihop",
    level: again.length > 0 ? "stop" : "warn",
    says:
      `rader som bara skiljs åt av kolumner som inte läses läggs ihop, och är de samma väntande i en annan redovisning räknas de flera gånger: ${
        fewNames(doubtful.map(({ header }) => header))
      }`,
    count: groups.length,
    first: null,
    hint:
      "Ha bara kvar en rad av varje, eller läs in filen så om raderna räknar olika personer: --godta-summa",
    option: ACCEPT_SUMS,
  }];
}

function repeatedGroups(rows: Delivered["rows"], layout: Layout): number[][] {
  const key = keyFields(layout);
  return [...Map.groupBy(rows.keys(), (row) => keyOf(rows[row], key)).values()].filter((group) =>
    group.length > 1
  );
}
