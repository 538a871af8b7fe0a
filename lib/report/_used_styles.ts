/** Of a stylesheet, what one page needs: a page is to be light. */

/** A rule, or a block of rules with its condition. */
interface Rule {
  /** Its selectors, or its condition. */
  readonly head: string;
  /** What stands between its braces. */
  readonly body: string;
}

/**
 * The rules for what a page has: a selector that names a class or an element that is nowhere on it is left out, then
 * rules without selectors, blocks without rules, and colours that nothing is drawn in.
 *
 * @param styles Rules without comments or strings that hold braces; blocks (`@media`) are one deep.
 * @param html All that is on the page, or comes to be on it.
 * @returns The rules left, a line each.
 */
export function usedStyles(styles: string, html: string): string {
  const used = new Set([
    ...[...html.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, element]) => element),
    ...[...html.matchAll(/\sclass="([^"]*)"/g)].flatMap(([, names]) =>
      names.split(" ").map((name) => `.${name}`)
    ),
  ]);
  const rules = usedRules(styles, used);
  const drawn = new Set([...`${rules}${html}`.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name));
  return rules.replace(
    /(--[\w-]+):[^;}]*;?/g,
    (declaration, name) => drawn.has(name) ? declaration : "",
  ).replaceAll(";}", "}");
}

/**
 * All rules but those for classes that a page has nothing of, and that nothing brings later.
 *
 * @param styles As of {@linkcode usedStyles}.
 * @param html All that is on the page.
 * @param classes Classes that only what is on the page can have.
 */
export function stylesWithout(styles: string, html: string, classes: readonly string[]): string {
  const absent = new Set(classes.filter((name) => !new RegExp(`class="[^"]*\\b${name}\\b`).test(html)));
  const named = [...styles.matchAll(/[.]?[a-z][\w-]*/g)].map(([name]) => name);
  return usedRules(styles, new Set(named.filter((name) => !absent.has(name.slice(1)))));
}

function usedRules(styles: string, used: ReadonlySet<string>): string {
  return rulesOf(styles).map(({ head, body }) => {
    if (!head.startsWith("@")) {
      const selectors = head.split(/,(?![^(]*\))/).filter((selector) => isUsed(selector, used));
      return selectors.length === 0 ? "" : `${selectors.join(",")}{${body}}\n`;
    }
    if (!head.startsWith("@media")) return `${head}{${body}}\n`;
    const inside = usedRules(body, used).replaceAll("\n", "");
    return inside === "" ? "" : `${head}{${inside}}\n`;
  }).join("");
}

/** The outermost rules of a stylesheet. */
function rulesOf(styles: string): Rule[] {
  const rules: Rule[] = [];
  let from = 0, opened = 0, depth = 0;
  for (const { 0: brace, index } of styles.matchAll(/[{}]/g)) {
    if (brace === "{" && depth++ === 0) opened = index;
    if (brace === "}" && --depth === 0) {
      rules.push({ head: styles.slice(from, opened).trim(), body: styles.slice(opened + 1, index) });
      from = index + 1;
    }
  }
  return rules;
}

/** Whether a page has all that a selector names; alternatives in it, and what must not be, are not looked at. */
function isUsed(selector: string, used: ReadonlySet<string>): boolean {
  const named = selector.replace(/\[[^\]]*\]|:nth-child\([^()]*\)/g, "")
    .replace(/:(?:is|not)\((?:[^()]|\([^()]*\))*\)/g, "")
    .replaceAll(":has(", " ").replace(/:{1,2}[a-z-]+/g, "");
  return [...named.matchAll(/[.#]?[a-z][\w-]*/g)].every(([name]) => name.startsWith("#") || used.has(name));
}
