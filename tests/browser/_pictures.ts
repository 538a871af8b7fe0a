/** Takes the pictures that the README shows, of reports that lie in a folder. */
import { fileURLToPath, pathToFileURL } from "node:url";
import type { BrowserContextOptions } from "playwright-core";
import { runCommand, text, ToldError, UsageError, type Values } from "../../lib/cli/_command.ts";
import { openBrowser } from "./_browser.ts";

/** A picture: of a report, from the top of a place on it. */
interface Picture {
  readonly name: string;
  readonly report: string;
  /** What to show, as a selector. @default the top of the page */
  readonly place?: string;
  readonly context: BrowserContextOptions;
}

const PICTURES: readonly Picture[] = [
  { name: "report", report: "01_vantelaget", context: { viewport: { width: 1180, height: 1550 } } },
  {
    name: "telephone",
    report: "01_vantelaget",
    context: { viewport: { width: 390, height: 900 }, javaScriptEnabled: false },
  },
  {
    name: "dark",
    report: "01_vantelaget",
    place: "#f5",
    context: { viewport: { width: 1180, height: 900 }, colorScheme: "dark" },
  },
];

/** What is shown around a place, in pixels. */
const MARGIN = 24;

await runCommand({
  name: "pictures",
  summary: "Tar om bilderna i README.md, av rapporter som ligger i en mapp.",
  uses: ["[--rapporter MAPP]"],
  options: {
    rapporter: {
      value: "MAPP",
      says: "rapporternas mapp (annars reports); där ska 01_vantelaget.html finnas",
      was: "reports",
    },
  },
  example: "--rapporter reports/store/2024-04",
  run: takePictures,
});

async function takePictures(values: Values, positionals: readonly string[]): Promise<number> {
  if (positionals.length > 0) throw new UsageError(`Okänt argument "${positionals[0]}"`);
  const folder = await reportsIn(text(values, "rapporter") ?? "reports/store/2024-04");
  const browser = await openBrowser();
  for (const { name, report, place, context } of PICTURES) {
    const page = await browser.newPage({ offline: true, ...context });
    await page.goto(pathToFileURL(`${folder}/${report}.html`).href);
    const path = fileURLToPath(new URL(`../../data/pictures/${name}.png`, import.meta.url));
    const box = place === undefined ? null : await page.locator(place).boundingBox();
    await page.screenshot(
      box === null ? { path } : {
        path,
        fullPage: true,
        clip: {
          x: box.x - MARGIN,
          y: box.y - MARGIN,
          width: box.width + 2 * MARGIN,
          height: box.height + MARGIN,
        },
      },
    );
    console.log(path);
  }
  await browser.close();
  return 0;
}

async function reportsIn(given: string): Promise<string> {
  try {
    return await Deno.realPath(given);
  } catch (cause) {
    throw new ToldError(
      `Mappen ${given} finns inte. Kör deno task report, eller ange rapporternas mapp med --rapporter`,
      { cause },
    );
  }
}
