import assert from "node:assert/strict";
import type { ListChange } from "../../lib/analysis/mod.ts";
import type { ChangedLists } from "../../lib/figures/mod.ts";
import { listChangeFigure, listChangeFinding } from "../../lib/mod.ts";

const none = { new: 0, late: 0, returned: 0, aged: 0, operated: 0, withdrawn: 0, deferred: 0, redated: 0 };
const change: ListChange = {
  all: { ...none, before: 40, after: 42, new: 9, late: 2, operated: 6, withdrawn: 2, deferred: 1 },
  over: { ...none, before: 10, after: 9, aged: 4, operated: 3, withdrawn: 2 },
};
const numbers = (antal: number, over: number) => ({ antal, over: { value: over, low: over, high: over } });
const lists = (own: ListChange | null, rest: Partial<ChangedLists> = {}): ChangedLists => ({
  ...{ from: "2024-03", to: "2024-04", limitDays: 90, unexplained: [] },
  rows: [
    { name: "Region Dalarna", of: "region", before: numbers(40, 10), after: numbers(42, 9), change: own },
    { name: "Gråstarr", of: "vardutbud", before: numbers(30, 8), after: numbers(31, 6), change: own },
    { name: "Gallsten", of: "vardutbud", before: numbers(10, 2), after: numbers(11, 3), change: own },
  ],
  options: { selection: "Alla vårdutbud", definition: "exkl. PvV och MoV" },
  ...rest,
});

Deno.test("listChangeFinding() says who came and who left, of all and of those over the limit", () => {
  assert.equal(
    listChangeFinding(lists(change)).text,
    "4 passerade 90 dagar sedan mars 2024; 3 opererades och 2 lämnade listan utan operation",
  );
  assert.equal(
    listChangeFinding(lists(change), { of: "all" }).text,
    "2 fler väntar än i mars 2024: 9 nya beslut, 2 tillkom på annat sätt, 6 opererades, 2 lämnade listan utan operation och 1 räknas inte längre",
  );
  const still: ListChange = {
    all: { ...none, before: 5, after: 5 },
    over: { ...none, before: 0, after: 1, late: 1 },
  };
  assert.equal(listChangeFinding(lists(still)).text, "1 tillkom över 90 dagar sedan mars 2024");
  assert.equal(
    listChangeFinding(lists(still), { of: "all" }).text,
    "Lika många väntar som i mars 2024: inga nya beslut",
  );
});

Deno.test("listChangeFinding() says what is unknown, and why", () => {
  assert.equal(
    listChangeFinding(lists(null, { unexplained: ["Region Dalarna"] })).text,
    "Varför antalet över 90 dagar har ändrats är okänt: Dalarna går inte att följa kontakt för kontakt",
  );
  assert.match(
    listChangeFinding(lists(null, { rows: [] })).text,
    /ingen har levererat mars 2024 på samma sätt$/,
  );
});

Deno.test("what is said of some regions names those that are not compared, each once", () => {
  const missing = [{ region: "Region Uppsala" }, { region: "Region Uppsala" }];
  const partly = lists(change, { missing });
  assert.equal(listChangeFinding(partly).detail, "utan Uppsala");
  assert.equal(listChangeFinding(partly, { of: "all" }).detail, "utan Uppsala");
  assert.equal(listChangeFinding(lists(change)).detail, undefined);
  assert.match(
    listChangeFigure(partly).html(),
    /Uppsala har inte levererat båda månaderna på samma sätt och är inte med\./,
  );
});

Deno.test("listChangeFigure() has a column for each step that happened, and a row that adds up", () => {
  const figure = listChangeFigure(lists(change)), html = figure.html();
  assert.match(html, /Passerade gränsen[^]*Opererade[^]*Utan operation/);
  assert.doesNotMatch(html, /Sent levererade|Nytt beslutsdatum/);
  assert.match(html, /Dalarna<\/th><td>10<\/td><td>4<\/td><td>3<\/td><td>2<\/td><td>9<\/td>/);
  const groups = listChangeFigure(lists(change), { by: "vardutbud", most: 1 });
  assert.equal(groups.headline, "Gråstarr har ändrats mest sedan mars 2024: från 8 till 6 över 90 dagar");
  assert.doesNotMatch(groups.html(), /Gallsten/);
  assert.match(groups.html(), /De 1 vårdutbud där antalet har ändrats mest, av 2\./);
});
