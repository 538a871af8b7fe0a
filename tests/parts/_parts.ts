import { ROOT } from "../_checkout.ts";
import { gatherTemporary } from "./_temporary.ts";

/**
 * The parts that `deno task test` runs, those that take longest first. The files of a part share a process, since most
 * files take longer to load lib/ than to run their tests.
 */
export const PARTS: Readonly<Record<string, readonly string[]>> = {
  "1_reports": ["cli/bench_test.ts", "cli/cover_test.ts", "cli/report_test.ts", "notebook", "report"],
  "2_records": ["judge", "extract", "parquet"],
  "3_store": ["contract", "cube", "database", "plausibility", "store"],
  "4_texts": [
    "examples_test.ts",
    "contributing_test.ts",
    "layers_test.ts",
    "outside_test.ts",
    "readme_test.ts",
    "wasm_test.ts",
  ],
  "5_commands": ["browser", "cli", "sample"],
  "6_analysis": [
    "analysis",
    "calendar",
    "cooperation",
    "form",
    "numeric",
    "optimise",
    "parts",
    "plan",
    "reference",
    "small_stores",
    "statements",
  ],
  "7_pages": ["attacks", "disclosure", "document", "figures", "indicators", "selection"],
};

/** The files of a part as paths from tests/; a folder's, but those that another entry names by themselves. */
export function filesOf(part: string): string[] {
  const named = Object.values(PARTS).flat();
  return PARTS[part].flatMap((entry) =>
    testFiles(entry).filter((file) => file === entry || !named.includes(file))
  );
}

/** The test files below a folder of tests/, or the one file, as paths from tests/. */
export function testFiles(path: string): string[] {
  if (path.endsWith(".ts")) return [path];
  return [...Deno.readDirSync(`${ROOT}tests/${path}`)].flatMap(({ name, isDirectory }) =>
    isDirectory
      ? testFiles(`${path}/${name}`)
      : name.endsWith("_test.ts")
      ? [`${path}/${name}`.replace(/^\.?\//, "")]
      : []
  ).sort();
}

/** Reads the test files of the part that a module of this folder is named for. */
export async function readPart(module: string): Promise<void> {
  const [, part] = /([^/]*)\.ts$/.exec(module)!;
  const tidy = gatherTemporary();
  for (const file of filesOf(part)) await import(`../${file}`);
  globalThis.addEventListener("unload", tidy); // after those of the files, which may remove their own
}
