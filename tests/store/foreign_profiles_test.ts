import assert from "node:assert/strict";
import { parseExtract } from "../../lib/extract/mod.ts";
import { countContacts } from "../../lib/numeric/mod.ts";
import { loadFile, openStore } from "../../lib/store/mod.ts";
import { temporaryFolder } from "./_deliveries.ts";
import { collectNativeGarbage } from "../_native.ts";

collectNativeGarbage();

const work = temporaryFolder();

/** A file of another hand; without it the test says so and is left out. */
function reality(name: string): { ignore: boolean; path: string } {
  const url = new URL(`../../../shared/reality/${name}`, import.meta.url);
  try {
    Deno.statSync(url);
    return { ignore: false, path: url.pathname };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.info(`${name} is not there: its test is left out`);
    return { ignore: true, path: url.pathname };
  }
}

/** The file's records by header, read without any profile. */
function recordsOf(path: string): Record<string, string>[] {
  const extract = parseExtract(Deno.readFileSync(path), path);
  return Array.from(
    { length: extract.good },
    (_, row) =>
      Object.fromEntries(extract.fields(row).map((cell, column) => [extract.header[column], cell.trim()])),
  );
}

const total = <T>(rows: readonly T[], count: (row: T) => number) =>
  rows.reduce((sum, row) => sum + count(row), 0);

const wide = reality("OpenData_OPNational02_2025.csv");
Deno.test({
  name: "A wide foreign list keeps its bands, and reports the totals that are not their sum",
  ignore: wide.ignore,
  async fn() {
    const report = await loadFile(`${work}/bred`, wide.path);
    assert.equal(report.profile, "ntpf_bred");
    assert.deepEqual([report.read, report.loaded, report.rejected, report.skipped], [615, 615, 0, 0]);
    const bands = ["0-6 Months", "6-12 Months", "12-18 Months", "18 Months +"];
    const number = (text: string) => Number(text.replaceAll(",", ""));
    const rows = recordsOf(wide.path);
    const sum = (row: Record<string, string>) => total(bands, (band) => number(row[band]));
    const unequal = rows.filter((row) => sum(row) !== number(row.Total));
    assert.ok(unequal.length > 0);
    assert.equal(
      report.findings.find(({ rule }) => rule === "bandsumma_stammer_inte")?.count,
      unequal.length,
    );
    using store = await openStore(`${work}/bred`, { engine: "native" });
    const cells = await store.cells({ by: ["manad"] });
    assert.equal(countContacts(cells), total(rows, sum));
    for (const [index, [lo, hi]] of [[0, 182], [183, 365], [366, 547], [548, null]].entries()) {
      const own = cells.filter((cell) => cell.lo === lo && cell.hi === hi);
      assert.equal(countContacts(own), total(rows, (row) => number(row[bands[index]])), bands[index]);
    }
    const months = new Set(rows.map((row) => row.ArchiveDate.slice(3, 5)));
    for (const month of months) {
      const own = rows.filter((row) => row.ArchiveDate.slice(3, 5) === month), manad = `2025-${month}`;
      assert.equal(countContacts(cells.filter((cell) => cell.manad === manad)), total(own, sum), manad);
      await store.rows("rader", { status: "vantande", manad, layout: "aggregat" });
      const [{ antal }] = await (await store.database).query<{ antal: number }>(
        "SELECT CAST(sum(antal) AS INTEGER) AS antal FROM rader",
      );
      assert.equal(
        antal,
        total(own, (row) => number(row.Total)),
        `${manad}: the file's own totals are kept`,
      );
    }
    assert.equal(months.size, 8);
  },
});

const limits = reality("waiting_lists_for_NHS_Regions.csv");
Deno.test({
  name: "A foreign table of limits gives the bands between them, and no total twice",
  ignore: limits.ignore,
  async fn() {
    const report = await loadFile(`${work}/rtt`, limits.path);
    assert.equal(report.profile, "rtt");
    assert.deepEqual([report.read, report.loaded, report.rejected, report.skipped], [6804, 6489, 0, 315]);
    const rows = recordsOf(limits.path),
      over18 = "Total waiting > 18 weeks",
      over52 = "Total waiting > 52 weeks";
    const parts = rows.filter((row) => row["Treatment Function Name"] !== "Total");
    using store = await openStore(`${work}/rtt`);
    const cells = await store.cells({ by: ["region", "manad"] });
    assert.deepEqual([...new Set(cells.map(({ lo, hi }) => `${lo}-${hi}`))].sort(), [
      "127-364",
      "365-null",
    ]);
    assert.equal(countContacts(cells), total(parts, (row) => Number(row[over18])));
    for (const name of new Set(rows.map((row) => row.NHSER20NM))) {
      const own = parts.filter((row) => row.NHSER20NM === name);
      const long = cells.filter(({ region, lo }) => region === name && lo === 365);
      assert.equal(countContacts(long), total(own, (row) => Number(row[over52])), name);
    }
    assert.equal(new Set(cells.map(({ manad }) => manad)).size, 45);
  },
});
Deno.test("loadFile() reads the column names of Västra Götalandsregionen", async () => {
  const path = `${work}/vgr.csv`, folder = `${work}/vgr`;
  const header =
    "regionkod;kommunkod;huvudman;vardenhet1;vardenhet1_namn;vardenhet2;utförd_kvå;planerad_kvå;mvo;" +
    "period_årmånad;beslutaktivitet;startaktivitet;kön;födelseår;vardgaranti;vardkontakt_id;fas;status";
  await Deno.writeTextFile(
    path,
    [
      header,
      "50;1480;x;SE1;Östra sjukhuset;SE2;CJE20;;511;202404;2024-01-02;2024-04-01;K;1950;JA;A1;2;GENOMFORD",
      "50;1480;x;SE1;Östra sjukhuset;SE2;;CJE20;511;202404;2024-04-20;;M;1951;JA;A2;2;VANTANDE",
    ].join("\n"),
  );
  const report = await loadFile(folder, path);
  assert.deepEqual([report.profile, report.loaded], ["vgr", 2]);
  using store = await openStore(folder, { engine: "native" });
  const cells = await store.cells({ by: ["region", "sjukhus", "vardutbud", "status"] });
  assert.deepEqual(cells.map(({ status, sjukhus, vardutbud, lo }) => [status, sjukhus, vardutbud, lo]), [
    ["genomforda", "Östra sjukhuset", "Gråstarr", 90],
    ["vantande", "Östra sjukhuset", "Gråstarr", 10],
  ]);
  await store.rows("rader", { status: "genomforda", manad: "2024-04" });
  const [row] = await (await store.database).query("SELECT kon, lkf, hsaid_vardenhet FROM rader");
  assert.deepEqual(row, { kon: "kvinna", lkf: "1480", hsaid_vardenhet: "SE1" });
});
