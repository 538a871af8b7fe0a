import { gzipSync } from "node:zlib";
import { partsOf, zipOf } from "../extract/_workbook.ts";

/** What a hostile file came to, and the most memory that it took. */
export interface HostileResult {
  readonly answer: string;
  readonly mebibytes: number;
}

const MEBIBYTE = 1 << 20;
const encoder = new TextEncoder();
/** A text over and over, a mebibyte of it. */
const repeated = (text: string) => encoder.encode(text.repeat(Math.ceil(MEBIBYTE / text.length)));
const HEAD = "månad;status;region;sjukhus;0-30\n", ROW = "2024-04;väntande;Dalarna;Falu lasarett;1\n";

/** A file: what it begins with, and what is repeated how many times. */
interface Hostile {
  readonly head?: string;
  readonly piece: Uint8Array;
  readonly times: number;
  /** What the answer must match. */
  readonly expects: RegExp;
}

const LONG_LINE = /högst 1 MiB/;

/** Files that are too large to be made in a test. */
const FILES: Readonly<Record<string, () => Hostile>> = {
  "a header of 1 GiB": () => ({ piece: repeated("x"), times: 1024, expects: LONG_LINE }),
  "a record of 1 GiB": () => ({ head: `${HEAD}1;`, piece: repeated("x"), times: 1024, expects: LONG_LINE }),
  "a quoted field of 1 GiB": () => ({
    head: `${HEAD}1;"`,
    piece: repeated("x"),
    times: 1024,
    expects: LONG_LINE,
  }),
  "a million columns": () => ({ piece: repeated("k;"), times: 2, expects: LONG_LINE }),
  "a hundred thousand columns": () => ({
    piece: encoder.encode(Array.from({ length: 1e5 }, (_, nr) => `k${nr}`).join(";")),
    times: 1,
    expects: /högst 2000 kolumner/,
  }),
  "1 GiB of NUL": () => ({ head: HEAD, piece: new Uint8Array(MEBIBYTE), times: 1024, expects: LONG_LINE }),
  "500 MiB of empty lines": () => ({
    ...{ head: HEAD + ROW, piece: repeated("\n"), times: 500 },
    expects: /^kept, 1 read/,
  }),
  "500 MiB of broken lines": () => ({
    ...{ head: HEAD + ROW, piece: repeated("x\n"), times: 500 },
    expects: /^stopped/,
  }),
  "500 MiB of lines that begin with a quote": () => ({
    ...{ head: HEAD + ROW, piece: repeated('"x\n'), times: 500 },
    expects: /^stopped/,
  }),
  "400 MiB of rows that break a rule": () => ({
    ...{ head: HEAD + ROW, piece: repeated("2024-04;väntande;Dalarna;Falu lasarett;x\n"), times: 400 },
    expects: /^kept|^stopped/,
  }),
  "10 GiB of NUL packed with gzip": () => ({
    ...{ piece: new Uint8Array(gzipSync(new Uint8Array(64 * MEBIBYTE))), times: 160 },
    expects: /orimligt stor/,
  }),
  "a workbook of 300 MiB of empty cells": () => ({
    ...{ piece: zipOf(partsOf({ Blad1: `<row>${"<c/>".repeat(75 * MEBIBYTE)}</row>` })), times: 1 },
    expects: /^stopped/,
  }),
  "a workbook of 200 MiB of empty rows": () => ({
    ...{ piece: zipOf(partsOf({ Blad1: "<row/>".repeat(33 * MEBIBYTE) })), times: 1 },
    expects: /^stopped/,
  }),
  "a workbook of 100 000 cells of one text of 500 kB": () => ({
    piece: zipOf(partsOf({
      Blad1: `<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>${
        '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>'.repeat(5e4)
      }`,
    }, { strings: `<si><t>${"x".repeat(5e5)}</t></si>` })),
    times: 1,
    expects: /^stopped/,
  }),
};

/** A file that takes longer hangs. */
const LIMIT_MILLISECONDS = 300_000;

/**
 * Loads files made to exhaust a loader, each in a process of its own: it is kept or refused with a Swedish word, as it
 * must, and says how long and how much it took.
 */
export async function hostile(_count: number, _seed: string): Promise<boolean> {
  const folder = await Deno.makeTempDir(), path = `${folder}/fientlig.csv`;
  let right = true;
  for (const [name, make] of Object.entries(FILES)) {
    const { head = "", piece, times, expects } = make();
    {
      using file = await Deno.open(path, { create: true, write: true, truncate: true });
      await writeAll(file, encoder.encode(head));
      for (let written = 0; written < times; written++) await writeAll(file, piece);
    }
    const started = performance.now();
    const { answer, mebibytes } = await load(`${folder}/lager`, path);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const asExpected = expects.test(answer);
    right &&= asExpected;
    console.log(
      `${name}: ${seconds} s, peak ${mebibytes} MiB${asExpected ? "" : ", NOT AS EXPECTED"}: ${answer}`,
    );
  }
  await Deno.remove(folder, { recursive: true });
  return right;
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

async function load(store: string, path: string): Promise<HostileResult> {
  const signal = AbortSignal.timeout(LIMIT_MILLISECONDS);
  const { code, signal: killed, stdout } = await new Deno.Command("deno", {
    args: ["run", "-A", "--no-check", import.meta.resolve("./_load_hostile.ts"), store, path],
    stderr: "inherit",
    signal,
  }).output();
  if (code === 0) return JSON.parse(new TextDecoder().decode(stdout));
  const why = signal.aborted ? `took over ${LIMIT_MILLISECONDS / 1000} s` : `ended by ${killed ?? code}`;
  return { answer: `the process ${why}`, mebibytes: NaN };
}
