/** A deck's look taken from another: its masters, layouts, theme and their pictures, by the names of the layouts. */
import { posix } from "node:path";
import { strFromU8, strToU8, unzipSync } from "fflate";
import { DocumentTemplateError } from "./template_error.ts";

type Parts = Readonly<Record<string, Uint8Array>>;

const TYPES = "[Content_Types].xml", DECK = "ppt/presentation.xml";
/** What the look of a deck is. */
const LOOK = /^ppt\/(?:slideMasters|slideLayouts|theme)\//;

/**
 * The parts of a deck with the look of a template.
 *
 * @param deck The deck's parts.
 * @param template The template (pptx): a deck of ours whose layouts, theme and pictures somebody has changed.
 * @returns The deck's own slides and notes on the template's layouts of the same names.
 * @throws {DocumentTemplateError} If it is no deck, has another size, or lacks a layout.
 */
export function withLook(deck: Parts, template: Uint8Array): Record<string, Uint8Array> {
  const look = partsOfTemplate(template), text = (parts: Parts, name: string) => strFromU8(parts[name]);
  const size = (parts: Parts) =>
    /<p:sldSz\b[^>]*\bcx="(\d+)" cy="(\d+)"/.exec(text(parts, DECK))?.slice(1, 3).join(" × ");
  if (size(look) !== size(deck)) {
    throw new DocumentTemplateError(
      `bilderna är ${size(look)} och ska vara ${size(deck)} (16:9, 33,87 × 19,05 cm)`,
    );
  }
  const [master] = relationsOf(look, DECK).filter(({ type }) => type === "slideMaster");
  if (master === undefined) throw new DocumentTemplateError("den har ingen bildbakgrund");
  const taken = reachedFrom(look, master.target);
  const layoutOf = new Map(
    taken.filter((name) => /^ppt\/slideLayouts\/[^/]*\.xml$/.test(name)).map((
      name,
    ) => [layoutName(look, name), name]),
  );
  const own = Object.keys(deck).filter((name) => !LOOK.test(name));
  const parts: Record<string, Uint8Array> = Object.fromEntries(own.map((name) => [name, deck[name]]));
  for (const name of taken) parts[name] = look[name];
  for (const name of own.filter((name) => /^ppt\/slides\/_rels\//.test(name))) {
    parts[name] = strToU8(
      text(deck, name).replace(/\.\.\/(slideLayouts\/[^"]*)/, (_, layout: string) => {
        const wanted = layoutName(deck, `ppt/${layout}`), found = layoutOf.get(wanted);
        if (found === undefined) throw new DocumentTemplateError(`den saknar layouten ${wanted}`);
        return `../${found.slice("ppt/".length)}`;
      }),
    );
  }
  const themes = relationsOf(look, master.target).filter(({ type }) => type === "theme");
  const relations = `ppt/_rels/presentation.xml.rels`;
  for (const name of [relations, "ppt/notesMasters/_rels/notesMaster1.xml.rels"]) {
    if (deck[name] === undefined) continue;
    parts[name] = strToU8(
      text(deck, name).replace(/slideMasters\/[^"]*/, master.target.slice("ppt/".length))
        .replace(/theme\/[^"]*\.xml/, themes[0].target.slice("ppt/".length)),
    );
  }
  const id = /<p:sldMasterId\b[^>]*\bid="(\d+)"/;
  const number = id.exec(text(look, DECK))?.[1] ?? "2147483648";
  parts[DECK] = strToU8(text(deck, DECK).replace(id, (entry, old: string) => entry.replace(old, number)));
  parts[TYPES] = strToU8(typesOf(deck, look, taken));
  return parts;
}

function partsOfTemplate(template: Uint8Array): Parts {
  let parts: Parts;
  try {
    parts = unzipSync(template);
  } catch (cause) {
    throw new DocumentTemplateError("den går inte att läsa som en PowerPoint-fil (pptx)", { cause });
  }
  if (parts[DECK] === undefined || parts[TYPES] === undefined) {
    throw new DocumentTemplateError("den är ingen PowerPoint-fil (pptx)");
  }
  return parts;
}

/** What a part refers to within the file. */
function relationsOf(parts: Parts, name: string): { type: string; target: string }[] {
  const path = `${posix.dirname(name)}/_rels/${posix.basename(name)}.rels`;
  if (parts[path] === undefined) return [];
  return [...strFromU8(parts[path]).matchAll(/<Relationship\b[^>]*>/g)].flatMap(([entry]) => {
    const value = (key: string) => new RegExp(`\\b${key}="([^"]*)"`).exec(entry)?.[1] ?? "";
    if (value("TargetMode") === "External") return [];
    const target = value("Target"), type = value("Type").split("/").at(-1)!;
    return [{
      type,
      target: target.startsWith("/") ? target.slice(1) : posix.join(posix.dirname(name), target),
    }];
  });
}

/** A part and all that it refers to, with the parts that say what they refer to. */
function reachedFrom(parts: Parts, first: string): string[] {
  const reached = new Set([first]);
  for (const name of reached) for (const { target } of relationsOf(parts, name)) reached.add(target);
  return [...reached].flatMap((name) => [name, `${posix.dirname(name)}/_rels/${posix.basename(name)}.rels`])
    .filter((name) => parts[name] !== undefined);
}

function layoutName(parts: Parts, name: string): string {
  return /<p:cSld\b[^>]*\bname="([^"]*)"/.exec(strFromU8(parts[name]))?.[1] ?? "";
}

/** The list of types: the deck's own, and the template's of the parts that were taken. */
function typesOf(deck: Parts, template: Parts, taken: readonly string[]): string {
  const own = strFromU8(deck[TYPES]).replace(
    /<Override PartName="\/([^"]*)"[^>]*\/>/g,
    (entry, name: string) => LOOK.test(name) ? "" : entry,
  );
  const theirs = [...strFromU8(template[TYPES]).matchAll(/<(Override|Default)\b[^>]*\/>/g)].filter(
    ([entry, kind]) => {
      const named =
        new RegExp(`${kind === "Default" ? "Extension" : "PartName"}="/?([^"]*)"`).exec(entry)?.[1] ?? "";
      return kind === "Default" ? !own.includes(`Extension="${named}"`) : taken.includes(named);
    },
  ).map(([entry]) => entry);
  const [defaults, overrides] = ["Default", "Override"].map((kind) =>
    theirs.filter((entry) => entry.startsWith(`<${kind}`)).join("")
  );
  return own.replace(/(<Types\b[^>]*>)/, `$1${defaults}`).replace("</Types>", `${overrides}</Types>`);
}
