import assert from "node:assert/strict";
import { addMonths, type Month, monthRange } from "../../lib/calendar/mod.ts";
import { unmetNeeds } from "../../lib/cli/_notebooks.ts";
import { jsonText } from "../../lib/form/mod.ts";
import { dataKinds } from "../../lib/plan/mod.ts";
import { hospitals, memberRegions } from "../../lib/reference/mod.ts";
import { openStore } from "../../lib/store/mod.ts";
import { run } from "./_run.ts";
import { ROOT } from "../_checkout.ts";
import { parseHTML } from "linkedom";

const LAST = "2026-10";

/** Thirteen months of all seven regions, until a month, with where the patients live. */
function deliveries(last: Month): string {
  const rows = monthRange(addMonths(last, -12), last).flatMap((manad) =>
    memberRegions.flatMap((region, index) => {
      const sjukhus = hospitals.find((hospital) => hospital.region === region)?.namn;
      const of = (status: string, home: string, antal: number) =>
        `${manad};${status};${region};${sjukhus};Gråstarr;offentlig;${home};${antal};5;3;2;1;0;0\n`;
      const neighbour = memberRegions[(index + 1) % 7];
      return [of("väntande", "", 20), of("genomförda", region, 30), of("genomförda", neighbour, 4)];
    })
  );
  return `månad;status;region;sjukhus;vårdutbud;ägarform;hemregion;0-30;31-60;61-90;91-365;366+;PvV;MoV\n${
    rows.join("")
  }`;
}

Deno.test("a year of one's own: reports say what is not delivered, and show nothing that the sample made up", async (t) => {
  const folder = `${await Deno.makeTempDir()}/vantelage`, store = `${folder}/lager`;
  const data = `${folder}/uppgifter`, out = `${folder}/sidor`;
  assert.equal((await run("start", folder)).code, 0);
  await Deno.writeTextFile(`${folder}/leverans.csv`, deliveries(LAST));
  const loaded = await run("load", `${folder}/leverans.csv`, "--lager", store);
  assert.equal(loaded.code, 0, loaded.err);
  using opened = await openStore(store);
  const unmet = async () => [...(await unmetNeeds(opened, LAST, data)).keys()];
  const besides = await unmet();

  await t.step("the letter names what is missing, and holds none of the sample's agreements", async () => {
    const { code, err } = await run("report", "--lager", store, "--ut", out, "--anteckningsbok", "51");
    assert.equal(code, 0, err);
    const page = await Deno.readTextFile(`${out}/51_manadsbrev.html`);
    for (const says of ["Årets plan är inte levererad", "Inga avtal som har börjat är levererade"]) {
      assert.ok(page.includes(says), says);
    }
    assert.equal(/påhitta|syntetisk/i.test(page), false);
  });

  await t.step("each kind of data meets its own need alone", async () => {
    assert.ok(besides.length >= 8);
    for (const { folder: kind, template } of dataKinds) {
      if (kind === "signaler" || !besides.includes(kind)) continue;
      await Deno.writeTextFile(`${data}/${kind}/egen.json`, jsonText(template));
      assert.deepEqual(await unmet(), besides.filter((other) => other !== kind));
      await Deno.remove(`${data}/${kind}/egen.json`);
    }
    const signal = ["--region", "Dalarna", "--vardutbud", "Gråstarr", "--slag", "behov", "--antal", "5"];
    const when = ["--fran", "2024-05", "--till", "2024-12", "--roll", "vårdlots", "--dag", "2024-04-02"];
    assert.equal((await run("signal", "add", ...signal, ...when, "--lager", store)).code, 0);
    assert.deepEqual(await unmet(), besides.filter((other) => other !== "signaler"));
  });
  await Deno.remove(folder, { recursive: true });
});

/** The figures of each page that rest on nothing but deliveries. */
const OF_DELIVERIES: Readonly<Record<string, number>> = { "50": 1, "51": 1 };

Deno.test("every figure, page and card that rests on made-up data says which, on a store of real deliveries", async () => {
  const folder = await Deno.makeTempDir(), store = `${folder}/lager`, out = `${folder}/sidor`;
  await Deno.writeTextFile(`${folder}/leverans.csv`, deliveries("2024-04"));
  assert.equal((await run("load", `${folder}/leverans.csv`, "--lager", store)).code, 0);
  const pages = ["40", "42", "43", "44", "45", "46", "47", "50", "51"];
  const asked = pages.flatMap((page) => ["--anteckningsbok", page]);
  const report = ["report", "--lager", store, "--ut", out, "--data", `${ROOT}data`, "--json"] as const;
  const { code, err, out: said } = await run(...report, ...asked);
  assert.equal(code, 0, err);
  for (const { file, mark } of JSON.parse(said).written) {
    assert.match(mark, /^Påhittade uppgifter ingår: /, file);
    const html = await Deno.readTextFile(`${out}/${file}`);
    const { document } = parseHTML(html);
    assert.ok(document.querySelector("header")?.textContent?.includes(mark), file);
    const figures = [...document.querySelectorAll("main figure")];
    const unmarked = figures.filter((figure) => !/Påhittade uppgifter ingår/.test(figure.textContent ?? ""));
    assert.equal(unmarked.length, OF_DELIVERIES[file.slice(0, 2)] ?? 0, `${file}: ${unmarked.map(String)}`);
    assert.doesNotMatch(html, /Syntetiska data/, file);
    const panels = [...document.querySelectorAll("main .findings, main .bank")];
    for (const panel of panels) assert.equal(panel.nextElementSibling?.className, "mark", file);
  }
  const { document } = parseHTML(await Deno.readTextFile(`${out}/index.html`));
  const cards = [...document.querySelectorAll(".readers li")].map((card) => card.textContent ?? "");
  assert.equal(cards.length, pages.length);
  assert.deepEqual(cards.filter((card) => !card.includes("Påhittade uppgifter ingår: ")), []);
  const front = [...document.querySelectorAll("main .findings")].map((list) => list.nextElementSibling);
  assert.deepEqual(front.map((next) => next?.className), ["mark"], "what the letter says on the front page");
  await Deno.remove(folder, { recursive: true });
});
