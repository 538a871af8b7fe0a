import assert from "node:assert/strict";
import { type HiddenCount, protect, protectedWaitTable, scanForHidden } from "../../lib/disclosure/mod.ts";
import { smallPage } from "../attacks/_page.ts";

const PVV: HiddenCount = { where: { region: "Region Dalarna" }, measure: "pvv", value: 3 };
const KNEE: HiddenCount = {
  where: { region: "Region Dalarna", vardutbud: "Knäled protes" },
  measure: "antal",
  value: 4,
};
const BAND: HiddenCount = {
  where: { sjukhus: "Mora lasarett", region: "Region Dalarna" },
  measure: "d61_90",
  value: 2,
};
const ALL: HiddenCount = { where: {}, measure: "d366", value: 17 };
const HIDDEN = [PVV, KNEE, BAND, ALL];

function found(text: string): HiddenCount[] {
  return scanForHidden(text, HIDDEN).map(({ hidden }) => hidden);
}

Deno.test("scanForHidden() finds a hidden number in a table, by its column, row and caption", () => {
  const table = (caption: string, value: number) =>
    `<!doctype html><table><caption>${caption}</caption><tr><th>Region</th><th>Antal</th><th>PvV</th></tr>
     <tr><th>Region Dalarna</th><td>4</td><td>${value}</td></tr></table>`;
  assert.deepEqual(found(table("Alla vårdutbud", 3)), [PVV]);
  assert.deepEqual(found(table("Knäled protes", 7)), [KNEE]);
  assert.deepEqual(found(table("Gråstarr", 7)), []);
});

Deno.test("scanForHidden() finds a hidden number in CSV, also with thousands apart and quotes", () => {
  assert.deepEqual(found("\ufeffregion;pvv;mov\r\nRegion Dalarna;3;9\r\n"), [PVV]);
  assert.deepEqual(found('sjukhus,region,"61–90"\n"Mora lasarett",Region Dalarna,2\n'), [BAND]);
  assert.deepEqual(found("region;pvv;mov\nRegion Dalarna;;3\n"), []);
});

Deno.test("scanForHidden() finds a hidden number in embedded data, by keys and neighbours", () => {
  const page = (data: unknown) =>
    `<!doctype html><script type="application/json">${JSON.stringify(data)}</script>`;
  assert.deepEqual(found(page({ rows: [{ name: "Region Dalarna", pvv: { hidden: false, value: 3 } }] })), [
    PVV,
  ]);
  assert.deepEqual(
    found(page({ vardutbud: "Knäled protes", rows: [{ name: "Region Dalarna", antal: 4 }] })),
    [KNEE],
  );
  assert.deepEqual(
    found(page({ rows: [{ name: "Mora lasarett", region: "Region Dalarna", bands: [9, 9, 2, 9, 9] }] })),
    [
      BAND,
    ],
  );
  assert.deepEqual(found(page({ rows: [{ name: "Region Dalarna", pvv: { hidden: true } }] })), []);
});

Deno.test("scanForHidden() finds a hidden number in titles, descriptions and labels", () => {
  assert.deepEqual(found('<svg aria-label="Region Dalarna: 3 PvV"></svg>'), [PVV]);
  assert.deepEqual(found("<svg><title>Mora lasarett, Region Dalarna, 61–90 dagar: 2</title></svg>"), [BAND]);
  assert.deepEqual(found("<!doctype html><p>Sammanlagt väntar 17 över 365 dagar.</p>"), [ALL]);
  assert.deepEqual(found("<!doctype html><p>I Region Dalarna väntar 17 över 365 dagar.</p>"), []);
  assert.deepEqual(found("<!doctype html><p>På Mora lasarett väntar 17 över 365 dagar.</p>"), []);
});

Deno.test("scanForHidden() takes no date, share or larger number for a hidden one", () => {
  assert.deepEqual(found('<svg aria-label="Region Dalarna, PvV 2024-03: 33"></svg>'), []);
  assert.deepEqual(found('<svg aria-label="Region Dalarna, PvV 3,5 procent"></svg>'), []);
  assert.deepEqual(found('<svg aria-label="Region Dalarna, PvV 3 400"></svg>'), []);
});

Deno.test("scanForHidden() finds nothing in protected tables, and much in the same tables unprotected", async () => {
  const cells = smallPage("ett"), guarded = await protect(cells), open = await protect(cells, { k: 0 });
  const text = (protection: typeof open) =>
    JSON.stringify(
      (["region", "sjukhus", "agarform"] as const).map((by) => protectedWaitTable(protection, { by })),
    );
  assert.deepEqual(scanForHidden(text(guarded), guarded.secrets()), []);
  assert.ok(scanForHidden(text(open), guarded.secrets()).length > 0);
});
