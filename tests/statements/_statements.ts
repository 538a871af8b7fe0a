/** Writes every page of the small stores and checks each statement. Run by statements.ts. */
import { parseArgs } from "node:util";
import { seededRandom } from "../../lib/numeric/mod.ts";
import { openBrowser } from "../browser/_browser.ts";
import { STORES } from "./_stores.ts";
import { foundText, newTrial, renderStore, tryChoices, tryPages } from "./_trial.ts";

const HELP =
  `Skriver alla sidor av ${STORES.length} små lager och prövar varje utsaga mot lagrets celler: vem, hur många, vilken
andel, vilken månad. Första sidan prövas också i en webbläsare, efter ett val av varje slag och efter slumpade val.
Skriver ut det som inte stämmer, och det som ingen regel förstår.

  deno task statements [--count 40] [--seed TEXT] [--only LAGER]…

  --count N      slumpade val, tillsammans för alla lager
  --seed TEXT    samma text ger samma val
  --only LAGER   bara ett av lagren: ${STORES.map(({ name }) => name).join(", ")}

Slutkod: 0 allt stämmer, 1 något gör det inte, 2 fel använt.`;

const { values } = parseArgs({
  args: Deno.args,
  options: {
    help: { type: "boolean", short: "h" },
    count: { type: "string", default: "40" },
    seed: { type: "string", default: "fälttåg" },
    only: { type: "string", multiple: true, default: [] },
  },
});
if (values.help) {
  console.log(HELP);
  Deno.exit(0);
}
const unknown = values.only.find((name) => STORES.every((store) => store.name !== name));
if (unknown !== undefined || !/^\d+$/.test(values.count)) {
  console.error(unknown === undefined ? "--count tar ett heltal" : `Det finns inget lager ${unknown}`);
  Deno.exit(2);
}
const stores = STORES.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
const folder = await Deno.makeTempDir(), trial = newTrial(), browser = await openBrowser();
for (const [index, store] of stores.entries()) {
  console.error(`${store.name}: ${store.about}`);
  const rendered = await renderStore(`${folder}/${store.name}`, store);
  tryPages(trial, rendered);
  const until = (stores: number) => Math.floor(Number(values.count) * stores / STORES.length);
  const drawn = until(index + 1) - until(index);
  await tryChoices(trial, rendered, { browser, random: seededRandom(`${values.seed} ${store.name}`), drawn });
}
await browser.close();
await Deno.remove(folder, { recursive: true });
for (const found of trial.found) console.log(foundText(found));
console.log("\nInte förstått:");
for (const [sentence, count] of [...trial.unknown].sort()) console.log(`${count} × ${sentence}`);
console.log("\n| sort | utsagor | förstådda |\n| --- | --: | --: |");
for (const [kind, { seen, understood }] of trial.counts) console.log(`| ${kind} | ${seen} | ${understood} |`);
console.log(`\n${trial.pages} sidor och ${trial.choices} val: ${trial.found.length} fel`);
if (trial.refused.length > 0) console.log(`Erbjuds inte: ${trial.refused.join("; ")}`);
Deno.exit(trial.found.length === 0 ? 0 : 1);
