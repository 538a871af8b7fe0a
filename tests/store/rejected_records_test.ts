import assert from "node:assert/strict";
import { asyncBufferFromFile, parquetMetadataAsync, parquetSchema } from "hyparquet";
import { writeParquet } from "../../lib/parquet/mod.ts";
import { loadFile, openStore } from "../../lib/store/mod.ts";
import { readRejected } from "../../lib/store/_rejected_records.ts";
import { temporaryFolder } from "./_deliveries.ts";

const work = temporaryFolder();
const HEADER = "månad;status;region;0-30;Anmärkning\n";

Deno.test("A store keeps of a rejected record only the cells of columns that are used", async () => {
  const store = `${work}/lager`, path = `${work}/april.csv`;
  const rows = ["2024-04;v;Dalarna;7;", "2024-04;v;Dalarna;x;ring Anna", "2024-04;v;Dalarna;8;", "ring Bo;1"];
  await Deno.writeTextFile(path, `${HEADER}${rows.join("\n")}\n2024-04;v;Uppsala;1;\n`);
  const report = await loadFile(store, path, { minAccepted: 0 });
  assert.deepEqual([report.loaded, report.rejected], [3, 2]);
  using opened = await openStore(store);
  const [delivery] = opened.deliveries, records = await opened.rejected(delivery);
  assert.deepEqual(records.map(({ line, cells }) => [line, cells]), [
    [3, { månad: "2024-04", status: "v", region: "Dalarna", "0-30": "x" }],
    [5, null],
  ]);
  const file = delivery.files.find(({ kind }) => kind === "rejected")!;
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(`${store}/${file.path}`));
  assert.deepEqual(
    parquetSchema(metadata).children.map(({ element }) => element.name).filter((name) =>
      name.startsWith("post")
    ),
    ["post.månad", "post.status", "post.region", "post.0-30"],
  );
  for await (const text of texts(store)) assert.doesNotMatch(text, /Anna|ring/);
});

/** Every file of a folder as text, the compressed ones as they are. */
async function* texts(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* texts(`${folder}/${name}`);
    else yield new TextDecoder("latin1").decode(await Deno.readFile(`${folder}/${name}`));
  }
}

Deno.test("readRejected() reads the whole lines of older stores, and gives the cells that are used", async () => {
  const text = (name: string, values: string[]) => ({ name, type: "text", kind: "plain", values }) as const;
  const whole = (name: string, values: number[]) => ({ name, type: "int32", kind: "plain", values }) as const;
  const parquet = writeParquet([
    text("fil", ["april.csv", "april.csv"]),
    whole("rad", [5, 3]),
    whole("kolumn", [1, 17]),
    text("regler", ["fel_antal_falt", "d0_30_ogiltigt"]),
    text("orsak", ["fel", "fel"]),
    text("post", ["ring Bo;1", '2024-04;"v";Dalarna;x;ring Anna']),
  ], { rows: 2 });
  using store = await openStore(`${work}/lager`);
  const records = await readRejected(parquet, store.deliveries[0]);
  assert.deepEqual(records.map(({ line, column, cells }) => [line, column, cells]), [
    [3, 17, { månad: "2024-04", status: "v", region: "Dalarna", "0-30": "x" }],
    [5, 1, null],
  ]);
});
