/** Prints the pages of a folder as PDF: a process of its own, since what drives the browser reads all of the environment. */
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, folder] = Deno.args;
const browser = await chromium.launch({
  executablePath,
  // The pages are our own, run nothing and ask nothing.
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
const context = await browser.newContext({ offline: true, javaScriptEnabled: false, colorScheme: "light" });
const page = await context.newPage();
for (const { name } of [...Deno.readDirSync(folder)]) {
  if (!name.endsWith(".html")) continue;
  const path = `${folder}/${name}`;
  await page.goto(pathToFileURL(path).href);
  await page.pdf({ path: path.replace(/html$/, "pdf"), format: "A4", tagged: true, outline: true });
}
await browser.close();
