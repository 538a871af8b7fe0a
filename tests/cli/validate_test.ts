import assert from "node:assert/strict";
import { run } from "./_run.ts";

Deno.test("validate judges each file as a load would, shows of a row only what cannot be read, and keeps nothing", async () => {
  const folder = await Deno.makeTempDir(), good = `${folder}/april.csv`, bad = `${folder}/maj.csv`;
  await Deno.writeTextFile(
    good,
    "månad;status;region;sjukhus;0-30\n30/04/2024;väntande;Dalarna;Hemligt sjukhus;1.030\n30/04/2024;väntande;Dalarna;Mora;många\n",
  );
  await Deno.writeTextFile(bad, "bara;annat\n1;2\n");
  const args = [
    "--lager",
    `${folder}/lager`,
    "--datumform",
    "dmy",
    "--tusental",
    "punkt",
    "--minst-godtaget",
    "0,5",
  ];
  const { code, out, err } = await run("validate", good, bad, ...args);
  assert.equal(code, 3, err);
  assert.match(
    out,
    /april\.csv: kan läsas in\n {2}2 lästa = 1 godtagna \+ 1 underkända \+ 0 överhoppade\n {2}Läst som: /,
  );
  assert.match(
    out,
    /datum dd-mm-åååå eller åååå-mm-dd, decimaltecken komma, tusental "\." eller blanksteg, layout aggregat/,
  );
  assert.match(out, /fel +2 +1 +1 +50\u00a0% {2}d0_30_ogiltigt \(d0_30\): [^\n]+\. Först april\.csv:3:34/);
  assert.match(out, /\d+ av \d+ regler är utan fel/);
  assert.match(err, /^maj\.csv: STOPPAS\n[^]*fel_layout/);
  assert.match(out, /april\.csv:3:34 \("många"\)\. Skriv talet med siffror/);
  assert.doesNotMatch(out + err, /Hemligt/);
  await assert.rejects(Deno.stat(`${folder}/lager`), Deno.errors.NotFound);

  const json = await run("validate", good, "--json", ...args);
  const { read, rules } = JSON.parse(json.out);
  assert.equal(read, 2);
  const { places, failed } = rules.find(({ rule }: { rule: string }) => rule === "d0_30_ogiltigt");
  assert.deepEqual([places, failed], [["april.csv:3:34"], 1]);
  const few = await run("validate", good, ...args.slice(0, -2));
  assert.equal(few.code, 1);
  assert.match(
    few.out,
    /^april\.csv: STOPPAS\n[^]*STOPP for_fa_godtagna: 1 gång\. Bara 1 av 2 rader kan godtas/,
  );
  const wrong = await run("validate", good, "--datumform", "ymd");
  assert.deepEqual([wrong.code, /--datumform ska vara dmy, mdy/.test(wrong.err)], [2, true]);
  await Deno.remove(folder, { recursive: true });
});
