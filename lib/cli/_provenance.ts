/** What the figures of a month were computed from, and by what. */
import { fileURLToPath } from "node:url";
import { type Month, monthName } from "../calendar/mod.ts";
import { STATUSES, uncoveredSentences } from "../cube/mod.ts";
import type { Provenance } from "../report/mod.ts";
import { isSynthetic, type Store } from "../store/mod.ts";
import project from "../../deno.json" with { type: "json" };

/** The deliveries of the month and of the month that it is compared with, and what computed the figures. */
export function provenanceOf(store: Store, manad: Month): Provenance {
  const compared = [`${Number(manad.slice(0, 4)) - 1}${manad.slice(4)}`, manad];
  const deliveries = [
    ...new Set(
      store.holdings.filter((holding) => compared.includes(holding.manad)).map(({ delivery }) => delivery),
    ),
  ];
  return {
    deliveries: deliveries.map(({ file, sha256, read, loaded, rejected, skipped, slots }) => {
      const months = [...new Set(slots.map((slot) => slot.manad))];
      return { file, sha256, manad: months.length === 1 ? months[0] : null, read, loaded, rejected, skipped };
    }),
    version: {
      vantelage: project.version,
      deno: Deno.version.deno,
      "duckdb-wasm": versionOf("@duckdb/duckdb-wasm"),
      plot: versionOf("@observablehq/plot"),
    },
    synthetic: deliveries.some(isSynthetic),
    uncovered: [
      ...laterMonth(store, manad),
      ...uncoveredSentences(STATUSES.flatMap((status) => store.coversOf(manad, status))),
    ],
  };
}

/** That a later month is there, which not all who usually deliver have; of the month that is shown unless another is asked for. */
function laterMonth(store: Store, manad: Month): string[] {
  const newest = store.newestMonth();
  return newest === null || newest <= manad || store.latestMonth() !== manad ? [] : [
    `Senaste månad som alla som brukar har levererat. Det finns leveranser till och med ${monthName(newest)}`,
  ];
}

/** The commit of the code that runs; `null` where there is no repository, or no git. */
export async function commitOf(): Promise<string | null> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["-C", fileURLToPath(new URL(".", import.meta.url)), "rev-parse", "HEAD"],
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function versionOf(name: keyof typeof project.imports): string {
  return project.imports[name].replace(/^.*@/, "");
}
