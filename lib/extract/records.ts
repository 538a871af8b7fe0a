import { fileURLToPath } from "node:url";
import { LF } from "./_bytes.ts";
import { joinWalks, type Walk, walkRecords } from "./_record_walk.ts";
import { type FieldBounds, MAX_RECORD_BYTES, RecordScanner } from "./_record_scanner.ts";
import { type BrokenRecord, MOST_SET_ASIDE, type SkippedLine } from "./broken_record.ts";
import type { ColumnSurvey } from "./column_survey.ts";
import type { Dialect, LineEnd } from "./dialect.ts";

/** Where the records of a text stand. */
export interface RecordIndex {
  /** The number of data records, good and broken. */
  records: number;
  /** The first byte of each good record. */
  readonly starts: Uint32Array;
  /** The editor line of each good record, 1-based. */
  lines: Uint32Array;
  /** The records set aside, in the order of the file. */
  broken: BrokenRecord[];
  /** The first 10 000 lines passed over, in the order of the file. */
  skipped: SkippedLine[];
  /** The good records one after another, all with `lineEnd` and as many fields as the header. */
  body: Uint8Array;
  /** The line end of every record in `body`; the last may lack it. */
  lineEnd: LineEnd;
  /** What the cells of each column are, those of broken records among them. */
  survey: ColumnSurvey[];
}

/**
 * Finds every record, in one walk over the data.
 *
 * A header that ends with a delimiter has a last column without name. A record that lacks just that empty
 * field is good and gets it in `body`; every other difference in the number of fields breaks the record.
 *
 * @param text UTF-8 without byte order mark; not changed.
 * @param dialect How the text is laid out.
 * @param name The file's name, for messages.
 * @param cut Whether the text ends in the middle of a character, which breaks its last record.
 * @throws {ExtractError} If a line is longer than 1 MiB, or more than half a million records are broken.
 */
export function indexRecords(text: Uint8Array, dialect: Dialect, name: string, cut: boolean): RecordIndex {
  const whole = { from: dialect.dataStart, line: dialect.dataLine, until: text.length };
  return indexOf(text, dialect, walkRecords(text, dialect, name, cut, whole));
}

/** Texts from this length are walked by two threads: below it, to start the other takes longer than it saves. */
const LARGE_BYTES = 1 << 25;

/**
 * {@linkcode indexRecords} for large texts: this thread walks the first half while another walks the second. Where it
 * shows that the second does not begin with a record, as a field in quotes reaches over, this thread walks all.
 *
 * @param text As for {@linkcode indexRecords}.
 * @param dialect As for {@linkcode indexRecords}.
 * @param name As for {@linkcode indexRecords}.
 * @param cut As for {@linkcode indexRecords}.
 * @param large From how many bytes there are two threads.
 * @throws {ExtractError} As {@linkcode indexRecords}.
 */
export async function indexSideBySide(
  text: Uint8Array,
  dialect: Dialect,
  name: string,
  cut: boolean,
  large: number = LARGE_BYTES,
): Promise<RecordIndex> {
  const half = lineNear(text, Math.floor((dialect.dataStart + text.length) / 2));
  if (text.length < large || half === null || !mayStartWorker()) {
    return indexRecords(text, dialect, name, cut);
  }
  using other = walkElsewhere({
    text: text.slice(half),
    dialect: { ...dialect, dataStart: 0, dataLine: 1 },
    name,
    cut,
  });
  const { dataStart: from, dataLine: line } = dialect;
  const first = walkRecords(text, dialect, name, cut, { from, line, until: half });
  const second = await other.answer;
  return second === null || first.end !== half || first.broken.length + second.broken.length > MOST_SET_ASIDE
    ? indexRecords(text, dialect, name, cut)
    : indexOf(text, dialect, joinWalks(first, second, half));
}

/** What is to be walked: a text of its own, whose first line is line 1. */
export interface WalkOrder {
  readonly text: Uint8Array<ArrayBuffer>;
  readonly dialect: Dialect;
  readonly name: string;
  readonly cut: boolean;
}

/** What was found; `null` for a text that is refused. */
export type WalkAnswer = Walk | null;

/** The first byte of the first line that begins after the byte `at`; `null` where none begins within reach. */
function lineNear(text: Uint8Array, at: number): number | null {
  const end = text.subarray(at, at + MAX_RECORD_BYTES).indexOf(LF);
  return end < 0 || at + end + 1 >= text.length ? null : at + end + 1;
}

const WORKER = new URL("./_walk_worker.ts", import.meta.url);

/** A thread of its own needs a processor, and leave to read its module. */
function mayStartWorker(): boolean {
  return navigator.hardwareConcurrency > 1 &&
    Deno.permissions.querySync({ name: "read", path: fileURLToPath(WORKER) }).state === "granted";
}

/** Another thread's work, which ends when it is disposed of. */
function walkElsewhere(order: WalkOrder): Disposable & { readonly answer: Promise<WalkAnswer> } {
  const worker = new Worker(WORKER, { type: "module" });
  const { promise: answer, resolve, reject } = Promise.withResolvers<WalkAnswer>();
  worker.onmessage = ({ data }: MessageEvent<WalkAnswer>) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(`Cannot walk the second half of ${order.name}: ${event.message}`));
  };
  worker.postMessage(order, [order.text.buffer]);
  const end = () => {
    // Nobody waits any longer for what may still come.
    resolve(null);
    worker.terminate();
  };
  return { answer, [Symbol.dispose]: end };
}

function indexOf(text: Uint8Array, dialect: Dialect, walk: Walk): RecordIndex {
  const { starts, lines, broken, skipped, survey, uniform, body: [from, to] } = walk;
  const lineEnd = walk.lineEnd ?? dialect.lineEnd;
  return {
    records: starts.length + broken.length,
    starts,
    lines,
    broken: [...broken],
    skipped: [...skipped],
    body: uniform ? text.subarray(from, to) : gather(text, dialect, starts, lineEnd),
    lineEnd,
    survey: [...survey],
  };
}

/**
 * Copies the good records, since others stand between them, or since some need another line end, the empty
 * last field, or their quotes without spaces around (which DuckDB reads in one place and not in another).
 */
function gather(text: Uint8Array, dialect: Dialect, starts: Uint32Array, lineEnd: LineEnd): Uint8Array {
  const delimiter = dialect.delimiter.charCodeAt(0), expected = dialect.header.length;
  const scanner = new RecordScanner(text, delimiter);
  const end = new TextEncoder().encode(lineEnd);
  const body = new Uint8Array(text.length - dialect.dataStart + 3 * starts.length);
  let at = 0;
  const copy = (from: number, to: number): void => {
    body.set(text.subarray(from, to), at);
    at += to - from;
  };
  for (const start of starts) {
    scanner.scan(start);
    if (scanner.spaced) {
      const bounds: FieldBounds[] = [];
      scanner.scan(start, bounds);
      for (const [column, { from, to, quoted }] of bounds.entries()) {
        if (column > 0) body[at++] = delimiter;
        copy(quoted ? from - 1 : from, quoted ? to + 1 : to);
      }
    } else copy(start, scanner.end);
    if (scanner.fields < expected) body[at++] = delimiter;
    body.set(end, at);
    at += end.length;
  }
  return body.subarray(0, at);
}
