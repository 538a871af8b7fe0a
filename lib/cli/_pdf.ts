/** Pages printed by a browser. */
import { fileURLToPath } from "node:url";
import { ToldError } from "./_command.ts";

/** Where browsers that print are installed. */
export const BROWSERS: readonly string[] = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/microsoft-edge",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * The browser that prints: the one given, else one that is installed.
 *
 * @param given Its program file.
 * @returns The program file.
 * @throws {ToldError} If it is not there, or none is installed.
 */
export function browserFor(given: string | undefined): string {
  const found = given === undefined ? BROWSERS.find(isFile) : isFile(given) ? given : undefined;
  if (found !== undefined) return found;
  throw new ToldError(
    given === undefined
      ? "Kan inte skriva PDF: det kräver Chromium, Chrome eller Edge, men ingen av dem hittades. Installera en, " +
        "ange var den finns (--webblasare FIL) eller skriv ut sidan från webbläsaren. Inget har körts"
      : `Kan inte skriva PDF: --webblasare ska vara programfilen för Chromium, Chrome eller Edge, men ${given} finns ` +
        "inte. Inget har körts",
  );
}

/**
 * Prints pages as tagged PDF with bookmarks. The browser runs no script of them and asks no network.
 *
 * @param browser The browser's program file.
 * @param pages The pages, each whole.
 * @returns A file for each.
 * @throws {ToldError} If the browser does not print them.
 */
export async function printPdf(
  browser: string,
  pages: readonly string[],
): Promise<Uint8Array<ArrayBuffer>[]> {
  const folder = await Deno.makeTempDir({ prefix: "vantelage_pdf_" });
  try {
    for (const [at, html] of pages.entries()) await Deno.writeTextFile(`${folder}/${at}.html`, html);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        // What drives the browser reads files of the system that Deno gives with all rights alone.
        ...["run", "--quiet", "--allow-all", fileURLToPath(new URL("_print_pages.ts", import.meta.url))],
        ...[browser, folder],
      ],
      stdout: "null",
      stderr: "piped",
    }).output();
    if (!success) {
      const [said = ""] = new TextDecoder().decode(stderr).trim().split("\n");
      throw new ToldError(`Kan inte skriva PDF: ${browser} skulle skriva ut sidorna, men stannade: ${said}`);
    }
    return await Promise.all(pages.map((_, at) => Deno.readFile(`${folder}/${at}.pdf`)));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}
