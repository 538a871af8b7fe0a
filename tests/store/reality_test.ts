import assert from "node:assert/strict";
import { registerLayout } from "../../lib/contract/mod.ts";
import type { CubeCell } from "../../lib/cube/mod.ts";
import { toCsv } from "../../lib/extract/mod.ts";
import { performed, waitingByBand } from "../../lib/indicators/mod.ts";
import { countContacts } from "../../lib/numeric/mod.ts";
import { loadFile, openStore } from "../../lib/store/mod.ts";
import { temporaryFolder } from "./_deliveries.ts";
import { collectNativeGarbage } from "../_native.ts";

collectNativeGarbage();

const shared = new URL("../../../shared/", import.meta.url);
const work = temporaryFolder();

/** Where a file lies that no one here wrote; without it the test says so and is left out. */
function present(path: string): { ignore: boolean; path: string } {
  const url = new URL(path, shared);
  try {
    Deno.statSync(url);
    return { ignore: false, path: url.pathname };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.info(`${path} is not there: its test is left out`);
    return { ignore: true, path: url.pathname };
  }
}

const BANDS = [
  { lo: 0, hi: 30 },
  { lo: 31, hi: 60 },
  { lo: 61, hi: 90 },
  { lo: 91, hi: 120 },
  { lo: 121, hi: 180 },
  { lo: 181, hi: null },
];
const bandCounts = (cells: readonly CubeCell[]) => waitingByBand(cells, BANDS).map(({ value }) => value);

const cataract = present("reality/katarakt_vgr_100.csv");
Deno.test({
  name: "A delivery of another hand gives every figure that others computed from it",
  ignore: cataract.ignore,
  async fn() {
    const report = await loadFile(`${work}/katarakt`, cataract.path);
    assert.deepEqual([report.read, report.loaded, report.rejected, report.skipped], [100, 100, 0, 0]);
    using store = await openStore(`${work}/katarakt`, { engine: "native" });
    const cells = await store.cells({ where: { manad: "2026-02" } });
    assert.equal(countContacts(cells.filter(({ status }) => status === "vantande")), 30);
    assert.ok(cells.every(({ vardutbud }) => vardutbud === "Gråstarr"));
    await store.rows("utforda", { status: "genomforda", manad: "2026-02" });
    const people = await (await store.database).query<Record<string, string | number>>(`
      WITH alder AS (SELECT *, year(start_datum) - fodelsear AS ar FROM utforda)
      SELECT sjukhusnamn, count(*) FILTER (kon = 'man') AS man, count(*) FILTER (kon = 'kvinna') AS kvinna,
        count(*) FILTER (ar < 50) AS a0, count(*) FILTER (ar BETWEEN 50 AND 64) AS a50,
        count(*) FILTER (ar BETWEEN 65 AND 74) AS a65, count(*) FILTER (ar BETWEEN 75 AND 84) AS a75,
        count(*) FILTER (ar >= 85) AS a85, median(date_diff('day', remiss_datum, start_datum)) AS resa,
        median(date_diff('day', remiss_datum, beslut_datum)) AS remiss, min(sjukhuskod) AS kod,
        min(hsaid_vardenhet) AS enhet, min(hsaid_region) AS region
      FROM alder GROUP BY sjukhusnamn`);
    const [header, ...expected] = (await Deno.readTextFile(present("reality/katarakt_vgr_kpi.tsv").path))
      .trimEnd()
      .split(/\r?\n/).map((line) => line.split("\t"));
    assert.equal(expected.length, 4);
    for (const line of expected) {
      const of = (name: string) => line[header.indexOf(name)];
      const own = cells.filter(({ sjukhus, status }) =>
        sjukhus === of("sjukhusnamn") && status === "genomforda"
      );
      const result = performed(own),
        row = people.find(({ sjukhusnamn }) => sjukhusnamn === of("sjukhusnamn"))!;
      const found: Record<string, string> = {
        matperiod: "2026-02-28",
        sjukhuskod: String(row.kod),
        sjukhusnamn: String(row.sjukhusnamn),
        hsaid_vardenhet: String(row.enhet),
        hsaid_region: String(row.region),
        antal_genomforda: String(result.volume),
        namnare_vg: String(result.covered),
        taljare_vg: String(Math.round(result.shareWithin!.value * result.covered)),
        andel_inom_90: (100 * result.shareWithin!.value).toFixed(1),
        median_vantetid: String(result.median!.value),
        medel_vantetid: result.mean!.value.toFixed(1),
        median_patientresa: String(row.resa),
        median_remiss_beslut: String(row.remiss),
        antal_man: String(row.man),
        antal_kvinna: String(row.kvinna),
        "n_age_<50": String(row.a0),
        "n_age_50-64": String(row.a50),
        "n_age_65-74": String(row.a65),
        "n_age_75-84": String(row.a75),
        "n_age_85+": String(row.a85),
        ...Object.fromEntries(
          bandCounts(own).map((
            count,
            index,
          ) => [header.filter((name) => name.startsWith("n_vt_"))[index], String(count)]),
        ),
      };
      for (const name of header) {
        const number = Number(of(name));
        assert.equal(
          Number.isNaN(number) ? found[name] : Number(found[name]),
          Number.isNaN(number) ? of(name) : number,
          `${of("sjukhusnamn")} ${name}`,
        );
      }
    }
  },
});

const ireland = present("reality/IN_WL_2018.csv");
Deno.test({
  name: "A foreign list of bands comes in through its profile, and no month loses a person",
  ignore: ireland.ignore,
  async fn() {
    const report = await loadFile(`${work}/irland`, ireland.path);
    assert.equal(report.profile, "ntpf_smal");
    assert.deepEqual([report.read, report.loaded, report.rejected, report.skipped], [55_377, 55_377, 0, 0]);
    const months = new Map<string, number>();
    const decoded = (await Deno.readTextFile(ireland.path)).trimEnd().split("\r\n").slice(1);
    for (const line of decoded) {
      const [day, , , , , , , total] = line.split(","), month = `${day.slice(6)}-${day.slice(3, 5)}`;
      months.set(month, (months.get(month) ?? 0) + Number(total));
    }
    assert.equal(decoded.length, 55_377);
    using store = await openStore(`${work}/irland`);
    const cells = await store.cells({ by: ["manad"] });
    const totals = Object.groupBy(cells, ({ manad }) => manad);
    assert.equal(Object.keys(totals).length, 12);
    for (const [month, total] of months) assert.equal(countContacts(totals[month]!), total, month);
    assert.equal(countContacts(totals["2018-01"]!), 80_204);
    assert.equal(countContacts(totals["2018-12"]!), 70_204);
  },
});

interface Vector {
  id: string;
  inputs: { id: string; decision: string; start: string; vardgaranti: string; avvikelse: string | null }[];
  expected: {
    denominator: number;
    numerator: number;
    share_within_90: number;
    median_all: number;
    mean_all: number;
    bands: Record<string, number>;
  };
}

const vectors = present("vectors/swedish.json");
Deno.test({
  name: "The published calculation of performed operations comes out of a register file",
  ignore: vectors.ignore,
  async fn() {
    const all: { vectors: Vector[] } = JSON.parse(await Deno.readTextFile(vectors.path));
    const { inputs, expected } = all.vectors.find(({ id }) => id === "kchd-genomforda")!;
    const header = Object.keys(registerLayout().shape);
    const rows = inputs.map(({ id, decision, start, vardgaranti, avvikelse }) => {
      const record: Record<string, string> = {
        beslut_datum: decision,
        start_datum: start,
        matperiod: start.slice(0, 7),
        kva_kod: "CJE20",
        mvo_kod: "511",
        aktivitetskod: "51101",
        vardgaranti,
        avvikelsekod: avvikelse ?? "",
        regionkod: "57",
        kon: "K",
        fodelsear: "1950",
        lkf: "2080",
        vardkontakt_id: id,
        fas: "2",
        status: "GENOMFORD",
      };
      return header.map((name) => record[name] ?? "");
    });
    await Deno.writeTextFile(`${work}/kchd.csv`, toCsv([header, ...rows]));
    const report = await loadFile(`${work}/kchd`, `${work}/kchd.csv`, { minAccepted: 0 });
    assert.deepEqual([report.read, report.loaded, report.rejected], [8, 7, 1]);
    using store = await openStore(`${work}/kchd`);
    const [rejected] = await store.rejected(store.deliveries[0]);
    assert.deepEqual(rejected.rules, ["start_fore_beslut"]);
    assert.equal(rejected.cells?.vardkontakt_id, "G");
    const cells = await store.cells();
    const result = performed(cells);
    assert.equal(result.covered, expected.denominator);
    assert.equal(result.shareWithin?.value, expected.share_within_90);
    assert.equal(result.median?.value, expected.median_all);
    assert.ok(Math.abs(result.mean!.value - expected.mean_all) < 1e-9);
    assert.deepEqual(bandCounts(cells), Object.values(expected.bands));
  },
});
