/**
 * Attacks a month of a store, protected as for the public, and a report of it. Prints what is shown, what the audit says
 * and what each attack recovered.
 */
import { addMonths, isMonth } from "../../lib/calendar/mod.ts";
import type { Status } from "../../lib/cube/mod.ts";
import {
  type Hidden,
  isHidden,
  placesOf,
  protect,
  protectedWaitTable,
  type Protection,
  protectionStatement,
} from "../../lib/disclosure/mod.ts";
import type { WaitTableRow } from "../../lib/indicators/mod.ts";
import {
  emptyStore,
  runCommand,
  STORE,
  text,
  ToldError,
  UsageError,
  type Values,
} from "../../lib/cli/_command.ts";
import { defaultStore, openStore } from "../../lib/store/mod.ts";
import {
  byChecksum,
  byMedian,
  byMonths,
  byOrder,
  byPercent,
  byPixels,
  byReading,
  byReadingPage,
  bySubtraction,
} from "./attacks.ts";
import { attackStore } from "./attack_store.ts";
import { byIntegers, type Found, mediansOf } from "./by_integers.ts";
import { shareShown as pageShown, simplePage } from "./_hostile_page.ts";

await runCommand({
  name: "attack",
  summary: "Angriper en månad som är skyddad som för publicering, och säger vad som gick att räkna fram.",
  uses: ["[val]"],
  options: {
    ...STORE,
    manad: { value: "åååå-mm", says: "månaden (annars den senaste i lagret)" },
    k: { value: "N", says: "antal under N är dolda (annars 5)" },
    inifran: {
      says:
        "månaden skyddas med --inifran, och angrips också som vart och ett av sjukhusen, som känner sina tal",
    },
    rapport: { value: "FIL", says: "en publik rapport att också angripa", was: "report" },
  },
  example: "--manad 2024-04 --k 5",
  statuses: "1 något gick att räkna fram, 2 fel använt",
  run: attack,
});

async function attack(values: Values, positionals: readonly string[]): Promise<number> {
  if (positionals.length > 0) throw new UsageError(`Okänt argument "${positionals[0]}"`);
  const k = Number(values.k ?? 5), insiders = values.inifran === true, path = text(values, "rapport");
  if (!Number.isInteger(k) || k < 2) {
    throw new UsageError(`--k ska vara ett heltal från 2: fick "${values.k}"`);
  }
  const html = path === undefined ? null : await readReport(path);
  using store = await openStore(text(values, "lager") ?? defaultStore());
  const manad = text(values, "manad") ?? store.latestMonth();
  if (manad === null) throw emptyStore(store, "vantande");
  if (!isMonth(manad)) {
    throw new UsageError(`--manad ska skrivas åååå-mm, till exempel 2024-04: fick "${manad}"`);
  }

  const protectMonth = async (manad: string): Promise<Protection> => {
    const begun = performance.now();
    const cells = await store.cells({ where: { manad, status: "vantande" } });
    const protection = await protect(cells, { k, insiders });
    console.log(`${manad}: ${((performance.now() - begun) / 1000).toFixed(1)} s to protect`);
    return protection;
  };
  const delivered = (manad: string, status: Status) =>
    store.holdings.some((holding) => holding.manad === manad && holding.status === status);
  if (!delivered(manad, "vantande")) {
    throw new ToldError(`Lagret ${store.folder} har inga väntande för ${manad}`);
  }
  const now = await protectMonth(manad), yearBefore = addMonths(manad, -12);
  const before = delivered(yearBefore, "vantande") ? await protectMonth(yearBefore) : null;

  const begun = performance.now(), report = await now.audit();
  console.log(`${((performance.now() - begun) / 1000).toFixed(1)} s to audit\n`);
  for (const sentence of protectionStatement(now, report)) console.log(sentence);

  const shareShown = (rows: readonly WaitTableRow<Hidden>[]): string => {
    const numbers = rows.flatMap((
      row,
    ) => [
      ...row.bands,
      row.median,
      row.antal,
      row.pvv,
      row.mov,
      row.over,
      row.overShare,
      ...(row.per1000 === null || row.per1000Including === null ? [] : [row.per1000, row.per1000Including]),
    ]);
    const seen = numbers.filter((number) => number !== null && !isHidden(number)).length;
    return `${(100 * seen / numbers.length).toFixed(1)} % of ${numbers.length} numbers shown`;
  };
  console.log(`\nregions, all vårdutbud: ${shareShown(protectedWaitTable(now, { by: "region" }))}`);
  console.log(`hospitals, all vårdutbud: ${shareShown(protectedWaitTable(now, { by: "sjukhus" }))}`);
  console.log(`vårdutbud: ${shareShown(protectedWaitTable(now, { by: "vardutbud" }))}`);
  const beside = path === undefined
    ? []
    : await Deno.readTextFile(path.replace(/[^/]*$/, "manifest.json")).then(
      (text) => [text],
      () => [],
    );
  const sums = [...new Set(store.holdings.map(({ delivery }) => delivery.sha256))];
  const done = { k, status: "genomforda" } as const;
  const performed = delivered(manad, done.status)
    ? await protect(await store.cells({ where: { manad, status: done.status } }), done)
    : null;
  const cells = await store.cells({ where: { manad, status: "vantande" } }), simple = simplePage(cells, k);
  const page = now.published(), medians = mediansOf(now);
  const hospitals = insiders ? placesOf(cells).filter(({ sjukhus }) => sjukhus !== null) : [];
  const together: Found[] = [];
  /** Says what an attack found as soon as it is done: one as every hospital takes minutes. */
  const say = (what: string, found: Found) => {
    const { hidden, broken, open } = found;
    console.log(
      `${what}: ${broken.length} of ${hidden} hidden numbers narrower than promised, ${open} not solved in time`,
    );
    together.push(found);
  };
  say(`${manad}, in whole numbers`, await byIntegers([page], cells, "vantande", k, { medians }));
  for (const [number, insider] of hospitals.entries()) {
    say(
      `${manad} as ${insider.sjukhus} (${number + 1} of ${hospitals.length}), in whole numbers`,
      await byIntegers([page], cells, "vantande", k, { medians, insider }),
    );
  }
  for (const found of await attackStore(store, k)) {
    say(`${found.pages} pages of ${found.manad} (${found.status}) that stand, in whole numbers`, found);
  }
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  console.log(
    `${percent(pageShown(page))} of the page's counts shown; simple complementary suppression shows ${
      percent(pageShown(simple))
    }`,
  );
  const found = {
    "subtraction over linked tables": bySubtraction(now),
    "percent times n": byPercent(now),
    "medians of small groups": byMedian(now),
    ...(before === null ? {} : { "months' differences": byMonths([before, now]) }),
    "order of rows": byOrder(now),
    "reading the data": byReading(now),
    ...(performed === null ? {} : {
      "subtraction over operations": bySubtraction(performed),
      "medians of operations": byMedian(performed),
    }),
    ...(html === null ? {} : {
      "pixel heights of the report": byPixels(html),
      "reading the report": [
        ...byReadingPage(html, now),
        ...(performed === null ? [] : byReadingPage(html, performed)),
      ],
      "checksums in the report": byChecksum([html, ...beside], sums),
    }),
  };
  for (const [attack, recovered] of Object.entries(found)) {
    console.log(
      `${attack}: ${recovered.length} recovered${
        recovered.slice(0, 3).map((each) => `\n  ${each}`).join("")
      }`,
    );
  }
  const isBroken = together.some(({ broken, open }) => broken.length + open > 0);
  return !report.passed || isBroken || Object.values(found).some((recovered) => recovered.length > 0) ? 1 : 0;
}

async function readReport(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (cause) {
    throw new ToldError(`Rapporten ${path} kan inte läsas: finns filen?`, { cause });
  }
}
