/** Words that comments and texts do not use, and the plain ones for them. */
const PLAIN: Readonly<Record<string, string>> = {
  told: "reported, given or distinguished",
  untold: "not reported",
  tell: "say, report or distinguish",
  tells: "says, reports or distinguishes",
  anew: "again",
  whoever: "anyone who",
  "reckoned out": "derived",
  "set aside": "rejected",
};

const WORD = new RegExp(`\\b(?:${Object.keys(PLAIN).join("|")})\\b`, "gi");

/** A line of a module that is a comment; code and strings are the compiler's and the reader's. */
const COMMENT = /^\s*(?:\*|\/\*\*|\/\/)/;

/**
 * Finds words that make a reader read twice.
 *
 * @param path The file; of a module only its comments are read.
 * @param text What it holds.
 * @returns A line a finding, with the plain word.
 */
export function wordFindings(path: string, text: string): string[] {
  const isModule = path.endsWith(".ts");
  return text.split("\n").flatMap((line, at) =>
    isModule && !COMMENT.test(line)
      ? []
      : [...line.matchAll(WORD)].map(([word]) =>
        `${path}:${at + 1}: "${word}", bättre ${PLAIN[word.toLowerCase()]}`
      )
  );
}
