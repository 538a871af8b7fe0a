import type { LinkedTables, ProtectedCell, PublishedTables } from "../../lib/disclosure/mod.ts";
import { offeringKey, pageTables, placeKey, placeOf, whereOf } from "../../lib/disclosure/mod.ts";
import { PUBLISHED_BANDS } from "../../lib/indicators/mod.ts";
import { seededRandom } from "../../lib/numeric/mod.ts";

/**
 * A made-up month that is hard to protect: few hospitals, each with few vårdutbud, some of them with one alone, and small
 * numbers among large ones. Other numbers of the same hospitals are drawn by `numbers`.
 */
export function hostilePage(
  seed: string,
  { hospitals = 3, manad = "2024-04", numbers = "" } = {},
): ProtectedCell[] {
  const random = seededRandom(seed),
    drawn = seededRandom(`${seed} ${numbers}`),
    share = 0.1 + 0.4 * random.next();
  const offerings = ["Gallsten", "Gråstarr", "Höftled protes", "Tonsiller"];
  return ["Region Dalarna", "Region Uppsala", "Region Västmanland"].flatMap((region) =>
    Array.from({ length: hospitals }, (_, number) => {
      const sjukhus = `${region} sjukhus ${number}`;
      const own = offerings.filter(() => random.next() < share);
      return (own.length === 0 ? [offerings[random.integer(4)]] : own).flatMap((vardutbud) =>
        [12, 45, 75, 200, 400].flatMap((days) =>
          ([null, "PvV", "MoV"] as const).map((avvikelse) => ({
            ...{ manad, status: "vantande" as const, region, sjukhus, agarform: null, vardutbud, avvikelse },
            ...{ vardgaranti: true, lo: days, hi: days },
            antal: drawn.next() < 0.3 ? drawn.integer(5) : 5 + drawn.integer(avvikelse === null ? 40 : 8),
          }))
        )
      );
    }).flat()
  ).filter(({ antal }) => antal > 0);
}

/**
 * What a page would be if small numbers were hidden with one more in each sum that has a single one, the customary
 * complementary suppression: how much it shows, to be set beside what is shown here.
 */
export function simplePage(cells: readonly ProtectedCell[], k: number): PublishedTables {
  const tables = pageTables(cells, "vantande", { bands: PUBLISHED_BANDS, limitDays: 90, byOffering: true });
  const hidden = hideTwo(tables, k);
  const [wheres, measures] = tables.axes.map(({ groupOf }) => [...groupOf.keys()]);
  const isOnPage = (where: string) => {
    const [place, offering] = whereOf(where), by = Object.keys(placeOf(place)).join();
    return offering === offeringKey()
      ? ["", "region", "region,sjukhus"].includes(by)
      : place === placeKey({});
  };
  return {
    regions: [...new Set(cells.map(({ region }) => region))],
    counts: wheres.filter(isOnPage).flatMap((where) =>
      measures.flatMap((measure) => {
        const at = tables.indexOf([where, measure])!;
        if (tables.offers[at] === 0) return [];
        return [[...whereOf(where), measure, hidden[at] === 1 ? null : tables.counts[at]] as const];
      })
    ),
  };
}

function hideTwo(tables: LinkedTables, k: number): Uint8Array {
  const hidden = Uint8Array.from(
    tables.counts,
    (value, count) => tables.offers[count] === 0 || value < k ? 1 : 0,
  );
  for (let changed = true; changed;) {
    changed = false;
    for (const { total, parts } of tables.sums()) {
      const all = [total, ...parts];
      if (all.filter((count) => hidden[count] === 1).length !== 1) continue;
      const [least] = all.filter((count) => hidden[count] === 0)
        .sort((a, b) => tables.counts[a] - tables.counts[b]);
      hidden[least] = 1;
      changed = true;
    }
  }
  return hidden;
}

/** The share of a page's counts that it shows, in [0, 1]. */
export function shareShown({ counts }: PublishedTables): number {
  return counts.filter(([, , , value]) => value !== null).length / counts.length;
}
