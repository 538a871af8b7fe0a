import assert from "node:assert/strict";
import sparticuz from "@sparticuz/chromium";
import { BROWSERS, printPdf } from "../../lib/cli/_pdf.ts";
import { renderReport } from "../../lib/report/mod.ts";
import { executed, options } from "../report/_executed.ts";
import { run } from "./_run.ts";

Deno.test("printPdf() prints pages tagged, in Swedish and with bookmarks", async () => {
  const installed = BROWSERS.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
  });
  const pages = ["# Vem väntar?\n\n## Var", "# Och varför?"].map((text) =>
    renderReport(executed([text]), options).html
  );
  const files = await printPdf(installed ?? await sparticuz.executablePath(), pages);
  assert.equal(files.length, 2);
  for (const file of files) {
    const text = new TextDecoder("latin1").decode(file);
    assert.ok(text.startsWith("%PDF-"));
    for (const sign of ["/StructTreeRoot", "/Marked true", "/Outlines", "/Lang (sv)"]) {
      assert.ok(text.includes(sign), sign);
    }
  }
});

Deno.test("report says at once when no browser can print, and which formats there are", async () => {
  const { code, err } = await run("report", "--format", "pdf", "--webblasare", "/finns/inte");
  assert.deepEqual([
    code,
    /--webblasare ska vara programfilen .*\/finns\/inte finns inte. Inget har körts/.test(err),
  ], [1, true]);
  const wrong = await run("report", "--format", "html,doc");
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /--format ska vara docx, pdf, pptx, xlsx eller html, .*fick "doc"/);
});
