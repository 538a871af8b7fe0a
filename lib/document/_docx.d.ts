/** What is used of docx: its own declarations would bring other types of Node's modules for the whole program. */
interface Run {
  text?: string;
  bold?: boolean;
  size?: number;
  color?: string;
  children?: readonly string[];
}

interface Style {
  id?: string;
  name?: string;
  basedOn?: string;
  run?: object;
  paragraph?: object;
}

/** What stands in a section. */
export interface FileChild {
  readonly fileChild: symbol;
}

export class Paragraph implements FileChild {
  readonly fileChild: symbol;
  constructor(options: {
    text?: string;
    style?: string;
    heading?: string;
    alignment?: string;
    keepNext?: boolean;
    spacing?: { before?: number; after?: number };
    indent?: { left?: number; hanging?: number };
    numbering?: { reference: string; level: number };
    children?: readonly (TextRun | ImageRun)[];
  });
}

export class TextRun {
  readonly run: symbol;
  constructor(options: Run | string);
}

export class ImageRun {
  readonly image: symbol;
  constructor(options: {
    type: "svg";
    data: Uint8Array;
    fallback: { type: "png"; data: Uint8Array };
    transformation: { width: number; height: number };
    altText: { name: string; title: string; description: string };
  });
}

export class Table implements FileChild {
  readonly fileChild: symbol;
  constructor(options: {
    width: { size: number; type: string };
    columnWidths: readonly number[];
    borders: object;
    rows: readonly TableRow[];
  });
}

export class TableRow {
  readonly row: symbol;
  constructor(options: { tableHeader?: boolean; cantSplit?: boolean; children: readonly TableCell[] });
}

export class TableCell {
  readonly cell: symbol;
  constructor(options: {
    width: { size: number; type: string };
    verticalAlign: string;
    margins: { top: number; bottom: number; left: number; right: number };
    shading?: { fill: string };
    children: readonly Paragraph[];
  });
}

export class Header {
  readonly header: symbol;
  constructor(options: { children: readonly Paragraph[] });
}

export class Footer {
  readonly footer: symbol;
  constructor(options: { children: readonly Paragraph[] });
}

export class Document {
  readonly document: symbol;
  constructor(options: {
    title: string;
    creator: string;
    lastModifiedBy: string;
    styles: { default: Readonly<Record<string, object>>; paragraphStyles: readonly Style[] };
    numbering: object;
    sections: readonly {
      properties: object;
      headers: { default: Header };
      footers: { default: Footer };
      children: readonly FileChild[];
    }[];
  });
}

export const Packer: { toArrayBuffer(document: Document): Promise<ArrayBuffer> };
export const AlignmentType: { readonly LEFT: string; readonly RIGHT: string };
export const BorderStyle: { readonly SINGLE: string; readonly NONE: string };
export const HeadingLevel: Readonly<
  Record<"TITLE" | "HEADING_1" | "HEADING_2" | "HEADING_3" | "HEADING_4", string>
>;
export const LevelFormat: { readonly BULLET: string };
export const PageNumber: { readonly CURRENT: string };
export const VerticalAlign: { readonly TOP: string; readonly BOTTOM: string };
export const WidthType: { readonly DXA: string };
