import { posix } from "node:path";
import { Composer } from "./_composed.ts";
import { type NumberFormat, numberFormat } from "./_number_format.ts";
import { walkXml, type XmlVisitor } from "./_xml.ts";
import { isWorkbook } from "./_archive_kind.ts";
import { otherFormat, UNPACK } from "./_other_format.ts";
import type { Archive } from "./_zip.ts";
import { RichText } from "./_rich_text.ts";
import { ExtractError } from "./extract_error.ts";

/** One sheet (blad) of a workbook. */
export interface Sheet {
  /** Its name, as the tab shows it. */
  name: string;
  /** Whether the tab is hidden. */
  hidden: boolean;
  /** The path of its part. */
  path: string;
}

/** What the parts of a workbook have in common. */
export interface Workbook {
  /** The workbook's file, for messages. */
  file: string;
  /** Its sheets, in the order of their tabs. */
  sheets: Sheet[];
  /** The texts that cells refer to. */
  strings: string[];
  /** The formats that cells refer to. */
  formats: NumberFormat[];
  /** Whether days are counted from 1904. */
  from1904: boolean;
  /** Composes the letters of its texts. */
  composer: Composer;
  /** Walks through a part. @throws {ExtractError} If it is not there or damaged. */
  walk(path: string, visitor: XmlVisitor): void;
}

/**
 * Opens a workbook (xlsx): its sheets, texts and formats, but no cells yet.
 *
 * The two libraries tried instead do not fit: exceljs cannot start without rights beyond reading, and has not been kept since
 * 2023; read-excel-file loses formulas without a stored value in silence, and fills rows up to whatever address a file
 * names. Unpacking and XML are libraries' work here too.
 *
 * @throws {ExtractError} If the archive is no workbook, or damaged.
 */
export function openWorkbook(archive: Archive, file: string): Workbook {
  const walk = (path: string, visitor: XmlVisitor): void => {
    const part = archive.read(path);
    if (part === undefined) throw damaged(file);
    try {
      walkXml(part, visitor);
    } catch (cause) {
      if (cause instanceof ExtractError) throw cause;
      throw damaged(file, cause);
    }
  };
  if (!isWorkbook(archive, file)) {
    throw otherFormat(file, { name: "ett zip-arkiv som är packat en gång till", todo: UNPACK });
  }
  const main = relations(walk, "_rels/.rels").find(({ type }) => type === "officeDocument")?.target;
  if (main === undefined || !main.endsWith(".xml")) {
    throw new ExtractError(file, "arbetsboken är av ett slag som inte läses. Spara den som xlsx eller CSV.");
  }
  const parts = relations(
    walk,
    posix.join(posix.dirname(main), "_rels", `${posix.basename(main)}.rels`),
    main,
  );
  const pathOf = (type: string): string | undefined => parts.find((part) => part.type === type)?.target;
  const strings = pathOf("sharedStrings"), styles = pathOf("styles"), composer = new Composer();
  return {
    file,
    ...readMain(walk, main, parts),
    strings: strings === undefined ? [] : readStrings(walk, strings, composer),
    formats: styles === undefined ? [] : readFormats(walk, styles),
    composer,
    walk,
  };
}

/** The error of a workbook whose parts do not fit together. */
export function damaged(file: string, cause?: unknown): ExtractError {
  return new ExtractError(
    file,
    "arbetsboken är skadad. Öppna den i Excel och spara den på nytt, eller spara bladet som CSV.",
    undefined,
    { cause },
  );
}

/** Text as a workbook writes it: `_x000D_` stands for a character that XML cannot hold. */
export function unescapeText(text: string): string {
  return text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
}

/** A truth value as a workbook writes it. */
export function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

type Walk = Workbook["walk"];

interface Relation {
  id: string;
  type: string;
  target: string;
}

/** What a part refers to; targets are relative to the part `from`. */
function relations(walk: Walk, path: string, from = ""): Relation[] {
  const found: Relation[] = [];
  walk(path, {
    open(name, attributes) {
      if (name !== "Relationship") return;
      const { Id: id = "", Type: type = "", Target: target = "" } = attributes();
      found.push({
        id,
        type: type.slice(type.lastIndexOf("/") + 1),
        target: target.startsWith("/") ? target.slice(1) : posix.join(posix.dirname(from), target),
      });
    },
  });
  return found;
}

function readMain(
  walk: Walk,
  path: string,
  parts: readonly Relation[],
): Pick<Workbook, "sheets" | "from1904"> {
  const sheets: Sheet[] = [];
  let from1904 = false;
  walk(path, {
    open(name, attributes) {
      if (name === "workbookPr") from1904 = isTrue(attributes().date1904);
      if (name !== "sheet") return;
      const { name: label = "", state = "visible", id } = attributes();
      const part = parts.find((relation) => relation.id === id);
      // A chart may have a tab of its own, and has no cells.
      if (part?.type === "worksheet") {
        sheets.push({ name: unescapeText(label), hidden: state !== "visible", path: part.target });
      }
    },
  });
  return { sheets, from1904 };
}

function readStrings(walk: Walk, path: string, composer: Composer): string[] {
  const strings: string[] = [], text = new RichText();
  walk(path, {
    open(name, attributes) {
      if (name === "si") text.begin();
      else text.open(name, attributes);
    },
    text: (piece) => text.add(piece),
    close(name) {
      if (name === "si") strings.push(composer.text(unescapeText(text.value)));
      else text.close(name);
    },
  });
  return strings;
}

function readFormats(walk: Walk, path: string): NumberFormat[] {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  walk(path, {
    open(name, attributes) {
      if (name === "numFmt") {
        const { numFmtId, formatCode } = attributes();
        codes.set(Number(numFmtId), formatCode);
      } else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) {
        const id = Number(attributes().numFmtId ?? 0);
        formats.push(numberFormat(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return formats;
}
