import { sha256Of } from "./_sha256.ts";
import { type CsvPart, type CsvText, readCsvPart } from "./_read_csv.ts";
import { ExtractError } from "./extract_error.ts";

/** What the second thread is asked for: the hash of bytes, or the records of a text's rest. */
export type Work = { readonly hash: Uint8Array } | { readonly read: CsvText };

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<Work>) => void;
  postMessage: (answer: string | CsvPart | null, transfer: ArrayBufferLike[]) => void;
};

scope.onmessage = ({ data }) => {
  if ("hash" in data) return scope.postMessage(sha256Of(data.hash), []);
  const part = partOf(data.read);
  scope.postMessage(part, part === null ? [] : buffersOf(part));
};

/** The records; `null` where the text cannot be read, which the first thread finds too, and says of which line. */
function partOf(csv: CsvText): CsvPart | null {
  try {
    return readCsvPart(csv);
  } catch (error) {
    if (error instanceof ExtractError) return null;
    throw error;
  }
}

function buffersOf({ columns, starts, lines }: CsvPart): ArrayBufferLike[] {
  return [
    ...columns.flatMap((
      column,
    ) => [column.from, column.kind === "plain" ? column.to : [column.codes, column.lengths]]),
    starts,
    lines,
  ].flat().map(({ buffer }) => buffer);
}
