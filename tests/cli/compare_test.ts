import assert from "node:assert/strict";
import { compareMonths, loadFile, openStore } from "../../lib/mod.ts";
import { registerFile, temporaryFolder, waiting } from "../store/_deliveries.ts";
import { run } from "./_run.ts";

const folder = temporaryFolder(), store = `${folder}/lager`;
const person = (vardkontakt_id: string, beslut_datum: string, matperiod: string, rest = {}) => ({
  ...{ ...waiting, vardkontakt_id, beslut_datum, matperiod },
  ...rest,
});
const performed = (id: string, decided: string, matperiod: string, start_datum: string) =>
  person(id, decided, matperiod, { status: "GENOMFORD", start_datum });

async function load(name: string, rows: readonly Record<string, string>[]): Promise<void> {
  await Deno.writeTextFile(`${folder}/${name}.csv`, registerFile(rows));
  const { rejected } = await loadFile(store, `${folder}/${name}.csv`);
  assert.equal(rejected, 0, name);
}

const MARCH = [
  person("a", "2024-01-15", "2024-03-31"),
  person("b", "2023-11-01", "2024-03-31"),
  person("c", "2024-03-01", "2024-03-31"),
  person("d", "2024-03-02", "2024-03-31"),
];
await load("mars", MARCH);
await load("april", [
  person("a", "2024-01-15", "2024-04-30"),
  person("c", "2024-03-01", "2024-04-30"),
  person("e", "2024-04-05", "2024-04-30"),
  performed("b", "2023-11-01", "2024-04-30", "2024-04-08"),
]);

const compare = async (...args: string[]) => await run("compare", "--lager", store, ...args);

Deno.test("compare says why a list has changed, and its numbers are the lists' own and add up", async () => {
  using opened = await openStore(store);
  const { rows, unexplained } = await compareMonths(opened, { to: "2024-04" });
  assert.deepEqual(unexplained, []);
  assert.deepEqual(rows.map(({ of }) => of), ["region", "vardutbud"]);
  for (const { before, after, change } of rows) {
    assert.deepEqual([before?.antal, after?.antal, change?.all.before, change?.all.after], [4, 3, 4, 3]);
    assert.deepEqual([before?.over.value, after?.over.value], [change?.over.before, change?.over.after]);
    assert.deepEqual([change?.all.new, change?.all.operated, change?.all.withdrawn], [1, 1, 1]);
    assert.deepEqual([change?.over.aged, change?.over.operated], [1, 1]);
  }
  const { code, out } = await compare("--fran", "2024-03", "--till", "2024-04");
  assert.equal(code, 0);
  assert.match(
    out,
    /^Väntande, alla vårdutbud, exkl\. PvV och MoV\n +mars 2024 +april 2024 +skillnad +nya beslut +opererade +utan operation\nDalarna +4 +3 +−1 +1 +−1 +−1\n/,
  );
  assert.match(
    out,
    /\nÖver 90 dagar\n.*passerade gränsen +opererade +andel då +andel nu\nDalarna +1 +1 +0 +1 +−1/,
  );
  const json = JSON.parse((await compare("--format", "json")).out);
  assert.equal(json.rows[0].change.over.aged, 1);
  const csv = (await compare("--format", "csv")).out.split("\r\n");
  assert.match(csv[0], /^tabell;;mars 2024;april 2024;skillnad;/);
});

Deno.test("compare tells rows of two deliveries apart by field, and shows nothing of them but counts", async () => {
  const [first, ...rest] = MARCH;
  await load("mars igen", [
    { ...first, beslut_datum: "2024-01-16" },
    ...rest.slice(1),
    person("f77", "2024-03-09", "2024-03-31"),
  ]);
  const { code, out } = await compare("--leverans", "1", "--leverans", "3");
  assert.equal(code, 0);
  const counts = Object.fromEntries(
    [...out.matchAll(/^((?:i|bara) .+?) {2,}(\d+)$/gm)].map(([, name, count]) => [name, Number(count)]),
  );
  assert.deepEqual(counts, {
    "i leverans 1": 4,
    "i leverans 3": 4,
    "i båda, lika": 2,
    "i båda, ändrade": 1,
    "bara i 1": 1,
    "bara i 3": 1,
  });
  assert.match(out, /\nbeslut_datum +1 +0 +0 +1\n/);
  assert.doesNotMatch(out, /2024-01-1[56]|f77/);
  const after = await compare("--fran", "2024-03", "--till", "2024-04");
  assert.match(after.err, /Region Dalarna har levererat 2024-03 på nytt \(1 gång\)/);
  const { err } = await compare("--leverans", "2", "--leverans", "3");
  assert.match(err, /de har ingen månad gemensam/);
});

Deno.test("compare tells what a public report showed and what it is now, and what two folders of reports say", async () => {
  const lists = `${folder}/lista.csv`, own = `${folder}/publikt`;
  const deliver = async (first: number) => {
    await Deno.writeTextFile(
      lists,
      `månad;status;region;0-30;31-60;61-90;91-365;366-\n2024-04;väntande;Dalarna;${first};20;10;90;60\n2024-04;väntande;Uppsala;30;20;10;90;60\n`,
    );
    await loadFile(own, lists);
  };
  await deliver(30);
  const report = ["report", "--lager", own, "--anteckningsbok", "05", "--mottagare", "publik"] as const;
  assert.equal((await run(...report, "--ut", `${folder}/en`)).code, 0);
  const same = await run("compare", "--lager", own, "--publicerat", "2024-04");
  assert.match(same.err, /visade \d+ antal; inget av dem är ett annat nu\./);
  await deliver(37);
  const revised = await run("compare", "--lager", own, "--publicerat", "2024-04", "--format", "json");
  const [{ revised: numbers }] = JSON.parse(revised.out);
  const dalarna = numbers.find(({ name, measure }: { name: string; measure: string }) =>
    name === "Region Dalarna" && measure === "antal"
  );
  assert.deepEqual([dalarna.published, dalarna.now], [210, 217]);
  const none = await run("compare", "--lager", own, "--publicerat", "2024-03");
  assert.deepEqual([none.code, /har ingen publik rapport av 2024-03/.test(none.err)], [1, true]);
  const folders = await run("compare", "--rapporter", `${folder}/en`, "--rapporter", `${folder}/en`);
  assert.match(folders.err, /1 av 1 sidor är lika till sista tecknet; 0 säger något annat/);
});

Deno.test("compare refuses what does not go together, and says what to write", async () => {
  for (
    const [args, said] of [
      [["--fran", "2024-04", "--till", "2024-03"], /--till ska vara senare än --fran/],
      [["--leverans", "1"], /--leverans anges två gånger/],
      [["--leverans", "1", "--leverans", "x"], /ska vara ett nummer ur deno task store list/],
      [["--leverans", "1", "--leverans", "2", "--till", "2024-04"], /--leverans går inte med --till/],
      [["--publicerat", "april"], /--publicerat ska skrivas åååå-mm/],
    ] as const
  ) {
    const { code, err } = await compare(...args);
    assert.equal(code, 2, err);
    assert.match(err, said);
  }
  assert.equal((await compare("--till", "2030-01")).code, 1);
});
