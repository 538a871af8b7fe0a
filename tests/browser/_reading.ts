import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { show } from "../../lib/figures/mod.ts";
import { axeFindings } from "./_axe.ts";
import { openFile } from "./_browser.ts";

/** A table in a notebook carries the same sorting, and as many rows as it shows stay shown. */
async function notebookSteps(t: Deno.TestContext, browser: Browser): Promise<void> {
  await t.step("sorts all the rows that a table in a notebook keeps", async () => {
    const page = await browser.newPage();
    const rows = Array.from({ length: 100 }, (_, index) => ({ namn: `rad ${index}`, antal: index }));
    await page.setContent(String(show(rows).display()["text/html"]));
    const shown = () => page.locator("tbody tr:not([hidden]) td").allInnerTexts();
    assert.deepEqual(await shown(), Array.from({ length: 20 }, (_, index) => String(index)));
    await page.locator("th button").nth(1).click();
    assert.deepEqual(await shown(), Array.from({ length: 20 }, (_, index) => String(99 - index)));
    await page.close();
  });
}

/** What every page gives its readers: sorting, tips, notes on words, downloads. One page for all of it. */
export async function readingSteps(t: Deno.TestContext, browser: Browser, url: string): Promise<void> {
  await notebookSteps(t, browser);
  const { page, said, close } = await openFile(browser, url, { acceptDownloads: true });
  await page.waitForSelector("#t1 th button");

  await t.step(
    "sorts a table by keyboard, numbers from the largest, and gives back its own order",
    async () => {
      const column = () => page.locator("#t1 tbody tr td:nth-child(2)").allInnerTexts();
      const own = await column();
      const sorted = async () => {
        await page.keyboard.press("Enter");
        return (await column()).map(Number);
      };
      await page.locator("#t1 thead th").nth(1).locator("button").focus();
      const down = await sorted();
      assert.deepEqual(down, own.map(Number).toSorted((a, b) => b - a));
      assert.equal(await page.getAttribute("#t1 th[aria-sort]", "aria-sort"), "descending");
      assert.deepEqual(await sorted(), down.toReversed());
      await page.keyboard.press("Enter");
      assert.deepEqual(await column(), own);
      assert.equal(await page.locator("#t1 th[aria-sort]").count(), 0);
      assert.equal(await page.locator("#t1 tfoot tr").count(), 1);
    },
  );

  await t.step("tells what a mark says by arrow keys, by pointer and by touch, until Escape", async () => {
    const tip = page.locator("body>.tip");
    const chart = page.locator("#f1 .wide .plot");
    await chart.focus();
    await page.keyboard.press("ArrowDown");
    const first = await tip.innerText();
    assert.match(first, /över 90 dagar: \d+ av \d+ väntande/);
    assert.equal(await page.textContent("body>.sr[role=status]"), first);
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await tip.innerText(), first);
    await page.keyboard.press("Escape");
    assert.equal(await tip.isVisible(), false);
    await page.locator("h1").click();
    const bar = chart.locator("[data-tip]").first();
    await bar.hover();
    assert.equal(await tip.innerText(), first);
    await tip.hover();
    assert.equal(await tip.isVisible(), true, "a tip can be pointed at");
    await page.keyboard.press("Escape");
    await bar.dispatchEvent("click", await middleOf(page, "#f1 .wide [data-tip]"));
    assert.equal(await tip.innerText(), first);
    await page.locator("h1").click();
    assert.equal(await tip.isVisible(), false);
  });

  await t.step("explains a word where it stands, and leads to the glossary without JavaScript", async () => {
    const word = page.locator("a.term").first();
    assert.match(await page.locator((await word.getAttribute("href")) ?? "").innerText(), /90 dagar/);
    await word.focus();
    await page.keyboard.press("Enter");
    assert.match(await page.innerText(".term+.tip"), /^Vårdgaranti\n[^]*90 dagar/);
    assert.equal(await word.getAttribute("aria-expanded"), "true");
    assert.deepEqual(await axeFindings(page), []);
    await page.keyboard.press("Escape");
    assert.equal(await word.getAttribute("aria-expanded"), "false");
  });

  await t.step(
    "hands out tables as CSV without formulas, charts as SVG and PNG with their finding",
    async () => {
      const [csv, svg, png] = [
        await download(page, "#f2 button:text-is('CSV')"),
        await download(page, "#f2 button:text-is('SVG')"),
        await download(page, "#f2 button:text-is('PNG')"),
      ];
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(csv);
      assert.match(text, /^\ufeffSjukhus;Region;0–30 \(dagar\);/);
      assert.match(text, /;\d+,\d;/);
      assert.match(text, /\r\n'=1\+1;/, "a hospital that is a formula is made a text");
      const chart = new TextDecoder().decode(svg);
      assert.doesNotMatch(chart, /var\(|class="|<img|href=/);
      assert.ok(chart.includes(await page.innerText("#f2 h3")));
      assert.match(text, /;Underlag\r\n[^]*;Syntetiska data\r\n/, "a table says what is made up");
      assert.ok(chart.includes("Syntetiska data"), "a chart says what is made up");
      assert.deepEqual([...png.slice(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
      assert.deepEqual(said, []);
    },
  );
  await close();
}

async function middleOf(
  page: Page,
  selector: string,
): Promise<{ clientX: number; clientY: number; bubbles: true }> {
  const box = await page.locator(selector).first().boundingBox();
  assert.ok(box);
  return { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true };
}

async function download(page: Page, button: string): Promise<Uint8Array> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return await Deno.readFile(await file.path());
}
