/**
 * From the kernel's account of an error back to the line its author wrote.
 *
 * The kernel compiles a cell before it runs it: blank lines and types disappear, and the line numbers of a stack
 * are those of what is left. Deno's own compiler, asked for a source map, says the way back.
 */
import { SourceMap, stripTypeScriptTypes } from "node:module";

/** A complaint about a line. */
export interface LineIssue {
  message: string;
  /** Counted from 1. */
  line: number;
}

/** What the compiler says is wrong with the source, or `null` if it can be compiled. */
export function syntaxIssue(source: string): LineIssue | null {
  try {
    compile(source);
    return null;
  } catch (error) {
    const found = /^(?:SyntaxError: )?(.*)[^]*?:(\d+):\d+(?:\n|$)/.exec(
      error instanceof Error ? error.message : "",
    );
    if (!found) throw error;
    return { message: found[1], line: Number(found[2]) };
  }
}

/**
 * The line of the cell's source, from 1, where the stack enters the cell; `null` when the stack does not say.
 *
 * The outermost frame is the one: inner ones may lie in functions of earlier cells. The kernel's first line is the
 * mark of the request, which stands on the source's first line.
 */
export function failingLine(source: string, traceback: readonly string[]): number | null {
  const frames = [...traceback.join("\n").matchAll(/<anonymous>:(\d+):(\d+)/g)];
  const frame = frames.at(-1);
  if (!frame || syntaxIssue(source)) return null;
  const encoded = compile(source, "0;").split("sourceMappingURL=data:application/json;base64,")[1];
  const map = new SourceMap(JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(encoded))));
  const entry = map.findEntry(Number(frame[1]) - 1, Number(frame[2]) - 1);
  return "originalLine" in entry ? entry.originalLine + 1 : null;
}

/** Compiled as the kernel does, save that an import, which it keeps on one line of its own, stays though unused. */
function compile(source: string, mark = ""): string {
  const kept = source.replaceAll(
    /^import\s(?!type\s)[^;]*?["'][^"']*["']/gm,
    (text) => text.replace(/.*/, "await 0").replaceAll(/(?<=\n).*/g, ""),
  );
  return stripTypeScriptTypes(mark + kept, { mode: "transform", sourceMap: true });
}
