/** The types of code cells, checked by one call of `deno check` for all notebooks. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A code cell. */
export interface TypedCell {
  source: string;
  /** The lines, from 0, on which a statement begins that must give no promise. */
  expressions: readonly number[];
}

/** An error of type, and where. */
export interface TypeFinding {
  /** The notebook's index in the list. */
  notebook: number;
  /** The cell's number in the notebook, from 1. */
  cell: number;
  /** The line in the cell, from 1. */
  line: number;
  rule: "types" | "promise";
  message: string;
}

/** What a statement may give: anything but a promise. */
const NO_PROMISE = "__InteEttLofte";
const NO_PROMISE_TYPE =
  `type ${NO_PROMISE} = object & { then?: never } | string | number | bigint | boolean | symbol | null | undefined | void`;

/** Stands between two cells: ends a statement or a comment that the cell before left open. */
const BETWEEN = "\n;\n";

/**
 * Joins the cells of each notebook into a module and checks the modules' types.
 *
 * @param notebooks For each notebook every cell; text cells are empty.
 * @param config The deno.json to check with.
 * @throws {Error} If `deno check` fails for a reason that lies in no cell.
 */
export async function checkTypes(notebooks: readonly TypedCell[][], config: string): Promise<TypeFinding[]> {
  if (!notebooks.length) return [];
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "vantelage-check-" }));
  try {
    const files = notebooks.map((_, i) => join(folder, `${i}.ts`));
    // The export makes a module of it, in which top-level await may stand.
    await Promise.all(
      notebooks.map((cells, i) =>
        Deno.writeTextFile(
          files[i],
          `${
            cells.map((cell, number) => typed(cell, number)).join(BETWEEN)
          }\n;${NO_PROMISE_TYPE};\nexport {};\n`,
        )
      ),
    );
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "--quiet", "--no-lock", "--config", config, ...files],
      env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    }).output();
    if (success) return [];
    const text = new TextDecoder().decode(stderr);
    const findings = typeErrors(text, files).map(({ notebook, line, ...found }) => ({
      notebook,
      ...placeOf(notebooks[notebook], line),
      ...found,
    }));
    if (!findings.length) {
      throw new Error(`Cannot check the types of notebooks with "${config}": ${text.trim()}`);
    }
    return findings;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A cell's source, in which each expression that stands alone is given to a name that takes no promise. */
function typed({ source, expressions }: TypedCell, number: number): string {
  return source.split("\n").map((line, index) =>
    expressions.includes(index) ? `;const __${number}_${index}: ${NO_PROMISE} = ${line}` : line
  ).join("\n");
}

function typeErrors(text: string, files: readonly string[]): Omit<TypeFinding, "cell">[] {
  const errors = text.matchAll(/^(?:TS(\d+) \[ERROR\]|error): (.*)\n[^]*?^ {4}at (file:\S+):(\d+):\d+$/gm);
  return [...errors].flatMap(([, code, first, url, line]): Omit<TypeFinding, "cell">[] => {
    const notebook = files.indexOf(fileURLToPath(url));
    if (notebook < 0) return []; // in lib/, where its own check finds it
    const name = code === "2451" ? /'(.*)'/.exec(first)?.[1] : undefined;
    const place = { notebook, line: Number(line) };
    if (first.includes(NO_PROMISE)) {
      return [{ ...place, rule: "promise", message: "ett löfte som ingen väntar på: skriv await framför" }];
    }
    const message = name ? `namnet ${name} får sitt värde i två celler: ge dem var sitt namn` : first;
    return [{ ...place, rule: "types", message }];
  });
}

/** The cell and its line that stand on a line of the joined module. */
function placeOf(cells: readonly TypedCell[], joinedLine: number): { cell: number; line: number } {
  let before = 0;
  for (const [i, { source }] of cells.entries()) {
    const length = source.split("\n").length + 1;
    if (joinedLine <= before + length) return { cell: i + 1, line: joinedLine - before };
    before += length;
  }
  return { cell: cells.length, line: joinedLine - before };
}
