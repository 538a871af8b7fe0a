/** Statements of a cell that only ask for a value: where a promise would be left alone. */

/** Ends a line that goes on in the next. */
const GOES_ON = /(?:[=+\-*/%&|^<>?:,.([{!~]|=>|\b(?:await|return|typeof|new|in|of|extends))\s*$/;
const STATEMENT =
  /^(?:const|let|var|function|async|class|import|export|type|interface|if|else|for|while|do|switch|case|return|throw|try|catch|finally|using|enum|declare|await|void|break|continue|debugger|delete)\b/;

/**
 * The lines of the code, from 0, on which a statement begins that is an expression, without `await`.
 *
 * @param code Code whose texts and comments are blanked out.
 */
export function expressionLines(code: string): number[] {
  const found: number[] = [];
  let depth = 0, goesOn = false;
  code.split("\n").forEach((line, index) => {
    const words = line.trim();
    if (depth === 0 && !goesOn && /^[\p{L}_$([]/u.test(words) && !STATEMENT.test(words)) found.push(index);
    depth += (line.match(/[([{]/g)?.length ?? 0) - (line.match(/[)\]}]/g)?.length ?? 0);
    if (words !== "") goesOn = GOES_ON.test(words);
  });
  return found;
}
