import { heldBy, publishedSources, recordPublication, standingPages } from "../../lib/cli/_publications.ts";
import {
  DisclosureError,
  placesOf,
  protect,
  type ProtectedCell,
  type PublishedTables,
} from "../../lib/disclosure/mod.ts";
import { PUBLISHED_BANDS } from "../../lib/indicators/mod.ts";
import { protectMonth, publishedDefinition } from "../../lib/selection/mod.ts";
import { loadFiles, openStore } from "../../lib/store/mod.ts";
import { ToldError } from "../../lib/cli/_command.ts";
import { hostilePage, shareShown, simplePage } from "../attacks/_hostile_page.ts";
import { attackStore } from "../attacks/attack_store.ts";
import { byIntegers, type Insight, mediansOf } from "../attacks/by_integers.ts";

const K = 5, RULE = { k: K, mode: "suppress", base: 5 } as const;

/**
 * Attacks made-up months that are hard to protect, with everything known together and in whole numbers: each by itself,
 * beside what simple complementary suppression shows and gives away; each as every hospital that has a part in it; and three months in a row of a store, with
 * corrections and late regions between the pages.
 */
export async function attacks(count: number, seed: string): Promise<boolean> {
  const ours = new Tally(), simple = new Tally(), inside = new Tally(), unguarded = new Tally();
  for (let number = 0; number < count; number++) {
    const cells = hostilePage(`${seed} ${number}`), protection = await protect(cells);
    await ours.add(protection.published(), cells, { medians: mediansOf(protection) });
    await simple.add(simplePage(cells, K), cells);
    // Of three hospitals to a region and of five by turns: with two, either knows the other's.
    const more = number % 2 === 0 ? cells : hostilePage(`${seed} ${number}`, { hospitals: 5 });
    const [plain, guarded] = [await protect(more), await protect(more, { insiders: true })];
    for (const insider of placesOf(more)) {
      await inside.add(guarded.published(), more, { insider, medians: mediansOf(guarded) });
      await unguarded.add(plain.published(), more, { insider });
    }
  }
  console.log(`${count} months: ${ours}`);
  console.log(`with simple complementary suppression: ${simple}`);
  console.log(`to each hospital by itself, which knows its own numbers, with --inifran: ${inside}`);
  console.log(`the same without --inifran: ${unguarded}`);
  const rows = { pages: 0, refused: 0, months: 0, hidden: 0, broken: 0, open: 0 };
  for (let number = 0; number < Math.ceil(count / 4); number++) {
    const folder = await Deno.makeTempDir();
    await threeMonths(`${folder}/lager`, folder, `${seed} ${number}`, rows);
    using store = await openStore(`${folder}/lager`);
    for (const { hidden, broken, open } of await attackStore(store, K)) {
      rows.months++;
      rows.hidden += hidden;
      rows.broken += broken.length;
      rows.open += open;
    }
    await Deno.remove(folder, { recursive: true });
  }
  console.log(
    `three months in a row with corrections and late regions: ${rows.pages} pages written, ${rows.refused} refused; of ${rows.hidden} hidden numbers of ${rows.months} months ${rows.broken} narrower than promised, ${rows.open} not solved in time`,
  );
  const held = [ours, inside, rows].every(({ broken, open }) => broken === 0 && open === 0);
  return held && unguarded.broken > 0 && rows.pages > 0;
}

/** What was shown and found of many pages. */
class Tally {
  hidden = 0;
  broken = 0;
  open = 0;
  readonly #shown: number[] = [];

  async add(page: PublishedTables, cells: readonly ProtectedCell[], insight: Insight = {}): Promise<void> {
    const found = await byIntegers([page], cells, "vantande", K, insight);
    this.hidden += found.hidden;
    this.broken += found.broken.length;
    this.open += found.open;
    this.#shown.push(shareShown(page));
  }

  toString(): string {
    const shown = this.#shown.reduce((sum, share) => sum + share, 0) / this.#shown.length;
    return `${
      (100 * shown).toFixed(1)
    } % of the numbers shown; of ${this.hidden} hidden ${this.broken} narrower than promised, ${this.open} not solved in time`;
  }
}

/** Loads and publishes three months of a store; before each page a region of the month before is corrected, or comes late. */
async function threeMonths(
  store: string,
  folder: string,
  seed: string,
  rows: { pages: number; refused: number },
): Promise<void> {
  const months = ["2024-02", "2024-03", "2024-04"];
  let files = 0;
  const load = async (cells: readonly ProtectedCell[]) => {
    const path = `${folder}/${++files}.csv`;
    await Deno.writeTextFile(path, aggregate(cells));
    const [{ outcome, findings }] = await loadFiles(store, [path], {
      accept: ["godta-mindre", "godta-antal", "godta-summa"],
    });
    if (outcome === "stopped") {
      throw new Error(
        `Cannot try ${path} as it must be kept: ${findings.find(({ level }) => level === "stop")?.says}`,
      );
    }
  };
  const of = (cells: readonly ProtectedCell[], isLate: boolean) =>
    cells.filter(({ region }) => (region === "Region Västmanland") === isLate);
  for (const manad of months) {
    const cells = hostilePage(seed, { manad, numbers: manad });
    await load(of(cells, false));
    await publish(store, manad, rows);
    await load(of(cells, true));
    await publish(store, manad, rows);
    await load(of(hostilePage(seed, { manad, numbers: `${manad} rättad` }), false));
    await publish(store, manad, rows);
  }
}

async function publish(
  folder: string,
  manad: string,
  rows: { pages: number; refused: number },
): Promise<void> {
  using store = await openStore(folder);
  const run = {
    manad,
    rule: RULE,
    months: publishedSources(manad, store.holdings),
    held: heldBy(manad, store.holdings),
    definition: publishedDefinition(store, manad),
  };
  try {
    const standing = await standingPages(folder, run, { replace: false });
    const { record } = await protectMonth(store, manad, RULE, { standing });
    await recordPublication(folder, {
      ...run,
      started: new Date().toISOString(),
      record,
      provenance: { deliveries: [], version: {}, synthetic: false },
      reports: [],
    }, { replace: false, standing });
    rows.pages++;
  } catch (error) {
    if (!(error instanceof DisclosureError || error instanceof ToldError)) throw error;
    rows.refused++;
  }
}

/** Cells as an aggregated delivery. */
function aggregate(cells: readonly ProtectedCell[]): string {
  const bands = PUBLISHED_BANDS.map(({ lo, hi }) => hi === null ? `>${lo - 1}` : `${lo}-${hi}`);
  const rows = Map.groupBy(
    cells,
    ({ manad, region, sjukhus, vardutbud }) => [manad, "väntande", region, sjukhus, vardutbud].join(";"),
  );
  const lines = [...rows].map(([row, own]) => {
    const sum = (isOne: (cell: ProtectedCell) => boolean) =>
      own.filter(isOne).reduce((total, { antal }) => total + antal, 0);
    const counts = PUBLISHED_BANDS.map(({ lo, hi }) =>
      sum((cell) => cell.avvikelse === null && cell.lo >= lo && (hi === null || cell.lo <= hi))
    );
    return [
      row,
      ...counts,
      sum(({ avvikelse }) => avvikelse === "PvV"),
      sum(({ avvikelse }) => avvikelse === "MoV"),
    ]
      .join(";");
  });
  return `${["månad", "status", "region", "sjukhus", "vårdutbud", ...bands, "PvV", "MoV"].join(";")}\n${
    lines.join("\n")
  }\n`;
}
