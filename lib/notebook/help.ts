/** Help on what "vantelage" and its sub-exports offer, read from the doc comments of the source. */
import { currentCode } from "./_code.ts";
import { type Documented, moduleOf, readDocumentation } from "./_documentation.ts";
import { ENTRIES, FACE_NAME } from "./_entries.ts";
import { resembling } from "./_nearest.ts";

/** Help that shows itself in a notebook, and gives its text in a script. */
export interface Help {
  /** The same as Markdown. */
  text(): Promise<string>;
}

/** How many names a search shows. */
const MOST = 20;

/**
 * Shows what "vantelage" offers (hjälp): what a name is, its signature, its arguments and options with their units, what
 * it throws, and an example. The text is that of the doc comments.
 *
 * @param about A name or the thing itself; a group, such as "Kalender"; a sub-export, such as "vantelage/plan" or "plan";
 * or a word to search for. The groups and sub-exports by default.
 * @returns Help that shows itself as a cell's last expression. A name that there is not gives those that contain it or
 * are about it, or else the nearest.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { help, medianWait } from "vantelage";
 * assert.match(await help(medianWait).text(), /^## medianWait\n/);
 * assert.match(await help("mediaWait").text(), /Närmast är medianWait/);
 * ```
 */
export function help(about?: unknown): Help {
  const text = () => helpText(about);
  return Object.defineProperty({ text }, Symbol.for("Jupyter.display"), {
    value: async () => {
      const markdown = await text();
      return { "text/markdown": markdown, "text/plain": markdown };
    },
  });
}

async function helpText(about: unknown): Promise<string> {
  const known = await readDocumentation();
  if (about === undefined) return overview(known);
  const name = typeof about === "string" ? about.trim() : await nameOf(about);
  if (name === null) return "Det är inget som `vantelage` har. `help()` visar vad som finns.";
  const found = known.find((entry) => entry.name === name);
  if (found) return described(found, known);
  const word = name.toLowerCase();
  const within = (text: string) => word !== "" && text.toLowerCase().includes(word);
  const group = known.filter(({ face }) => face !== null && titleOf(face.group).toLowerCase() === word);
  if (group.length > 0) return `## ${group[0].face?.group}\n\n${listed(group)}`;
  const home = word.startsWith(`${FACE_NAME}/`) ? word : `${FACE_NAME}/${word}`;
  const folder = known.filter((entry) => entry.home === home && isValue(entry));
  if (folder.length > 0) return `## ${home}\n\n${listed(folder)}`;
  const hits = known.filter(isValue)
    .filter(({ name, summary, face }) => within(name) || within(summary) || within(face?.gloss ?? ""))
    .sort((a, b) => Number(within(b.name)) - Number(within(a.name)));
  if (hits.length > 0) {
    const more = hits.length > MOST ? `\n\n… och ${hits.length - MOST} till` : "";
    return `Inget heter precis ${name}. Det här handlar om det:\n\n${listed(hits.slice(0, MOST))}${more}`;
  }
  const near = resembling(name, known.map((entry) => entry.name));
  return `\`vantelage\` har inget som heter ${name}.${
    near === null ? "" : ` Närmast är ${near}: \`help("${near}")\`.`
  } \`help()\` visar vad som finns.`;
}

async function nameOf(thing: unknown): Promise<string | null> {
  for (const entries of [[FACE_NAME], [...ENTRIES.keys()]]) {
    const code = await currentCode(entries);
    const name = Object.keys(code).find((name) => code[name] === thing);
    if (name !== undefined) return name;
  }
  return null;
}

const isValue = (entry: Documented) => entry.isValue;

function overview(known: readonly Documented[]): string {
  const groups = Map.groupBy(known.filter(({ face }) => face !== null), ({ face }) => face?.group);
  const homes = Map.groupBy(known.filter(isValue), ({ home }) => home);
  const lines = [...groups].map(([group, entries]) =>
    `- **${group}** ${entries.map(({ name }) => `\`${name}\``).join(", ")}`
  );
  const more = [...homes].map(([home, entries]) => `\`${home}\` (${entries.length})`).sort();
  return `## Vad vantelage har\n\n${lines.join("\n")}\n\nMer finns i ${more.join(", ")}.\n\n` +
    '`help("kalender")` listar en grupp, `help("plan")` det som `vantelage/plan` har, `help("median")` söker, ' +
    "`help(select)` visar en funktion med exempel.";
}

/** A group's title without what it is about: "Lager" of "Lager: läsa in och granska". */
function titleOf(group: string): string {
  return group.replace(/:.*/, "");
}

function listed(entries: readonly Documented[]): string {
  return entries.map(({ name, summary, face }) => `- \`${name}\`: ${face?.gloss ?? summary}`).join("\n");
}

function described(entry: Documented, known: readonly Documented[]): string {
  const { name, folder, face, signature, doc, examples, isType } = { ...entry, isType: !isValue(entry) };
  const options = isType
    ? []
    : known.filter((other) =>
      (other.kind === "interface") && new RegExp(`\\b${other.name}\\b`).test(signature) &&
      other.name.endsWith("Options")
    );
  const part = (tag: string) =>
    entry.tags.filter((each) => each.tag === tag).map(({ text }) => `- ${text.replace(/^(\w+) /, "`$1` ")}`);
  const sections: [string, readonly string[]][] = [
    ["Argument", part("param")],
    ...options.map((each): [string, readonly string[]] => [each.name, each.fields]),
    ["Fält", entry.kind === "interface" ? entry.fields : []],
    ["Ger", entry.tags.filter(({ tag }) => tag === "returns").map(({ text }) => text)],
    [
      "Fel",
      entry.tags.filter(({ tag }) => tag === "throws").map(({ text }) =>
        `- ${text.replace(/^\{(\w+)\}/, "`$1`")}`
      ),
    ],
    ["Metoder", entry.kind === "class" ? entry.fields : []],
    ["Exempel", examples.map((code) => `\`\`\`ts\n${code}\n\`\`\``)],
  ];
  return [
    `## ${name}${face === null ? "" : `\n\n*${face.gloss}*`}`,
    doc,
    `\`\`\`ts\n${signature}\n\`\`\``,
    ...sections.filter(([, lines]) => lines.length > 0).map(([title, lines]) =>
      `**${title}**\n\n${lines.join("\n")}`
    ),
    `*\`import { ${isType ? "type " : ""}${name} } from "${moduleOf(entry)}"\`, ur lib/${folder}*`,
  ].join("\n\n");
}
