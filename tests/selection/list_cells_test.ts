import assert from "node:assert/strict";
import { listCells, loadFiles, openStore } from "../../lib/mod.ts";

Deno.test("listCells() gives who waits actively and operations without PvV, by region or vårdutbud", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(
    `${folder}/april.csv`,
    "månad;status;region;vårdutbud;0-30;31-90;antal;PvV;MoV\n" +
      "2024-03;väntande;Dalarna;Gråstarr;9;0;9;0;0\n" +
      "2024-04;väntande;Dalarna;Gråstarr;3;1;4;2;1\n" +
      "2024-04;väntande;Dalarna;Gallsten;5;0;5;0;0\n" +
      "2024-04;genomförda;Dalarna;Gråstarr;7;0;7;6;0\n",
  );
  await loadFiles(`${folder}/lager`, [`${folder}/april.csv`]);
  using store = await openStore(`${folder}/lager`);
  const sums = async (options: Parameters<typeof listCells>[1]) => {
    const counts = new Map<string, number>();
    for (const { manad, status, vardutbud, antal } of await listCells(store, options)) {
      const key = `${manad} ${status} ${vardutbud}`;
      counts.set(key, (counts.get(key) ?? 0) + antal);
    }
    return Object.fromEntries(counts);
  };
  assert.deepEqual(await sums({ manad: "2024-04", months: 1 }), {
    "2024-04 vantande null": 9,
    "2024-04 genomforda null": 7,
  });
  assert.deepEqual(await sums({ manad: "2024-04", by: "vardutbud", vardutbud: "Gråstarr" }), {
    "2024-03 vantande Gråstarr": 9,
    "2024-04 vantande Gråstarr": 4,
    "2024-04 genomforda Gråstarr": 7,
  });
  await Deno.remove(folder, { recursive: true });
});
