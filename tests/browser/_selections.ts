import { axeFindings } from "./_axe.ts";
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { openBrowser, openFile, settled } from "./_browser.ts";
import { letterSteps } from "./_letter.ts";
import { readingSteps } from "./_reading.ts";
import { HOSTILE, writeReport } from "./_report.ts";

/** The width of a sheet's text in pixels: A4 without its margins. */
const PAPER = 672;

/** The tables that are wider than their place. */
async function cutTables(page: Page): Promise<string[]> {
  return await page.locator("main .scroll").evaluateAll((all) =>
    all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((table) => table.getAttribute("aria-label") ?? "")
  );
}

Deno.test({
  name: "a report with selections",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async (t) => {
    const folder = await Deno.makeTempDir();
    const { url, others, scriptBytes } = await writeReport(folder);
    assert.ok(scriptBytes < 8_000, `${scriptBytes} bytes of script on a page without selections`);
    const browser = await openBrowser();

    await t.step(
      "asks the network for nothing, says nothing, and shows the page's own view first",
      async () => {
        const { page, said, close } = await openFile(browser, url);
        assert.match(await page.textContent("#p1 .figure") ?? "", /^\d/);
        assert.equal(new URL(page.url()).hash, "");
        assert.equal(
          await page.locator("[data-old]").count(),
          0,
          "nothing is left that shows an earlier choice",
        );
        assert.equal(await page.isVisible("#urval form"), true);
        assert.deepEqual(said, []);
        await close();
      },
    );

    await t.step("shows the whole default view and no control without JavaScript", async () => {
      const { page, close } = await openFile(browser, url, { javaScriptEnabled: false });
      assert.equal(await page.locator("main figure").count(), 5);
      assert.equal(await page.isVisible("#urval"), false);
      assert.equal(await page.locator("select,input,button").count(), 0);
      await close();
    });

    await t.step(
      "redraws figures, tables and findings with every selection, in the address too",
      async () => {
        const { page, said, close } = await openFile(browser, url);
        const text = async () => {
          await settled(page);
          return await page.innerText("main");
        };
        const before = await text();
        const choices: [string, () => Promise<unknown>, string][] = [
          ["vardutbud", () => page.selectOption("#urval-vardutbud", "Gråstarr"), "Gråstarr, alla ägarformer"],
          ["agarform", () => page.selectOption("#urval-agarform", "privat"), "Gråstarr, privat ägarform"],
          ["manad", () => page.selectOption("#urval-manad", "2024-03"), "mars 2024"],
          [
            "grans",
            () => page.fill("#urval-grans", "60").then(() => page.press("#urval-grans", "Enter")),
            "över 60 dagar",
          ],
          ["inkl", () => page.check("#urval-inkl"), "inkl. PvV och MoV"],
          ["niva", () => page.check("input[value=sjukhus]"), HOSTILE],
          ["plats", () => page.selectOption("#urval-plats", "Region Dalarna"), "Dalarna, gråstarr"],
          ["status", () => page.check("input[value=genomforda]"), "genomförda"],
        ];
        let last = before;
        for (const [name, choose, shown] of choices) {
          await choose();
          const now = await text();
          const marks = await page.locator("main figure:not([hidden]) .mark").count();
          assert.equal(marks, await page.locator("main figure:not([hidden])").count(), `marks after ${name}`);
          assert.ok(now.toLowerCase().includes(shown.toLowerCase()), `${name}: the page says ${shown}`);
          assert.notEqual(now, last, name);
          assert.ok(
            new URLSearchParams(new URL(page.url()).hash.slice(1)).has(name),
            `${name} in ${page.url()}`,
          );
          last = now;
        }
        await page.goBack();
        assert.doesNotMatch(page.url(), /genomforda/);
        await page.goForward();
        assert.equal(await text(), last);

        const linked = await openFile(browser, page.url());
        await settled(linked.page);
        assert.equal(await linked.page.innerText("main"), last);
        await linked.close();

        const wrong = await openFile(browser, `${page.url()}&grans=-5`.replace("grans=60&", ""));
        await settled(wrong.page);
        assert.match(await wrong.page.innerText("#urval [role=status]"), /Sidan visar gränsen 90 dagar/);
        await wrong.close();

        await page.click("#urval button");
        assert.equal(await text(), before);
        assert.equal(new URL(page.url()).hash, "");
        assert.equal(
          await page.locator("[data-old]").count(),
          0,
          "nothing is left that shows an earlier choice",
        );
        assert.deepEqual(said, []);
        await close();
      },
    );

    await t.step("can be used by keyboard alone, with visible focus and targets of 24 pixels", async () => {
      const { page, close } = await openFile(browser, url);
      await page.focus("#urval-vardutbud");
      await page.keyboard.press("ArrowDown");
      await settled(page);
      assert.match(page.url(), /vardutbud=/);
      const outline = await page.evaluate(() =>
        getComputedStyle(document.activeElement ?? document.body).outlineStyle
      );
      assert.equal(outline, "solid");
      const small = await page.locator("#urval :is(select,input,button)").evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect()).filter(({ width, height }) => width < 24 || height < 24)
          .length
      );
      assert.equal(small, 0);
      await close();
    });

    await t.step("has nothing that axe finds, light or dark", async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        const { page, close } = await openFile(browser, url, { colorScheme });
        assert.deepEqual(await axeFindings(page), []);
        await close();
      }
    });

    await t.step(
      "is as good on pages for the public and on the index: axe, silence, 320 pixels, paper, no script",
      async () => {
        for (const other of others) {
          const ready = other.endsWith("index.html") ? ".readers" : "main .files";
          for (const colorScheme of ["light", "dark"] as const) {
            const { page, said, close } = await openFile(browser, other, { ready, colorScheme });
            assert.deepEqual([await axeFindings(page), said], [[], []], other);
            await page.setViewportSize({ width: 320, height: 640 });
            assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
            await page.emulateMedia({ media: "print" });
            await page.setViewportSize({ width: PAPER, height: 900 });
            assert.deepEqual(await cutTables(page), []);
            assert.equal(
              await page.locator(":is(.files,nav,.tip):visible").count(),
              0,
            );
            await close();
          }
          const { page, close } = await openFile(browser, other, { ready, javaScriptEnabled: false });
          assert.equal(await page.locator("select,input,button").count(), 0);
          await close();
        }
      },
    );

    await t.step("fits a window of 320 pixels and prints without its controls", async () => {
      const { page, close } = await openFile(browser, url, { viewport: { width: 320, height: 640 } });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
      assert.equal(await page.isVisible("#urval form"), false, "folded: the first key figure comes before");
      const box = await page.locator("main .figure").first().boundingBox();
      assert.ok(box && box.y + box.height <= 640, `the first key figure at ${box?.y}`);
      await page.click("#urval summary");
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.isVisible("#urval"), false);
      await page.setViewportSize({ width: PAPER, height: 900 });
      assert.deepEqual(await cutTables(page), []);
      assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 10_000);
      await close();
    });

    await t.step("shows a hospital's name as text, whatever it contains", async () => {
      const { page, said, close } = await openFile(browser, `${url}#urval&niva=sjukhus`);
      await settled(page);
      assert.equal(await page.locator("main img, form img").count(), 0);
      assert.ok((await page.innerText("main")).includes(HOSTILE));
      assert.deepEqual(said, []);
      await close();
    });

    await letterSteps(t, browser);
    await readingSteps(t, browser, url);

    await browser.close();
    await Deno.remove(folder, { recursive: true });
  },
});
