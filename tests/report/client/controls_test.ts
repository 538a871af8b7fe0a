import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { buildControls } from "../../../lib/report/client/controls.ts";
import { hasWrongLimit, type View, viewOf } from "../../../lib/report/client/view.ts";
import type { Page } from "../../../lib/report/client/view_rows.ts";

const initial: View = {
  status: "vantande",
  manad: "2024-04",
  vardutbud: null,
  agarform: null,
  plats: null,
  niva: "region",
  inkl: false,
  limitDays: 90,
};

Deno.test("buildControls() says which limits there are when another is typed, and keeps what was typed", () => {
  const { document } = parseHTML('<!doctype html><html><body><div id="urval" hidden></div></body></html>');
  // The parser's lists cannot be set, as a browser's can.
  const create = document.createElement.bind(document);
  Reflect.set(document, "createElement", (name: string) => {
    const made = create(name);
    if (name === "select") Object.defineProperty(made, "value", { value: "", writable: true });
    return made;
  });
  const before = Reflect.get(globalThis, "document");
  Reflect.set(globalThis, "document", document);
  try {
    const chosen: View[] = [];
    const page = {
      choices: { manad: ["2024-04"], vardutbud: [], agarform: [], plats: [] },
      initial,
      places: new Map(),
      rows: () => ({ options: { selection: "Alla vårdutbud, alla ägarformer" } }),
    } as unknown as Page;
    const controls = buildControls(page, (view) => chosen.push(view));
    controls.show(initial);
    const limit = document.getElementById("urval-grans")!, said = document.querySelector("[role=status]")!;
    assert.equal(said.textContent, "Visar alla vårdutbud, alla ägarformer, april 2024");
    const type = (days: number) => {
      Object.defineProperty(limit, "valueAsNumber", { value: days, configurable: true });
      limit.setAttribute("value", String(days));
      limit.dispatchEvent(new (document.defaultView!.Event)("change"));
    };
    type(-5);
    assert.equal(
      said.textContent,
      "Gränsen ska vara ett helt antal dagar från 1 till 999. Sidan visar gränsen 90 dagar.",
    );
    assert.deepEqual([limit.getAttribute("aria-invalid"), limit.getAttribute("value"), chosen.length], [
      "true",
      "-5",
      0,
    ]);
    type(60);
    assert.deepEqual([limit.getAttribute("aria-invalid"), chosen.map(({ limitDays }) => limitDays)], [null, [
      60,
    ]]);
    controls.show(initial);
    controls.refuseLimit();
    assert.match(said.textContent ?? "", /från 1 till 999\. Sidan visar gränsen 90 dagar\.$/);
  } finally {
    Reflect.set(globalThis, "document", before);
  }
});

Deno.test("hasWrongLimit() knows a limit in an address that none can be, and viewOf() then has the page's own", () => {
  const choices = { manad: ["2024-04"], vardutbud: [], agarform: [], plats: [] };
  for (const given of ["-5", "0", "1000", "1.5", "90d", "", "Infinity"]) {
    assert.ok(hasWrongLimit(`#urval&grans=${given}`), given);
    assert.equal(viewOf(`#urval&grans=${given}`, initial, choices).limitDays, 90);
  }
  for (const fragment of ["", "#urval&inkl=ja", "#urval&grans=1", "#urval&grans=999"]) {
    assert.equal(hasWrongLimit(fragment), false, fragment);
  }
});
