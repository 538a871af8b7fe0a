import assert from "node:assert/strict";
import {
  constant,
  field,
  fieldSchema,
  type FieldSpec,
  isAfter,
  isEqual,
  isMissing,
  type Layout,
  registerLayout,
} from "../../lib/contract/mod.ts";
import { BLOCK } from "../../lib/judge/_block_values.ts";
import { judgeTable, SKIPS_OF_ALL, type TableOptions } from "../../lib/judge/judge_table.ts";
import { codedColumn, plainColumn } from "../_columns.ts";
import { read, spec } from "./_fields.ts";

/** A layout of these fields without rules, keys and totals. */
function layoutOf(specs: Readonly<Record<string, FieldSpec>>, more: Partial<Layout> = {}): Layout {
  const shape = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, fieldSchema(spec)]));
  return { ...registerLayout(), shape, rules: [], skips: [], key: [], totals: null, ...more };
}

/** The verdict on records whose cells are given by field. */
function verdictOf(
  specs: Readonly<Record<string, FieldSpec>>,
  cells: Readonly<Record<string, readonly string[]>>,
  more: Partial<Layout> = {},
  options: TableOptions = {},
) {
  const columns = Object.entries(cells).map(([name, cells]) => codedColumn(name, cells));
  const sources = Object.fromEntries(Object.keys(cells).map((name, column) => [name, { columns: [column] }]));
  const { fields, texts } = read(specs, columns, sources);
  const good = columns[0].codes.length;
  return judgeTable({ columns, good }, layoutOf(specs, more), fields, texts, options);
}

const rule = (
  name: string,
  broken: Layout["rules"][number]["broken"],
  level: "error" | "warn" | "info" = "error",
) => ({ name, level, fields: ["n"], says: name, broken });
const skip = (name: string, when: Layout["skips"][number]["when"]) => ({
  name,
  says: name,
  fields: ["n"],
  when,
});
const n = { n: spec("whole") };

Deno.test("judgeTable() tells more rules apart than one word of bits holds", () => {
  for (const many of [30, 31, 32, 62, 63, 100]) {
    const rules = Array.from({ length: many }, (_, at) => rule(`r${at}`, isEqual(field("n"), constant(at))));
    const cells = { n: Array.from({ length: many + 1 }, (_, at) => `${at}`) };
    const { rejected, accepted, rules: counts } = verdictOf(n, cells, { rules });
    assert.deepEqual(
      rejected.map(({ record, rules }) => [record, ...rules.map(({ rule }) => rule)]),
      Array.from({ length: many }, (_, at) => [at, `r${at}`]),
    );
    assert.deepEqual([...accepted], [...Array.from({ length: many }, () => 0), 1]);
    assert.deepEqual(
      counts.filter(({ rule }) => rule.startsWith("r")).map(({ count, first }) => [count, first]),
      Array.from({ length: many }, (_, at) => [1, at]),
    );
  }
});

Deno.test("judgeTable() says of a record every rule that it breaks, in order, and rejects only for errors", () => {
  const rules = Array.from(
    { length: 70 },
    (_, at) => rule(`r${at}`, isAfter(field("n"), constant(at)), at % 2 === 0 ? "warn" : "error"),
  );
  const { rejected, accepted, rules: counts } = verdictOf(n, { n: ["99", "1", "0"] }, { rules });
  assert.deepEqual([...accepted], [0, 1, 1]);
  assert.deepEqual(
    rejected.map(({ rules }) => rules.map(({ rule }) => rule)),
    [Array.from({ length: 35 }, (_, at) => `r${2 * at + 1}`)],
  );
  const found = Object.fromEntries(counts.map(({ rule, count }) => [rule, count]));
  assert.deepEqual([found.r0, found.r1, found.r69], [2, 1, 1]);
});

Deno.test("judgeTable() tries a field's own rules before those across fields, and the unreadable before the missing", () => {
  const specs = {
    day: spec("day", { required: true }),
    n: spec("whole", { required: true, level: "warn" }),
    text: spec("text", { required: true }),
  };
  const { rejected, rules } = verdictOf(specs, {
    day: ["x", "", "2024-04-30"],
    n: ["x", "", ""],
    unread: ["a", "b", "c"],
  }, {
    rules: [rule("ingen_dag", isMissing(field("day")))],
  });
  assert.deepEqual(rejected.map(({ rules }) => rules.map(({ rule }) => rule)), [
    ["day_ogiltigt", "text_saknas", "ingen_dag"],
    ["day_saknas", "text_saknas", "ingen_dag"],
    ["text_saknas"],
  ]);
  assert.deepEqual(rules.map(({ rule, count, first }) => [rule, count, first]), [
    ["day_ogiltigt", 1, 0],
    ["day_saknas", 1, 1],
    ["n_ogiltigt", 1, 0],
    ["n_saknas", 2, 1],
    ["text_saknas", 3, 0],
    ["ingen_dag", 2, 0],
    ["dubblett", 0, -1],
  ]);
});

Deno.test("judgeTable() skips a record for the first reason that holds, and tries no rule on it", () => {
  const skips = [
    skip("tom", isMissing(field("n"))),
    skip("noll", isEqual(field("n"), constant(0))),
    skip("liten", isAfter(constant(5), field("n"))),
  ];
  const rules = [rule("noll", isEqual(field("n"), constant(0))), rule("ingen", isMissing(field("n")))];
  const { accepted, rejected, skips: found, counts, rules: tried } = verdictOf(
    { ...n, text: spec() },
    { n: ["0", "", "7", "", "3"], text: ["a", "b", "c", "", "e"] },
    { skips, rules },
  );
  assert.deepEqual([...accepted], [0, 0, 1, 0, 0]);
  assert.deepEqual(rejected, []);
  assert.deepEqual(tried.filter(({ count }) => count > 0), []);
  // A record without a single cell is blank, whatever else is true of it.
  const blank = 3 + SKIPS_OF_ALL.findIndex(({ name }) => name === "tom_rad");
  assert.deepEqual(found, [
    { skip: 0, count: 1, first: 1 },
    { skip: 1, count: 1, first: 0 },
    { skip: 2, count: 1, first: 4 },
    { skip: blank, count: 1, first: 3 },
  ]);
  assert.deepEqual(counts, { accepted: 1, rejected: 0, skipped: 4 });
});

Deno.test("judgeTable() takes a record for blank only when no column holds anything, read or not, coded or plain", () => {
  const columns = [
    codedColumn("n", ["", "", "1", "", ""]),
    plainColumn("text", ["", "", "", "x", " "]),
    codedColumn("unread", ["", "y", "", "", ""]),
  ];
  const { fields, texts } = read(n, columns, { n: { columns: [0] } });
  const { accepted } = judgeTable({ columns, good: 5 }, layoutOf(n), fields, texts);
  assert.deepEqual([...accepted], [0, 1, 1, 1, 1]);
});

Deno.test("judgeTable() rejects the later records of a key, those that are accepted otherwise", () => {
  const specs = { id: spec(), n: spec("whole") };
  const cells = { id: ["a", "a", "b", "a", "b", "c"], n: ["x", "1", "2", "3", "4", "x"] };
  const { accepted, rejected, rules } = verdictOf(specs, cells, { key: ["id"] });
  assert.deepEqual([...accepted], [0, 1, 1, 0, 0, 0]);
  assert.deepEqual(rejected.map(({ record, rules }) => [record, ...rules.map(({ rule }) => rule)]), [
    [0, "n_ogiltigt"],
    [3, "dubblett"],
    [4, "dubblett"],
    [5, "n_ogiltigt"],
  ]);
  assert.deepEqual(rules.at(-1)!.count, 2);
});

Deno.test("judgeTable() asks for totals over other columns first, and for sums of what is left last", () => {
  const asked: (readonly number[])[] = [];
  const note = (answer: readonly number[]) => (candidates: readonly number[]) => {
    asked.push(candidates);
    return answer;
  };
  const totals = {
    within: ["n"],
    same: [],
    over: [{ field: "text", total: "alla", worth: 1, emptyIsTotal: false }],
    count: null,
  };
  const { accepted, skips } = verdictOf(
    { ...n, text: spec() },
    { n: ["1", "1", "1", "1", "2", "9"], text: ["alla", "x", "y", "z", "alla", "x"] },
    { totals, skips: [skip("nio", isEqual(field("n"), constant(9)))] },
    { byColumns: note([2]), byArithmetic: note([3]) },
  );
  assert.deepEqual(asked, [[0, 1, 2, 3, 4], [1, 3, 4]]);
  assert.deepEqual([...accepted], [0, 1, 0, 0, 1, 0]);
  assert.deepEqual(skips.map(({ count, first }) => [count, first]), [[1, 5], [2, 0], [1, 3]]);
});

Deno.test("judgeTable() counts every rejected record, and remembers no more than it must", () => {
  const specs = { id: spec(), n: spec("whole") };
  const cells = {
    id: Array.from({ length: 90 }, (_, at) => at < 60 ? `${at}` : "same"),
    n: Array.from({ length: 90 }, (_, at) => at % 2 === 0 ? "x" : "1"),
  };
  const { rejected, rules, counts } = verdictOf(specs, cells, { key: ["id"] }, { mostRejected: 20 });
  assert.deepEqual(counts, { accepted: 31, rejected: 45 + 14, skipped: 0 });
  assert.deepEqual(rules.filter(({ count }) => count > 0).map(({ rule, count }) => [rule, count]), [
    ["n_ogiltigt", 45],
    ["dubblett", 14],
  ]);
  assert.equal(rejected.length, 21);
});

Deno.test("judgeTable() judges every record of several blocks", () => {
  const size = 2 * BLOCK + 3, marked = [0, BLOCK - 1, BLOCK, 2 * BLOCK - 1, 2 * BLOCK, size - 1];
  const cells = {
    n: Array.from({ length: size }, (_, at) => marked.includes(at) ? "7" : at % 5 === 1 ? "3" : "1"),
  };
  const { rejected, rules, counts } = verdictOf(n, cells, {
    rules: [
      rule("sju", isEqual(field("n"), constant(7))),
      rule("tre", isEqual(field("n"), constant(3)), "warn"),
    ],
  });
  assert.deepEqual(rejected.map(({ record }) => record), marked);
  const threes = cells.n.filter((cell) => cell === "3").length;
  assert.deepEqual(rules.find(({ rule }) => rule === "tre"), { ...rules[2], count: threes, first: 1 });
  assert.deepEqual(counts, { accepted: size - marked.length, rejected: marked.length, skipped: 0 });
});
