/** Where the statements of a cell begin, and which of them only ask for a value. */

/** Ends a line that goes on in the next. */
const GOES_ON = /(?:[=+\-*/%&|^<>?:,.([{!~]|=>|\b(?:await|return|typeof|new|in|of|extends))\s*$/;
const STATEMENT =
  /^(?:const|let|var|function|async|class|import|export|type|interface|if|else|for|while|do|switch|case|return|throw|try|catch|finally|using|enum|declare|await|void|break|continue|debugger|delete)\b/;
const TEXT_OR_COMMENT = /\/\/.*|\/\*[^]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[^]|[^`\\])*`/g;

/**
 * The source with its comments blanked out, and its texts too or filled with a letter.
 *
 * @param source The code of a cell.
 * @param texts What each character of a text becomes. @default a space
 */
export function codeOnly(source: string, texts = " "): string {
  return source.replaceAll(
    TEXT_OR_COMMENT,
    (text) => text.replaceAll(/[^\n]/g, text[0] === "/" ? " " : texts),
  );
}

/**
 * The lines of the code, from 0, on which a statement begins.
 *
 * @param code Code whose texts and comments are blanked out.
 */
export function statementLines(code: string): number[] {
  const found: number[] = [];
  let depth = 0, goesOn = false;
  code.split("\n").forEach((line, index) => {
    const words = line.trim();
    if (depth === 0 && !goesOn && words !== "" && !/^[.?:+\-*/%&|^=<>,)\]}]/.test(words)) found.push(index);
    depth += (line.match(/[([{]/g)?.length ?? 0) - (line.match(/[)\]}]/g)?.length ?? 0);
    if (words !== "") goesOn = GOES_ON.test(words);
  });
  return found;
}

/** The lines on which a statement begins that is an expression, without `await`; as {@linkcode statementLines}. */
export function expressionLines(code: string): number[] {
  const lines = code.split("\n");
  const asks = (line: string) => /^[\p{L}_$([]/u.test(line) && !STATEMENT.test(line);
  return statementLines(code).filter((index) => asks(lines[index].trim()));
}
