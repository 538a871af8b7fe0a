/**
 * A notebook as one function, so that notebooks share a kernel, what it has loaded and what it has read, and none sees the
 * names of another. Only plain code is taken, which leaves no trace but its names; any other has a kernel of its own.
 */
import { INSIDE } from "./_owner.ts";
import { codeOnly, statementLines } from "./_expressions.ts";

const IMPORT = /^import\s*(\{[^{}]*\})\s*from\s*["'](vantelage(?:\/(?!report["'])\w+)?)["'];?/gm;

/** What a statement begins with that has no value. */
const DECLARES = /^(?:const|let|class|using)\b/;
/** What an expression begins with whose value is certain to be what the cell shows. */
const ASKS =
  /^(?!(?:var|function|async|import|export|type|interface|if|else|for|while|do|switch|case|return|throw|try|catch|finally|enum|declare|break|continue|debugger|namespace|module|abstract|in|instanceof|of|as|satisfies)\b)[\p{L}\p{N}_$]/u;
/** What changes a part of something, or may reach one by a text, and a regular expression, in which quotes may stand. */
const CHANGES =
  /(?:\.[\s\p{L}\p{N}_$]+|\]\s*)(?:[-+*/%&|^?]+|<<|>>>?)?=(?![=>])|[\p{L}\p{N}_$)\]]\[_+\]|\+\+|--|(?:^|[(,=:[!&|?{};])\s*\//mu;
/** The names that a declaration takes apart. */
const TAKEN_APART = /\b(?:const|let)\s*(?:\[[^[\]=]*\]|\{[^{}=]*\})\s*=/g;

/** The globals whose use leaves no trace. */
const TRACELESS: ReadonlySet<string> = new Set(
  "Array BigInt Boolean Infinity Intl JSON Map Math NaN Number Promise RangeError Set String console isNaN undefined"
    .split(" "),
);

/** What reaches past a notebook's own names: other globals, what belongs to all, what is changed in place, and code out of text. */
const REACHES: ReadonlySet<string> = new Set([
  ...Reflect.ownKeys(globalThis).filter((name) =>
    typeof name === "string" && !TRACELESS.has(name)
  ) as string[],
  ..."arguments constructor document eval exports help import module prototype reload require this".split(
    " ",
  ),
  ..."__proto__ prepareNotebook provideDocument startKernel tellInhabitants tellInvented tellOpened".split(
    " ",
  ),
  ..."copyWithin delete fill pop push reverse shift sort splice unshift".split(" "),
]);

/** What leaves no trace though its words may. */
const KNOWN = /\bimport\("vantelage(?:\/\w+)?"\)|\bObject\.(?:entries|fromEntries|groupBy|keys|values)\b/g;

/** What a cell is run with in a kernel that has a notebook as a function: the next one, for its value. */
export const NEXT_CELL = `(await globalThis[Symbol.for("${INSIDE.description}")].next()).value`;

/**
 * The code that opens a notebook in a kernel, which {@linkcode NEXT_CELL} then runs cell by cell.
 *
 * @param cells The sources of its code cells.
 * @returns The code; `null` where any cell is not plain, or it is not certain what it shows.
 */
export function asFunction(cells: readonly string[]): string | null {
  const parts = cells.map(plainPart);
  if (parts.some((part) => part === null)) return null;
  const inside = `globalThis[Symbol.for("${INSIDE.description}")]`;
  const turns = parts.map((part) =>
    `vantelage_cell.begin(await vantelage_turn(vantelage_shown));
vantelage_shown = undefined;\n${part}\n`
  );
  return `await import("vantelage");
${inside}.open(async (vantelage_turn, vantelage_cell) => { let vantelage_shown;
${turns.join("")}await vantelage_turn(vantelage_shown); })`;
}

/** A cell that keeps what it would show; `null` where it is not plain. */
function plainPart(source: string): string | null {
  const part = source.replaceAll(IMPORT, (_, names: string, module: string) => {
    const renamed = names.replaceAll(/\btype\s+[\w$]+(?:\s+as\s+[\w$]+)?\s*,?/g, "").replaceAll(
      /\s+as\s+/g,
      ": ",
    );
    return `const ${renamed} = await import("${module}");`;
  });
  const code = codeOnly(part, "_");
  // What stands in a text template is code too.
  const all = `${codeOnly(part.replaceAll(KNOWN, ""), "_")}\n${part.match(/\$\{[^`]*/g)?.join("\n") ?? ""}`;
  const names = all.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
  const reaches = names.some((name) => REACHES.has(name) || name.startsWith("vantelage_"));
  return reaches || CHANGES.test(code.replaceAll(TAKEN_APART, "")) ? null : withValueKept(part, code);
}

/** A cell whose last expression that is a statement is kept; `null` where its statements cannot be distinguished. */
function withValueKept(part: string, code: string): string | null {
  const lines = code.split("\n"), starts = statementLines(code);
  const statements = starts.map((start, at) => lines.slice(start, starts[at + 1]).join("\n").trim());
  const isWhole = (text: string, at: number) =>
    (ASKS.test(text)) && /^[^;]*;?$/.test(outermost(text)) &&
    (at === statements.length - 1 || text.endsWith(";"));
  if (!statements.every(isWhole)) return null;
  const last = statements.findLastIndex((text) => !DECLARES.test(text));
  if (last < 0) return part;
  if (outermost(statements[last]).includes(",")) return null;
  return part.split("\n").with(starts[last], `vantelage_shown = ${part.split("\n")[starts[last]]}`).join(
    "\n",
  );
}

/** A statement without what stands in its brackets. */
function outermost(text: string): string {
  let depth = 0;
  return [...text].filter((sign) => {
    if (")]}".includes(sign)) depth--;
    const isOuter = depth === 0;
    if ("([{".includes(sign)) depth++;
    return isOuter;
  }).join("");
}
