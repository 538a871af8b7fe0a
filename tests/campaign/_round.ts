import { addMonths, monthName } from "../../lib/calendar/mod.ts";
import { select } from "../../lib/selection/mod.ts";
import { writeSample } from "../../lib/sample/mod.ts";
import { loadFiles, openStore } from "../../lib/store/mod.ts";
import { parseHTML } from "linkedom";
import { ROOT } from "../_checkout.ts";

/** The pages of each round. */
const PAGES = ["01_vantelaget", "03_vad_har_andrats", "51_manadsbrev"];
/** The round in which a delivery is broken, from 1. */
const BROKEN = 9;

/**
 * The sample's months, each by a round of its own as if it came that month: the numbers of page and summary are those
 * of a store that was given everything at once, the list of months grows by one, and a round with a delivery that
 * cannot be read changes no page, says which month stands and what to do, and does the month when it is given again.
 *
 * @param count How many months.
 */
export async function rounds(count: number): Promise<boolean> {
  const folder = await Deno.makeTempDir(), till = `${folder}/rapporter`, faults: string[] = [];
  const must = (held: boolean, what: string) => {
    if (!held) faults.push(what);
  };
  const files = (await writeSample(`${folder}/alla`)).filter(({ name }) => name.endsWith(".csv"));
  await loadFiles(`${folder}/facit`, files.map(({ name }) => `${folder}/alla/${name}`));
  using all = await openStore(`${folder}/facit`);
  const months = [...new Set(files.flatMap(({ month }) => month ?? []))].sort().slice(0, count);
  let before = await numbersOf(all, addMonths(months[0], -1));
  for (const [index, manad] of months.entries()) {
    const inbox = `${folder}/inkorg/${manad}`;
    await Deno.mkdir(inbox, { recursive: true });
    const own = files.filter(({ month }) => month === manad || (month === null && index === 0));
    for (const { name } of own) await Deno.copyFile(`${folder}/alla/${name}`, `${inbox}/${name}`);
    if (index + 1 === BROKEN) {
      const path = `${inbox}/${own[0].name}`, stands = contentsOf(till);
      await Deno.writeTextFile(path, "det här är ingen leverans\n");
      const { code, said, seconds } = await roundOf(inbox, folder);
      console.log(`${manad}, trasig leverans: slutkod ${code}, ${seconds.toFixed(1)} s: ${said}`);
      must(code === 1, `${manad}: den trasiga gav slutkod ${code}`);
      const says = `Rapporterna till och med ${monthName(months[index - 1])} är som de var. Rätta`;
      must(said.includes(says), `${manad}: säger inte "${says}"`);
      must(contentsOf(till) === stands, `${manad}: den trasiga ändrade en sida`);
      await Deno.copyFile(`${folder}/alla/${own[0].name}`, path);
    }
    const { code, said, complaint, seconds } = await roundOf(inbox, folder);
    console.log(`${manad}: slutkod ${code}, ${seconds.toFixed(1)} s: ${said}`);
    const now = await numbersOf(all, manad);
    must(code === 0, `${manad}: slutkod ${code}: ${complaint}`);
    if (code !== 0) break;
    const change = `väntande ${signed(now.antal - before.antal)}, över 90 dagar ${
      signed(now.over - before.over)
    } sedan månaden före`;
    must(said.includes(change), `${manad}: sammanfattningen säger inte "${change}"`);
    const shown = totalOn(`${till}/${manad}/01_vantelaget.html`);
    must(shown === now.antal, `${manad}: sidan visar ${shown} väntande, inte ${now.antal}`);
    const { document } = parseHTML(Deno.readTextFileSync(`${till}/index.html`));
    const listed = [...document.querySelectorAll("main a")].map((link) =>
      link.getAttribute("href")?.split("/")[0]
    );
    const expected = months.slice(0, index + 1).reverse();
    must([...new Set(listed)].join() === expected.join(), `${manad}: förteckningen har ${listed.join()}`);
    before = now;
  }
  console.log(faults.length === 0 ? `${months.length} månader: allt höll` : faults.join("\n"));
  await Deno.remove(folder, { recursive: true });
  return faults.length === 0;
}

/** Who waits in the regions together, as published. */
interface Numbers {
  readonly antal: number;
  readonly over: number;
}

async function numbersOf(store: Awaited<ReturnType<typeof openStore>>, manad: string): Promise<Numbers> {
  const rows = (await select(store, { manad })).waiting("region"), total = rows.at(-1)!;
  return { antal: total.antal, over: total.over.value };
}

async function roundOf(
  inbox: string,
  folder: string,
): Promise<{ code: number; said: string; complaint: string; seconds: number }> {
  const started = performance.now();
  const { code, stdout, stderr } = await new Deno.Command("deno", {
    args: [
      ...["task", "--quiet", "round", inbox, "--lager", `${folder}/lager`, "--till", `${folder}/rapporter`],
      ...PAGES.flatMap((page) => ["--anteckningsbok", page]),
    ],
    cwd: ROOT,
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  const said = text(stdout).split("\n").at(-1) ?? "";
  return { code, said, complaint: text(stderr).slice(-1000), seconds: (performance.now() - started) / 1000 };
}

function signed(change: number): string {
  return change.toLocaleString("sv-SE", { signDisplay: "exceptZero" });
}

/** What all pages hold, as one text. */
function contentsOf(folder: string): string {
  return [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1).map(({ name, isDirectory }) =>
    isDirectory
      ? contentsOf(`${folder}/${name}`)
      : name.endsWith(".html")
      ? `${name}\n${Deno.readTextFileSync(`${folder}/${name}`)}`
      : ""
  ).join("\n");
}

/** The number of all who wait, in the table of bands by region. */
function totalOn(path: string): number {
  const { document } = parseHTML(Deno.readTextFileSync(path));
  const table = [...document.querySelectorAll("main table")].find((table) =>
    table.querySelector("caption")?.textContent?.trim().startsWith("Andel av de väntande efter väntetid")
  );
  const cells = [...table?.querySelectorAll("tr:last-child td") ?? []];
  return Number(cells.at(-1)?.textContent?.replaceAll(/\D/g, ""));
}
