/**
 * The doc comments of what "vantelage" and its sub-exports offer, read from the source when they are asked for: nothing
 * to generate, and true after an edit. The source is read from where the modules were loaded, files or a registry's
 * addresses.
 */
import { ENTRIES, FACE_NAME } from "./_entries.ts";

/** Something that is offered by name, with its doc comment. */
export interface Documented {
  /** Its name. */
  readonly name: string;
  /** The folder of `lib/` that it lies in, such as "indicators" or "analysis/queueing". */
  readonly folder: string;
  /** The sub-export that offers it, such as "vantelage/analysis". */
  readonly home: string;
  /** Where it stands in the face, `lib/mod.ts`; `null` for what only its sub-export offers. */
  readonly face: Placed | null;
  /** What it is. */
  readonly kind: "function" | "class" | "const" | "interface" | "type";
  /** Whether it is there at run time, and not only for the types. */
  readonly isValue: boolean;
  /** Its declaration without its body. */
  readonly signature: string;
  /** The doc comment up to its first tag. */
  readonly doc: string;
  /** The first sentence of it. */
  readonly summary: string;
  /** The tags but `@example`, in order. */
  readonly tags: readonly { readonly tag: string; readonly text: string }[];
  /** The code of its examples. */
  readonly examples: readonly string[];
  /** The fields of an interface, or the public methods of a class, as list items. */
  readonly fields: readonly string[];
}

/** A name's place in the face. */
export interface Placed {
  /** Its group, such as "Kalender". */
  readonly group: string;
  /** What it is, in a few Swedish words. */
  readonly gloss: string;
}

const LIB = new URL("../", import.meta.url);

/**
 * Reads the documentation of every export.
 *
 * @returns The exports of the face in its order, and then those of each sub-export.
 */
export async function readDocumentation(): Promise<Documented[]> {
  const face = await readFace();
  const homes = [...ENTRIES].filter(([home]) => home !== FACE_NAME);
  const found = await Promise.all(homes.map(async ([home, address]) => {
    // A schema and its type share a name: the type says the fields, the schema makes it a value.
    const byName = Map.groupBy(await documentedBy(new URL(address), () => true), ({ name }) => name);
    return [...byName].map(([name, entries]) => ({
      ...(entries.find(({ fields }) => fields.length > 0) ?? entries[0]),
      isValue: entries.some(({ isValue }) => isValue),
      ...{ home, face: face.get(name) ?? null },
    }));
  }));
  const order = [...face.keys()],
    place = (name: string) => face.has(name) ? order.indexOf(name) : order.length;
  return found.flat().sort((a, b) => place(a.name) - place(b.name));
}

/** The names of the face, with their groups and glosses as `lib/mod.ts` lists them. */
export async function readFace(): Promise<Map<string, Placed>> {
  const names = new Map<string, Placed>();
  let group = "";
  for (const { groups = {} } of (await sourceOf(new URL("mod.ts", LIB))).matchAll(LISTED)) {
    if (groups.title !== undefined) group = groups.title;
    else names.set(groups.name, { group, gloss: groups.gloss });
  }
  return names;
}

/** The module to import something from. */
export function moduleOf({ face, home }: Documented): string {
  return face === null ? home : FACE_NAME;
}

const LISTED =
  /^\/\/ ## (?<title>.+)$|^(?: {2}|export \{ )(?:type )?(?<name>\w+)(?:,| \} from "[^"]+";) \/\/ (?<gloss>.+)$/gm;

const EXPORTED =
  /^export (?:\*|(?<typed>type )?\{(?<names>[^}]*)\}) from "(?<from>\.[^"]+)";|(?:^(?<comment>\/\*\*(?:[^*]|\*(?!\/))*\*\/)\n)?^export (?:default )?(?:async )?(?:abstract )?(?<kind>function|class|const|interface|type)\*? (?<name>\w+)/gm;

/** What a module exports, before it is known where that is offered. */
type Declared = Omit<Documented, "home" | "face">;

async function documentedBy(url: URL, isOffered: (name: string) => boolean): Promise<Declared[]> {
  const source = await sourceOf(url);
  const found = await Promise.all(
    [...source.matchAll(EXPORTED)].map(async ({ groups = {}, index, 0: all }) => {
      if (groups.from !== undefined) {
        const listed = groups.names?.split(",").map((name) => name.trim());
        const asType = (name: string) =>
          groups.typed !== undefined || listed?.includes(`type ${name}`) === true;
        const offered = await documentedBy(
          new URL(groups.from, url),
          (name) =>
            isOffered(name) &&
            (listed === undefined || listed.includes(name) || listed.includes(`type ${name}`)),
        );
        return offered.map((entry) => ({ ...entry, isValue: entry.isValue && !asType(entry.name) }));
      }
      if (!isOffered(groups.name)) return [];
      const start = index + all.lastIndexOf("export ");
      return [documented(groups, source.slice(start), url)];
    }),
  );
  return found.flat();
}

async function sourceOf(url: URL): Promise<string> {
  if (url.protocol === "file:") return await Deno.readTextFile(url);
  const answer = await fetch(url);
  if (!answer.ok) {
    throw new TypeError(`Cannot read ${url} as the registry must have it: got ${answer.status}`);
  }
  return await answer.text();
}

function documented(groups: Record<string, string>, source: string, url: URL): Declared {
  const kind = groups.kind as Documented["kind"], { doc, tags } = commentOf(groups.comment ?? "");
  const body = /^[^]*?\n\}/.exec(source)?.[0] ?? source;
  return {
    name: groups.name,
    folder: url.pathname.slice(LIB.pathname.length).replace(/\/[^/]*$/, "").replace(
      /^(?!analysis)(\w+)\/.*$/,
      "$1",
    ),
    kind,
    isValue: kind !== "interface" && kind !== "type",
    signature: signatureOf(kind, source, body),
    doc,
    summary: firstSentence(doc),
    tags: tags.filter(({ tag }) => tag !== "example"),
    examples: tags.filter(({ tag }) => tag === "example").flatMap(({ text }) =>
      [...text.matchAll(/```ts\n([^]*?)\n?```/g)].map(([, code]) => code)
    ),
    fields: kind === "interface" || kind === "class" ? fieldsOf(body) : [],
  };
}

/** The text of a doc comment without its stars, and its tags. */
function commentOf(comment: string): { doc: string; tags: { tag: string; text: string }[] } {
  const text = comment.replace(/^\s*\/\*\*\s?|\s*\*\/$/g, "").replace(/^[ \t]*\* ?/gm, "")
    .replace(/\{@linkcode ([^}]+)\}/g, "`$1`");
  const [doc, ...tagged] = text.split(
    /(?:^|\s)@(?=(?:param|returns?|throws|example|default|typeParam|module)\b)/m,
  );
  return {
    doc: doc.trim(),
    tags: tagged.map((each) => {
      const [, tag, rest] = /^(\w+)\s*([^]*)$/.exec(each) ?? ["", "", ""];
      return { tag, text: tag === "example" ? rest : oneLine(rest) };
    }),
  };
}

function signatureOf(kind: Documented["kind"], source: string, body: string): string {
  const pattern = {
    function: /^[^]*?(?= \{\n)/,
    class: /^[^\n]*?(?= \{)/,
    const: /^[^]*?(?= =[ \n])/,
    interface: /^[^]*?\n\}|^[^\n]*\{\}/,
    type: /^[^]*?;(?=\n)/,
  }[kind];
  const found = pattern.exec(kind === "interface" ? body : source)?.[0] ?? "";
  return found.replace(/^export (?:default )?/, "").replace(/\n?^ *\/\*\*(?:[^*]|\*(?!\/))*\*\//gm, "");
}

const MEMBER =
  /^ {2}(?<comment>\/\*\*(?:[^*]|\*(?!\/))*\*\/)\n {2}(?:override |async |static )*(?<field>(?!#|private|protected|constructor)[^\n]*?)(?: \{)?;?$/gm;

function fieldsOf(body: string): string[] {
  return [...body.matchAll(MEMBER)].map(({ groups = {} }) => {
    const { doc, tags } = commentOf(groups.comment);
    const standard = tags.find(({ tag }) => tag === "default")?.text;
    return `- \`${groups.field.replace(/^readonly /, "")}\`: ${oneLine(doc)}${
      standard === undefined ? "" : ` Annars: ${standard.replace(/^\{(.*)\}$/, "`$1`")}`
    }`;
  });
}

function firstSentence(doc: string): string {
  return oneLine(/^[^]*?\.(?=\s|$)/.exec(doc)?.[0] ?? doc);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
