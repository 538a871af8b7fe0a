import recheck from "recheck/lib/browser.js";
import { ROOT } from "../_checkout.ts";

/** A regular expression of lib/: where it stands, its pattern and its flags. */
interface Expression {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

/** What may stand before a regular expression; after anything else "/" divides. */
const BEFORE = /(?:[(,=:[!&|?{};+~>]|\breturn|\btypeof|\bcase|\byield)\s{0,200}$/;

/** The regular expressions that are written out in a module's text. */
export function expressionsOf(text: string, file: string): Expression[] {
  const found: Expression[] = [];
  // The braces that are open in each template's ${…}; a template's own text is passed over.
  const templates: number[] = [];
  let line = 1;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "\n") line++;
    else if (char === "`" || (char === "}" && templates.at(-1) === 0)) {
      if (char === "}") templates.pop();
      const end = templateEnd(text, at);
      line += text.slice(at, end).split("\n").length - 1;
      if (text[end] === "{") templates.push(0);
      at = end;
    } else if (templates.length > 0 && (char === "{" || char === "}")) {
      templates[templates.length - 1] += char === "{" ? 1 : -1;
    } else if (text.startsWith("//", at)) at = endOf(text, "\n", at) - 1;
    else if (text.startsWith("/*", at)) {
      const end = endOf(text, "*/", at) + 1;
      line += text.slice(at, end).split("\n").length - 1;
      at = end;
    } else if (char === '"' || char === "'") at = closing(text, at, char);
    else if (char === "/" && BEFORE.test(text.slice(Math.max(0, at - 210), at))) {
      const end = closing(text, at, "/");
      const [flags] = /^[a-z]*/.exec(text.slice(end + 1))!;
      found.push({ place: `${file}:${line}`, source: text.slice(at + 1, end), flags });
      at = end + flags.length;
    }
  }
  return found;
}

const endOf = (text: string, sign: string, at: number): number => {
  const end = text.indexOf(sign, at + 1);
  return end < 0 ? text.length : end;
};

/** Where a string or an expression ends; a sign in a class of characters does not end an expression. */
function closing(text: string, from: number, sign: string): number {
  let inClass = false;
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (sign === "/" && text[at] === "[") inClass = true;
    else if (sign === "/" && text[at] === "]") inClass = false;
    else if (text[at] === sign && !inClass) return at;
  }
  return text.length;
}

/** Where the text of a template ends that begins or goes on at a place: at its "`", or at the brace of "${". */
function templateEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "`") return at;
    else if (text.startsWith("${", at)) return at + 1;
  }
  return text.length;
}

async function* modules(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* modules(`${folder}/${name}`);
    else if (name.endsWith(".ts") && !name.endsWith(".d.ts")) yield `${folder}/${name}`;
  }
}

/** Folders whose expressions meet a delivery's text, or a name from one. */
const FOLDERS = [
  "calendar",
  "numeric",
  "extract",
  "parquet",
  "reference",
  "contract",
  "cube",
  "plausibility",
  "judge",
  "database",
  "store",
  "sample",
  "indicators",
  "analysis",
  "cooperation",
  "plan",
  "disclosure",
  "figures",
  "selection",
  "report",
];

/** Expressions that take more than linear time, and why that does no harm: what they are given is short or our own. */
const BOUNDED: readonly (readonly [source: string, why: string])[] = [
  [String.raw`\n\s*LINE \d+:`, "the first 4 000 characters of an engine's message"],
  [String.raw` with value .* can't `, "the first 4 000 characters of an engine's message"],
  [String.raw`\(.*\)`, "the first 4 000 characters of an engine's message"],
  [String.raw`(?<![\p{L}\p{N}_])[eE]'(?:[^'\\]|\\.)*'`, "a statement of ours or of the analyst's"],
  [String.raw`(<[^>]*>)`, "a page's text of ours"],
  [String.raw`(--[\w-]+):[^;}]*;?`, "our style sheet"],
  [String.raw`\[[^\]]*\]|:nth-child`, "our style sheet"],
  [String.raw`url\(#([^)]+)\)`, "a drawing of ours"],
  [String.raw`-?\d+\.\d{3,}(?:e-?\d+)?`, "a drawing of ours"],
  [String.raw`\S*–\S*`, "a column's label of ours"],
  [String.raw`^(?!.*(?:andel|per|inkl|exkl|%))`, "a header"],
  [String.raw`(?<![\d,.–-])\d{1,3}(?:`, "a sentence of a page, its names bounded"],
  [String.raw`Table with name (.+?) does not exist`, "one line of an engine's message"],
  [String.raw`(?:Referenced column|does not have a column named)`, "one line of an engine's message"],
];

/**
 * Checks with recheck (its JavaScript build) that every regular expression written out in the folders of lib/ that meet
 * data takes linear time; those that are put together from strings are printed, to be looked at.
 */
export async function expressions(): Promise<boolean> {
  let checked = 0, right = true;
  const known = new Set<string>();
  for (const folder of FOLDERS) {
    for await (const file of modules(`${ROOT}lib/${folder}`)) {
      const text = await Deno.readTextFile(file), name = file.slice(ROOT.length);
      const made = text.split("new RegExp(").length - 1;
      if (made > 0) console.log(`sammansatt uttryck, läs själv: ${name} (${made})`);
      for (const { place, source, flags } of expressionsOf(text, name)) {
        const key = `${source}/${flags}`;
        if (known.has(key)) continue;
        known.add(key);
        checked++;
        const { status, complexity } = recheck.checkSync(source, flags, { timeout: 60_000 });
        if (status === "safe") continue;
        const bounded = BOUNDED.find(([begin]) => source.startsWith(begin));
        if (bounded === undefined) right = false;
        console.log(
          `${bounded === undefined ? "FEL" : `får ${bounded[1]}`}: ${place} /${source}/${flags} ${
            complexity?.summary ?? status
          }`,
        );
      }
    }
  }
  console.log(`${checked} uttryck prövade`);
  // Were the modules read wrongly, few would be found.
  return right && checked > 150;
}
