/// <reference lib="deno.worker" />
/** The other thread of {@linkcode indexSideBySide}: walks the text it is given. */
import { walkRecords } from "./_record_walk.ts";
import { ExtractError } from "./extract_error.ts";
import type { WalkAnswer, WalkOrder } from "./records.ts";

self.onmessage = ({ data }: MessageEvent<WalkOrder>) => {
  const answer = walked(data);
  self.postMessage(answer, answer === null ? [] : [answer.starts.buffer, answer.lines.buffer]);
};

function walked({ text, dialect, name, cut }: WalkOrder): WalkAnswer {
  const { dataStart: from, dataLine: line } = dialect;
  try {
    return walkRecords(text, dialect, name, cut, { from, line, until: text.length });
  } catch (error) {
    // Its line is counted from another beginning here: whoever walks the whole text says it.
    if (error instanceof ExtractError) return null;
    throw error;
  }
}
