import { seededRandom } from "../../lib/mod.ts";
import { openBrowser } from "../browser/_browser.ts";
import { STORES } from "../statements/_stores.ts";
import { foundText, newTrial, renderStore, tryChoices, tryPages } from "../statements/_trial.ts";

/**
 * Writes every page of twelve small stores, and checks each statement against the stores' cells; the first page also as a
 * reader chooses in a browser, each kind of choice and some drawn. Prints what is false, and what no pattern understands.
 *
 * @param drawn How many choices are drawn, of all stores together.
 */
export async function statements(drawn: number, seed: string): Promise<boolean> {
  const folder = await Deno.makeTempDir(), trial = newTrial(), browser = await openBrowser();
  for (const [index, store] of STORES.entries()) {
    console.error(`${store.name}: ${store.about}`);
    const rendered = await renderStore(`${folder}/${store.name}`, store);
    tryPages(trial, rendered);
    const share = Math.floor(drawn * (index + 1) / STORES.length) - Math.floor(drawn * index / STORES.length);
    await tryChoices(trial, rendered, {
      browser,
      random: seededRandom(`${seed} ${store.name}`),
      drawn: share,
    });
  }
  await browser.close();
  await Deno.remove(folder, { recursive: true });
  for (const found of trial.found) console.log(foundText(found));
  console.log("\nInte förstått:");
  for (const [sentence, count] of [...trial.unknown].sort()) console.log(`${count} × ${sentence}`);
  console.log("\n| sort | utsagor | förstådda |\n| --- | --: | --: |");
  for (const [kind, { seen, understood }] of trial.counts) {
    console.log(`| ${kind} | ${seen} | ${understood} |`);
  }
  const { found, pages, choices, refused } = trial;
  console.log(`\n${pages} sidor och ${choices} val: ${found.length} fel`);
  if (refused.length > 0) console.log(`Erbjuds inte: ${refused.join("; ")}`);
  return found.length === 0;
}
