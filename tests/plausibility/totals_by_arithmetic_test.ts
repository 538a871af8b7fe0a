import assert from "node:assert/strict";
import { bandRowLayout } from "../../lib/contract/mod.ts";
import { type Random, seededRandom } from "../../lib/numeric/mod.ts";
import { hospitals } from "../../lib/reference/mod.ts";
import { totalsByArithmetic, type TypedRow } from "../../lib/plausibility/mod.ts";
import { READING, row } from "./_rows.ts";

const found = (rows: readonly TypedRow[]) => totalsByArithmetic(rows, READING).map(({ row }) => row);
const uppsala = { region: "Region Uppsala" };

Deno.test("totalsByArithmetic() finds a subtotal, also in a region with one hospital", () => {
  const rows = [
    row("Falu lasarett", [30, 20, 10, 5, 1]),
    row("Mora lasarett", [12, 8, 9, 10, 2]),
    row("Delsumma", [42, 28, 19, 15, 3]),
    row("Akademiska sjukhuset", [50, 40, 30, 20, 10], uppsala),
    row("Delsumma", [50, 40, 30, 20, 10], uppsala),
  ];
  assert.deepEqual(totalsByArithmetic(rows, READING), [
    { row: 2, says: '"Delsumma" är summan av 2 andra rader för Region Dalarna 2024-04 vantande' },
    { row: 4, says: '"Delsumma" är summan av 1 annan rad för Region Uppsala 2024-04 vantande' },
  ]);
  for (const name of ["Regionen totalt", "Sammanlagt", "Summa länet", "C_999", null]) {
    const named = rows.map((row) => row.sjukhus === "Delsumma" ? { ...row, sjukhus: name } : row);
    assert.deepEqual(found(named), [2, 4], `${name}`);
  }
});

Deno.test("totalsByArithmetic() finds the subtotal of an ownership, and of the rows above it", () => {
  const rows = [
    row("Falu lasarett", [30, 20, 10]),
    row("Mora lasarett", [12, 8, 9]),
    row("Hudkliniken", [4, 5, 6], { agarform: "privat" }),
    row("Aleris Borlänge", [1, 2, 3], { agarform: "privat" }),
    row("Offentliga sjukhus", [42, 28, 19]),
    row("Summa privata", [5, 7, 9]),
    row("Hela regionen", [47, 35, 28]),
  ];
  assert.deepEqual(found(rows), [4, 5, 6]);
  assert.deepEqual(
    found([
      row("Norra enheten", [30, 20, 10]),
      row("Östra enheten", [12, 8, 9]),
      row("Delsumma", [42, 28, 19]),
      row("Södra enheten", [4, 5, 6]),
      row("Västra enheten", [1, 2, 3]),
      row("Delsumma söder", [5, 7, 9]),
      row("Totalt", [47, 35, 28]),
    ]),
    [2, 5, 6],
  );
});

Deno.test("totalsByArithmetic() finds sums over regions and vårdutbud, and sums that leave a dimension empty", () => {
  assert.deepEqual(
    found([
      row("Falu lasarett", [30, 20, 10]),
      row("Akademiska sjukhuset", [50, 40, 30], uppsala),
      row("Totalt alla regioner", [80, 60, 40], uppsala),
    ]),
    [2],
  );
  const about = (vardutbud: string | null, agarform: string | null = "offentlig") => ({
    vardutbud,
    agarform,
  });
  assert.deepEqual(
    found([
      row("Falu lasarett", [30, 20, 10, 5, 1], about("Gråstarr")),
      row("Falu lasarett", [12, 8, 9, 10, 2], about("Gallsten")),
      row("Falu lasarett", [42, 28, 19, 15, 3], about(null)),
    ]),
    [2],
    "a row without a vårdutbud",
  );
  assert.deepEqual(
    found([
      row("Falu lasarett", [30, 20, 10, 5, 1], about("Gråstarr")),
      row("Mora lasarett", [12, 8, 9, 10, 2], about("Gråstarr")),
      row("Delsumma", [42, 28, 19, 15, 3], about("Gråstarr", null)),
      row("Mora lasarett", [2, 1, 1, 0, 0], about("Gallsten")),
      row("Delsumma", [2, 1, 1, 0, 0], about("Gallsten", null)),
    ]),
    [2, 4],
    "a sum without an ownership",
  );
  const all = { vardutbud: "(alla)" };
  assert.deepEqual(
    found([
      row("Falu lasarett", [3, 2, 1], all),
      row("Mora lasarett", [1, 1, 1], all),
      row("Delsumma", [4, 3, 2], all),
    ]),
    [2],
    "rows for all vårdutbud",
  );
});

Deno.test("totalsByArithmetic() compares the deviations and the count of all too, and lets a hidden part be anything", () => {
  const rows = (total: TypedRow) => [
    row("Falu lasarett", [30, 20, 10, 7], { pvv: 2, antal: 67 }),
    row("Mora lasarett", [12, 8, 9, null], { pvv: 1, antal: 29 }),
    row("Delsumma", [42, 28, 19, 9], { pvv: 3, antal: 97, ...total }),
  ];
  assert.deepEqual(found(rows({})), [], "antal is not the sum");
  assert.deepEqual(found(rows({ antal: 96 })), [2]);
  assert.deepEqual(found(rows({ antal: null, pvv: null })), [2]);
  assert.deepEqual(found(rows({ antal: 96, pvv: 4 })), []);
  assert.deepEqual(found(rows({ antal: 96, d91_365: 6 })), [], "less than the part that is shown");
  assert.deepEqual(found(rows({ antal: 96, d0_30: null })), [], "only two bands are compared");
});

Deno.test("totalsByArithmetic() finds sums in one band a row", () => {
  const layout = bandRowLayout();
  const rows =
    ([["Falu lasarett", [30, 20, 10]], ["Mora lasarett", [12, 8, 9]], ["Delsumma", [42, 28, 19]]] as const)
      .flatMap(([name, counts]) =>
        ["0-30", "31-60", "61-90"].map((band, index) => ({ ...row(name, []), band, antal: counts[index] }))
      );
  assert.deepEqual(totalsByArithmetic(rows, { layout }).map(({ row }) => row), [6, 7, 8]);
  const two = rows.filter(({ band }) => band !== "61-90");
  assert.deepEqual(totalsByArithmetic(two, { layout }), []);
});

Deno.test("totalsByArithmetic() keeps what may be a true row", () => {
  const same = [30, 20, 10, 5, 1];
  const kept: Record<string, TypedRow[]> = {
    "two known hospitals alike": [row("Falu lasarett", same), row("Mora lasarett", same)],
    "two unknown alike: which is the sum?": [row("Hudkliniken", same), row("Ögonkliniken", same)],
    "a known hospital as large as the others": [
      row("Falu lasarett", [42, 28, 19, 15, 3]),
      row("Mora lasarett", same),
      row("Hudkliniken", [12, 8, 9, 10, 2]),
    ],
    "small numbers": [
      row("Hudkliniken", [2, 1, 1]),
      row("Falu lasarett", [1, 1, 0]),
      row("Mora lasarett", [1, 0, 1]),
    ],
    "a small private provider": [row("Privata vårdgivare", [1, 1, 1]), row("Falu lasarett", [1, 1, 1])],
    "one band differs": [
      row("Falu lasarett", same),
      row("Mora lasarett", same),
      row("Delsumma", [60, 40, 20, 10, 3]),
    ],
    "two bands": [
      row("Falu lasarett", [30, 20, 0]),
      row("Mora lasarett", [3, 2, 0]),
      row("Delsumma", [33, 22, 0]),
    ],
    "a sum in one month only": ["2024-04", "2024-05"].flatMap((manad, index) => [
      row("Falu lasarett", same, { manad }),
      row("Mora lasarett", [12, 8, 9, 10, 2], { manad }),
      row("C_999", [42, 28, 19, 15, 3 + index], { manad }),
    ]),
    "its own region's only row": [row("Delsumma", same), row("Falu lasarett", [1, 2, 3, 4, 5], uppsala)],
  };
  for (const [name, rows] of Object.entries(kept)) assert.deepEqual(found(rows), [], name);
  assert.deepEqual(found([]), []);
});

/** A table of one to three months, two regions, one to six hospitals each, some of them unknown, and two vårdutbud. */
function table(random: Random): TypedRow[] {
  const mean = [2, 20, 200][random.integer(3)];
  const months = ["2024-03", "2024-04", "2024-05"].slice(random.integer(3));
  return ["Region Dalarna", "Region Uppsala"].flatMap((region) => {
    const known = hospitals.filter((hospital) => hospital.region === region).map(({ namn }) => namn);
    const names = random.shuffle([
      ...known,
      "Hudkliniken",
      "Ögon Nord AB",
      "Enhet 7",
      "Privata vårdgivare",
      null,
    ])
      .slice(0, 1 + random.integer(6));
    return months.flatMap((manad) =>
      names.flatMap((name) =>
        ["Gråstarr", "Gallsten"].map((vardutbud) =>
          row(name, Array.from({ length: 5 }, () => random.poisson(mean)), { region, manad, vardutbud })
        )
      )
    );
  });
}

/** A table with the sums of each region, month and vårdutbud among its rows, and where they are. */
function withTotals(rows: readonly TypedRow[], name: string | null, random: Random) {
  const groups = Map.groupBy(rows, ({ region, manad, vardutbud }) => `${region}|${manad}|${vardutbud}`);
  const bands = ["d0_30", "d31_60", "d61_90", "d91_365", "d366"];
  const totals = new Set([...groups.values()].map((parts) => ({
    ...parts[0],
    sjukhus: name,
    ...Object.fromEntries(
      bands.map((band) => [band, parts.reduce((sum, part) => sum + Number(part[band]), 0)]),
    ),
  })));
  const all = random.shuffle([...rows, ...totals] as TypedRow[]);
  return { all, at: all.flatMap((row, index) => totals.has(row as never) ? [index] : []) };
}

Deno.test("totalsByArithmetic() finds nothing in random tables without sums", () => {
  for (let seed = 0; seed < 1500; seed++) {
    const rows = table(seededRandom(`utan ${seed}`));
    assert.deepEqual(found(rows), [], `seed ${seed}`);
  }
});

Deno.test("totalsByArithmetic() finds exactly the sums in random tables with them", () => {
  for (let seed = 0; seed < 1000; seed++) {
    const random = seededRandom(`med ${seed}`), rows = table(random);
    const named = withTotals(rows, ["Delsumma", "Totalt regionen", "Samtliga"][seed % 3], random);
    assert.deepEqual(found(named.all), named.at, `seed ${seed}`);
  }
});

Deno.test("totalsByArithmetic() finds exactly the sums of any name where numbers are no chance", () => {
  let tried = 0;
  for (let seed = 0; seed < 1000; seed++) {
    const random = seededRandom(`okänd ${seed}`), rows = table(random);
    const parts = Map.groupBy(rows, ({ region }) => region);
    const several = [...parts.values()].every((rows) => new Set(rows.map(({ sjukhus }) => sjukhus)).size > 2);
    if (!several || rows.every((row) => Number(row.d0_30) < 10)) continue;
    tried++;
    const { all, at } = withTotals(rows, "C_999", random);
    assert.deepEqual(found(all), at, `seed ${seed}`);
  }
  assert.ok(tried > 200, `${tried}`);
});

Deno.test("totalsByArithmetic() takes time that grows with the rows of a region and month, not with their pairs", () => {
  const time = (count: number, name: string) => {
    const rows = Array.from(
      { length: count },
      (_, index) => row(`${name} ${index}`, [index % 7, index % 13, index % 11, 1, 2]),
    );
    const begun = performance.now();
    assert.deepEqual(found(rows), []);
    return performance.now() - begun;
  };
  for (const name of ["Enhet", "Privata enheten", "Delsumma"]) {
    time(500, name);
    // A busy machine can hold up one of the two: the pairs of rows would take 64 times as long each of three times.
    let ratio = Infinity;
    for (let tries = 0; tries < 3 && ratio >= 30; tries++) ratio = time(12_000, name) / time(1500, name);
    assert.ok(ratio < 30, `${name}: ${ratio.toFixed(1)} times as long for 8 times the rows`);
  }
});

Deno.test("totalsByArithmetic() finds sums over the patients' home regions", () => {
  const home = (hemregion: string | null, counts: number[]) => row("Falu lasarett", counts, { hemregion });
  const rows = [home("Region Dalarna", [30, 20, 10, 5]), home("Region Uppsala", [12, 8, 9, 4])];
  assert.deepEqual(found([...rows, home(null, [42, 28, 19, 9])]), [2]);
  assert.deepEqual(found([...rows, home(null, [42, 28, 18, 9])]), [], "their home is not known");
});
