import assert from "node:assert/strict";
import type { Cover } from "../../lib/cube/mod.ts";
import { loadFile, openStore } from "../../lib/mod.ts";
import type { LoadOptions } from "../../lib/store/mod.ts";
import { DeliveryError } from "../../lib/judge/mod.ts";
import { writeCoverFile } from "./_cover_files.ts";
import { registerFile, temporaryFolder, times, waiting, writeOlder } from "./_deliveries.ts";

const folder = temporaryFolder();
let stores = 0;

/** The cover of the first slot of a delivery loaded into a store of its own. */
async function coverOf(path: string, options: LoadOptions = {}): Promise<Cover> {
  const { covers } = await loadFile(`${folder}/lager${++stores}`, path, options);
  return covers[0].cover;
}

async function written(name: string, text: string): Promise<string> {
  await Deno.writeTextFile(`${folder}/${name}.csv`, text);
  return `${folder}/${name}.csv`;
}

Deno.test("loadFile() keeps what a delivery covers: dimensions, vårdutbud, PvV and MoV, limits", async () => {
  assert.deepEqual(await coverOf(await writeCoverFile(folder, "whole")), {
    by: ["sjukhus", "vardutbud", "agarform"],
    vardutbud: ["Gallsten", "Gråstarr"],
    pvv: "reported",
    mov: "reported",
    limits: [30, 60, 90, 365],
  });
  const { pvv, mov } = await coverOf(await writeCoverFile(folder, "unreported"));
  assert.deepEqual([pvv, mov], ["unknown", "unknown"]);
  assert.deepEqual((await coverOf(await writeCoverFile(folder, "open"))).limits, [30, 60, 90]);
  const bandRows =
    "månad;status;region;väntetid;antal\n2024-04;väntande;Dalarna;0-30 dagar;5\n2024-04;väntande;Dalarna;>30 dagar;2\n";
  assert.deepEqual(await coverOf(await written("rader", bandRows)), {
    by: [],
    vardutbud: "all",
    pvv: "unknown",
    mov: "unknown",
    limits: [30],
  });
});

Deno.test("loadFile() covers a month of nobody as it does the others", async () => {
  const lines = (await Deno.readTextFile(await writeCoverFile(folder, "whole"))).trim().split("\n").slice(
    0,
    2,
  );
  const nobody = "2024-05;väntande;Uppsala;Lasarettet i Enköping;Gråstarr;0;0;0;0;0;0;0";
  const { covers } = await loadFile(`${folder}/ingen`, await written("ingen", [...lines, nobody].join("\n")));
  assert.deepEqual(covers.map(({ manad }) => manad), ["2024-04", "2024-05"]);
  assert.deepEqual(covers[0].cover, covers[1].cover);
});

Deno.test("loadFile() finds PvV and MoV among the others of a register without a column for them", async () => {
  const others = times(2, { ...waiting, aktivitetskod: "51102", kva_kod: "JKA21", mvo_kod: "231" });
  const whole = registerFile([...times(3, waiting), ...others]);
  const { pvv, mov, vardutbud, limits } = await coverOf(await written("register", whole));
  assert.deepEqual([pvv, mov, limits], ["reported", "reported", "days"]);
  assert.equal(vardutbud, "all");
  const extract = await coverOf(await written("utdrag", registerFile(times(100, waiting))));
  assert.deepEqual(extract.vardutbud, ["Gråstarr"], "a hundred of one vårdutbud are an extract of that one");
  const [header, ...lines] = whole.trim().split("\n").map((line) => line.split(";"));
  const column = header.indexOf("avvikelsekod");
  assert.ok(column > 0);
  const without = [header, ...lines].map((cells) => cells.toSpliced(column, 1).join(";")).join("\n");
  const cover = await coverOf(await written("utan", without));
  assert.deepEqual([cover.pvv, cover.mov], ["within", "within"]);
});

Deno.test("loadFile() takes a person's word for the vårdutbud, and stops where the file holds more", async () => {
  const path = await writeCoverFile(folder, "whole");
  assert.equal((await coverOf(path, { offerings: "all" })).vardutbud, "all");
  const three = ["Gråstarr", "Gallsten", "Ljumskbråck"];
  assert.deepEqual((await coverOf(path, { offerings: three })).vardutbud, three);
  await assert.rejects(coverOf(path, { offerings: ["Gråstarr"] }), (error) => {
    assert.ok(error instanceof DeliveryError);
    assert.match(error.message, /innehåller också Gallsten.*--omfattar "vardutbud=Gråstarr,Gallsten"/);
    return true;
  });
  // Where nothing is broken down, nobody could be counted for the one.
  const together = await written("samman", "månad;status;region;0-30\n2024-04;väntande;Dalarna;7\n");
  await assert.rejects(coverOf(together, { offerings: ["Gråstarr"] }), /--konstant "vardutbud=Gråstarr"/);
});

Deno.test("loadFile() takes a delivery for whole that names every vårdutbud of the region's last whole one", async () => {
  const path = await writeCoverFile(folder, "whole"), store = `${folder}/följd`;
  await loadFile(store, path, { offerings: "all" });
  const later = (name: string, ...kept: string[]) =>
    Deno.readTextFile(path).then((text) => {
      const lines = text.trim().split("\n").map((line) => line.replace("2024-04", `2024-0${name}`));
      return written(
        `maj${name}`,
        lines.filter((line, index) => index === 0 || kept.some((one) => line.includes(one))).join("\n"),
      );
    });
  const may = await loadFile(store, await later("5", "Gråstarr", "Gallsten"));
  assert.deepEqual(may.covers.map(({ cover }) => cover.vardutbud), ["all", "all"]);
  const june = await loadFile(store, await later("6", "Gråstarr"));
  assert.deepEqual(june.covers.map(({ cover }) => cover.vardutbud), [["Gråstarr"], ["Gråstarr"]]);
});

Deno.test("openStore() derives covers of a store of version 2, and a load of the same file completes them", async () => {
  const path = await writeCoverFile(folder, "unreported"),
    store = `${folder}/äldre`;
  await loadFile(store, path);
  const [delivery] = (await openStore(store)).deliveries;
  const { region, manad, status, cover } = delivery.slots[0];
  const old = { ...delivery, slots: [{ region, manad, status, untold: ["PvV", "MoV"] }] };
  await writeOlder(store, 2, [old]);
  {
    using opened = await openStore(store);
    assert.deepEqual(opened.coversOf("2024-04")[0].cover, cover);
  }
  const { header: _, values: __, shapes: ___, ...oldest } = old;
  await writeOlder(store, 1, [oldest]);
  {
    using opened = await openStore(store);
    assert.deepEqual(opened.coversOf("2024-04")[0].cover.by, null);
  }
  assert.equal((await loadFile(store, path)).outcome, "restored");
  using opened = await openStore(store);
  assert.deepEqual(opened.coversOf("2024-04")[0].cover, cover);
});
