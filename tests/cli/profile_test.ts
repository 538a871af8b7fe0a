import assert from "node:assert/strict";
import { run } from "./_run.ts";

Deno.test("profile writes nothing where it is not asked to, and says what its draft leaves open", async () => {
  const folder = await Deno.makeTempDir(), file = `${folder}/a.csv`, out = `${folder}/a.json`;
  await Deno.writeTextFile(file, "månad;status;region;0-30;Grupp B\n2024-04;väntande;Dalarna;3;36\n");
  const shown = await run("profile", file);
  assert.equal(JSON.parse(shown.out).fragor.length, 1);
  assert.match(shown.err, /fråga: Vad räknar kolumnen Grupp B[^]*--fraga/);
  assert.equal((await run("profile", file, "--ut", out)).code, 0);
  const refused = await run("load", file, "--profil", out, "--lager", `${folder}/lager`);
  assert.deepEqual([
    refused.code,
    /obesvarade frågor: Vad räknar kolumnen Grupp B/.test(refused.out + refused.err),
  ], [1, true]);
  const other = `${folder}/b.json`;
  assert.equal((await run("profile", file, "--band", "Grupp B=31-60", "--ut", other)).code, 0);
  const loaded = await run("load", file, "--profil", other, "--lager", `${folder}/lager`);
  assert.match(loaded.out, /Förstått som: väntande per region, banden 0-30, 31-60 dagar/);
  const absent = await run("profile", file, "--bortse", "Grupp C");
  assert.deepEqual(
    [absent.code, /heter Grupp C, närmast är Grupp B/.test(absent.err)],
    [1, true],
    absent.err,
  );
  assert.equal((await run("profile", file, "--fraga")).code, 2, "no terminal");
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).toSorted(), [
    "a.csv",
    "a.json",
    "b.json",
    "lager",
  ]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("profile drafts what load then reads the file by, and lets no personal number through", async () => {
  const folder = await Deno.makeTempDir(), file = `${folder}/Nord väst.csv`, out = `${folder}/nord.json`;
  await Deno.writeTextFile(
    file,
    "Tidpunkt,Län,Inom 90,Mer än 90\n30-04-2024,Dalarna,30,12\n30-04-2024,Övriga Norden,3,1\n",
  );
  const drafted = await run("profile", file, "--konstant", "status=vantande", "--ut", out);
  assert.equal(drafted.code, 0, drafted.err);
  assert.match(drafted.out, /i layouten aggregat\n[^]*osäkert: [^]*Län är antagen att vara region/);
  const loaded = await run("load", file, "--profil", out, "--lager", `${folder}/lager`);
  assert.equal(loaded.code, 0, loaded.err);
  assert.match(loaded.out, /inläst med profilen nordvast\n {2}2 lästa = 2 godtagna/);
  const again = await run("profile", file, "--ut", out);
  assert.deepEqual([again.code, /skrivs inte över/.test(again.err)], [1, true]);

  await Deno.writeTextFile(out, '{"namn":"nord"}');
  const wrong = await run("load", file, "--profil", out, "--lager", `${folder}/lager`);
  assert.deepEqual([wrong.code, /nord\.json är fel i beskrivning/.test(wrong.err)], [1, true], wrong.err);
  await Deno.writeTextFile(file, "Län,Not\nDalarna,811228-9874\n");
  const personal = await run("profile", file, "--ut", `${folder}/annan.json`);
  assert.deepEqual([personal.code, personal.err.includes("811228")], [1, false]);
  assert.match(personal.err, /personnummer/i);
  await Deno.remove(folder, { recursive: true });
});
