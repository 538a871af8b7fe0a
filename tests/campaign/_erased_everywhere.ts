import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import { fromBase85 } from "../../lib/report/client/base85.ts";
import { permissionsOf, ROOT } from "../_checkout.ts";
import { until } from "../_processes.ts";
import { registerFile, waiting } from "../store/_deliveries.ts";
import { textsOf } from "../store/_texts.ts";

/** What is to be gone: a contact's number, one of a rejected record, and a hospital that only the erased month has. */
const GONE = ["BORT-7Q", "TRASIG-7Q", "Sjukhuset Borttaget"];

/**
 * Loads a delivery, writes reports of it, kills an export while native DuckDB has a copy of its cells, and erases the
 * month: no byte of it is then in the store, in the reports or among the temporary files, packed or not, nor in the
 * reports that are written anew.
 */
export async function erasedEverywhere(): Promise<boolean> {
  const folder = await Deno.makeTempDir(), temporary = `${folder}/tmp`, store = `${folder}/lager`;
  const searched = [store, `${folder}/rapporter`, temporary];
  await Deno.mkdir(temporary);
  const command = async (name: string, ...args: readonly string[]) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-check", ...await permissionsOf(name), `${ROOT}lib/cli/${name}.ts`, ...args],
      ...{ env: { TMPDIR: temporary, VANTELAGE_STORE: store }, stdout: "null", stderr: "inherit" },
    });
  const run = async (name: string, ...args: readonly string[]) => {
    const { code } = await (await command(name, ...args)).output();
    assert.equal(code, 0, [name, ...args].join(" "));
  };
  const gone = { ...waiting, sjukhusnamn: GONE[2], sjukhuskod: "57099" };
  const other = { ...waiting, regionkod: "12", sjukhuskod: "12001", sjukhusnamn: "Akademiska sjukhuset" };
  const records = [
    ...Array.from({ length: 30 }, (_, at) => ({ ...gone, vardkontakt_id: at === 0 ? GONE[0] : `D-${at}` })),
    { ...gone, vardkontakt_id: GONE[1], beslut_datum: "2031-02-01" },
    ...Array.from({ length: 30 }, (_, at) => ({ ...other, vardkontakt_id: `U-${at}` })),
  ];
  const file = `${folder}/april.csv`;
  await Deno.writeTextFile(file, registerFile(records));
  await run("load", file);
  await Deno.remove(file);
  const report = () =>
    run("report", "--anteckningsbok", "01", "--anteckningsbok", "02", "--ut", `${searched[1]}/2024-04`);
  await report();
  await run("report", "--mottagare", "publik", "--ut", `${searched[1]}/2024-04-publik`);
  const left = () => [...Deno.readDirSync(temporary)].some(({ isDirectory }) => isDirectory);
  const killed = (await command("store", "export", "--format", "csv,parquet,duckdb", "--ut", `${folder}/ut`))
    .spawn();
  await until(left, "the export has a folder for temporary files");
  killed.kill("SIGKILL");
  await killed.status;
  const [abandoned] = [...Deno.readDirSync(temporary)].filter(({ isDirectory }) => isDirectory);
  await Deno.writeTextFile(`${temporary}/${abandoned.name}/spill`, GONE[2]);
  const found = async () => {
    const texts = (await Promise.all(searched.map(textsOf))).join("\n");
    const packed = [...texts.matchAll(/<script type="application\/octet-stream"[^>]*>([^<]*)</g)]
      .map(([, packed]) => inflateRawSync(fromBase85(packed.trim())).toString());
    return GONE.filter((text) => [texts, ...packed].some((each) => each.includes(text)));
  };
  const before = await found();
  const erase = ["erase", "--region", "Dalarna", "--manad", "2024-04", "--av", "registerhållaren"];
  await run("store", ...erase, "--skal", "gallring", "--rapporter", searched[1], "--utfor");
  const after = await found();
  await report();
  const again = await found();
  await Deno.remove(folder, { recursive: true });
  console.log(
    `an erased month: of ${GONE.length} texts ${before.length} are found before, ${after.length} after, ${again.length} when reports have been written anew`,
  );
  return before.length === GONE.length && after.length + again.length === 0;
}
