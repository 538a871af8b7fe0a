import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { openStore } from "../../lib/store/mod.ts";
import { run } from "./_run.ts";

/** Small files of others' makings, each with the right values, or that it must or may be refused. */
const FOLDER = fileURLToPath(new URL("foreign_cases", import.meta.url));
const Case = z.strictObject({
  file: z.string(),
  kind: z.string(),
  says: z.string(),
  right: z.strictObject({
    antal: z.number().optional(),
    bands: z.number().optional(),
    rejected: z.number().optional(),
    warn: z.boolean().optional(),
    min_loaded: z.number().optional(),
    lo_max: z.number().optional(),
    first_band_march: z.number().optional(),
    draft: z.boolean().optional(),
    stop: z.boolean().optional(),
    stop_ok: z.boolean().optional(),
    says: z.array(z.string()).optional(),
  }),
});
const Report = z.looseObject({
  loaded: z.number(),
  rejected: z.number(),
  findings: z.array(z.looseObject({ level: z.string() })),
});

/** The options of a draft of the file, with what no draft can know; `null` where there is none. */
async function drafted(path: string, folder: string): Promise<string[] | null> {
  const draft = `${folder}/draft.json`;
  if ((await run("profile", path, "--ut", draft)).code !== 0) return null;
  const { kolumner = {}, konstanter = {} } = JSON.parse(await Deno.readTextFile(draft));
  const given = { status: "vantande", region: "Dalarna", manad: "2024-04" };
  return [
    "--profil",
    draft,
    ...Object.entries(given).flatMap(([field, value]) =>
      field in kolumner || field in konstanter ? [] : ["--konstant", `${field}=${value}`]
    ),
  ];
}

for (
  const { file, kind, says, right } of z.array(Case).parse(
    JSON.parse(await Deno.readTextFile(`${FOLDER}/cases.json`)),
  )
) {
  Deno.test(`load reads ${file} right or refuses it (${kind}: ${says})`, async () => {
    const folder = await Deno.makeTempDir(), path = `${FOLDER}/${file}`, store = `${folder}/lager`;
    try {
      const options = right.draft ? await drafted(path, folder) : [];
      if (options === null) return assert.ok(right.stop_ok, "no draft");
      const { code, out, err } = await run("load", path, "--lager", store, "--json", ...options);
      if (code !== 0) {
        assert.ok(right.stop || right.stop_ok, `refused: ${out}${err}`);
        for (const word of right.says ?? []) {
          assert.match(`${out}${err}`.toLowerCase(), new RegExp(RegExp.escape(word.toLowerCase())));
        }
        using kept = await openStore(store);
        return assert.equal(kept.deliveries.length, 0);
      }
      assert.ok(!right.stop, "kept, and should be refused");
      const line = out.split("\n").findLast((text) => text.startsWith("{")) ?? "";
      const report = Report.parse(JSON.parse(line));
      using opened = await openStore(store);
      const cells = await opened.cells({ by: ["manad"] });
      const sum = (of: typeof cells) => of.reduce((total, { antal }) => total + antal, 0);
      const found = {
        antal: sum(cells),
        bands: new Set(cells.map(({ lo }) => lo)).size,
        rejected: report.rejected,
        warn: report.findings.some(({ level }) => level !== "info"),
        lo_max: Math.max(...cells.map(({ lo }) => lo)),
        first_band_march: sum(cells.filter(({ manad, lo }) => manad === "2024-03" && lo === 0)),
      };
      for (const [name, value] of Object.entries(found)) {
        const expected = right[name as keyof typeof found];
        if (expected !== undefined) assert.equal(value, expected, name);
      }
      assert.ok(report.loaded >= (right.min_loaded ?? 0), "loaded");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
