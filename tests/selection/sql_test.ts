import assert from "node:assert/strict";
import fc from "fast-check";
import { loadFiles, openStore, select, sql, type Store } from "../../lib/mod.ts";
import { QueryError } from "../../lib/selection/mod.ts";

async function twoMonths(): Promise<Store> {
  const folder = await Deno.makeTempDir();
  const head = "månad;status;region;vårdutbud;0-30;91-365";
  await Deno.writeTextFile(`${folder}/mars.csv`, `${head}\n2024-03;väntande;Dalarna;Gråstarr;10;2\n`);
  await Deno.writeTextFile(
    `${folder}/april.csv`,
    `${head}\n2024-04;väntande;Dalarna;Gråstarr;3;1\n2024-04;väntande;Uppsala;Gallsten;4;2\n`,
  );
  await loadFiles(`${folder}/lager`, [`${folder}/mars.csv`, `${folder}/april.csv`]);
  return await openStore(`${folder}/lager`);
}

/** One for all tests, as each would start an engine of its own. */
const store = await twoMonths();
globalThis.addEventListener("unload", () => store[Symbol.dispose]());

Deno.test("sql() asks all months of the store, also when only one has been read, and its rows show themselves", async () => {
  await select(store, { manad: "2024-04" });
  const rows = await sql(store)<{ manad: string; antal: number }>`
    SELECT manad, sum(antal) AS antal FROM celler GROUP BY manad ORDER BY manad`;
  assert.deepEqual(rows, [{ manad: "2024-03", antal: 12 }, { manad: "2024-04", antal: 10 }]);
  const display: unknown = Reflect.get(rows, Symbol.for("Jupyter.display"));
  assert.ok(typeof display === "function");
  assert.match(display.call(rows)["text/plain"], /^manad +antal\n2024-03 +12\n2024-04 +10\n\n2 rader$/);
});

Deno.test("sql() takes what stands between ${ and } as a value, a list as several", async () => {
  const ask = sql(store);
  await fc.assert(
    fc.asyncProperty(fc.string(), async (text) => {
      assert.deepEqual(await ask`SELECT ${text} AS svar`, [{ svar: text }]);
    }),
    { numRuns: 40, examples: [["'; DROP TABLE celler; --"], ["?"]] },
  );
  const regions = ["Region Dalarna", "Region Uppsala"];
  const rows =
    await ask`SELECT DISTINCT region FROM celler WHERE region IN ${regions} AND lo > ${90} ORDER BY 1`;
  assert.deepEqual(rows, regions.map((region) => ({ region })));
  assert.deepEqual(await ask`SELECT region FROM celler WHERE region = ${"x' OR 'a' = 'a"}`, []);
  assert.deepEqual(await ask`SELECT region FROM celler WHERE region = ${"Region Örebro län"}`, []);
  await assert.rejects(ask`SELECT 1 WHERE 'a' IN ${[]}`, RangeError);
});

Deno.test("sql() names the name when nothing answers to another spelling of it", async () => {
  const ask = sql(store);
  const message = 'Inget svarar på frågan: "knäprotes" heter "Knäled protes" i tabellen celler.';
  await assert.rejects(ask`SELECT 1 FROM celler WHERE vardutbud = ${"knäprotes"}`, { message });
  await assert.rejects(ask`SELECT 1 FROM celler WHERE region = ${"Dalarna"}`, /heter "Region Dalarna"/);
  await assert.rejects(ask`SELECT 1 FROM celler WHERE vardutbud = ${"Grastar"}`, /heter "Gråstarr"/);
});

Deno.test("sql() names the nearest when a column or a table is unknown", async () => {
  const ask = sql(store);
  const refused = (message: RegExp) => (error: unknown) => {
    assert.ok(error instanceof QueryError);
    assert.match(error.message, message);
    return true;
  };
  await assert.rejects(
    ask`SELECT regon FROM celler`,
    refused(/kolumnen "regon" finns inte\. Närmast: region\./),
  );
  await assert.rejects(
    ask`SELECT c.vardutbudet FROM celler c`,
    refused(/kolumnen "vardutbudet" finns inte\. Närmast: vardutbud\./),
  );
  await assert.rejects(
    ask`SELECT xyz FROM celler`,
    refused(/kolumnen "xyz" finns inte\. Det finns .*sjukhus/),
  );
  await assert.rejects(ask`SELECT 1 FROM celer`, refused(/tabellen "celer" finns inte\. Närmast: celler\./));
  await assert.rejects(ask`SELEC 1`, refused(/^Frågan kan inte besvaras: Parser Error/));
});
