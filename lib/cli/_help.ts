import type { Command, Option } from "./_command.ts";

/** How wide a line of help may be. */
const WIDTH = 118;

/**
 * What --help prints, made from the command's own table of options.
 *
 * @param command The command.
 * @returns Lines in Swedish: what it does, its uses, its options, what else holds, an example, the exit statuses.
 */
export function helpOf({ name, summary, uses, options, notes, example, statuses }: Command): string {
  const entries = Object.entries(options);
  const heads = entries.map(([option, { value }]) => `--${option}${value === undefined ? "" : ` ${value}`}`);
  const width = Math.min(24, Math.max(0, ...heads.map(({ length }) => length)) + 2);
  const described = entries.map(([, { says, many }], at) => {
    const lines = wrapped(`${says}${many === true ? "; kan anges flera gånger" : ""}`, WIDTH - width - 2);
    const [first, rest] = heads[at].length < width ? [lines[0], lines.slice(1)] : [null, lines];
    return [
      `  ${first === null ? heads[at] : heads[at].padEnd(width) + first}`,
      ...rest.map((line) => " ".repeat(width + 2) + line),
    ].join("\n");
  });
  const renamed = entries.flatMap(([option, { was }]) =>
    was === undefined ? [] : [`--${was} (nu --${option})`]
  );
  return [
    wrapped(summary, WIDTH).join("\n"),
    uses.flatMap((use) => wrapped(`  deno task ${name} ${use}`.trimEnd(), WIDTH, "    ")).join("\n"),
    described.join("\n"),
    notes === undefined ? "" : wrapped(notes, WIDTH).join("\n"),
    `Exempel: deno task ${name} ${example}`.trimEnd(),
    [
      `Slutkod: 0 klart, ${statuses ?? "1 något gick fel, 2 fel använt"}.`,
      ...renamed.length > 0
        ? wrapped(`Äldre namn, som tas emot i version 0.2: ${renamed.join(", ")}.`, WIDTH)
        : [],
    ].join("\n"),
  ].filter((part) => part !== "").join("\n\n");
}

/** A text in lines of at most so many letters; its own line breaks stay, what is carried over is set in. */
function wrapped(text: string, width: number, indent = ""): string[] {
  return text.split("\n").flatMap((part) => {
    const lines: string[] = [];
    for (const word of part.split(" ")) {
      const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
      if (lines.length === 0) lines.push(longer);
      else if (longer.length <= width) lines[lines.length - 1] = longer;
      else lines.push(indent + word);
    }
    return lines;
  });
}

/** The older names of options, with those that they have now. */
export function olderNames(options: Readonly<Record<string, Option>>): Map<string, string> {
  return new Map(
    Object.entries(options).flatMap(([name, { was }]) => was === undefined ? [] : [[was, name] as const]),
  );
}
