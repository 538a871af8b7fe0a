import { performedContacts, REGISTER_MONTHS, type Sample, waitingContacts } from "../../lib/sample/mod.ts";
import { quirks } from "../../lib/sample/_quirks.ts";
import { rowWriter } from "../../lib/sample/_register_row.ts";

const PIECE_ROWS = 20_000;
/** Every row of this number is rejected. */
const REJECTED_EVERY = 50;

/**
 * Writes a register delivery of any number of rows: the sample's contacts of every region and month, all written as
 * Region Dalarna writes, and when they do not suffice again under other ids.
 *
 * It has what costs a reader time in real files: hospitals' names in quotes, ids of ten digits that the gate must look
 * at, and decisions before 2010 in every fiftieth row, which is rejected.
 *
 * @param path The file; written over.
 * @param sample The sample.
 * @param rows How many.
 */
export async function writeRegisterFile(path: string, sample: Sample, rows: number): Promise<void> {
  using file = await Deno.open(path, { create: true, write: true, truncate: true });
  const encoder = new TextEncoder();
  let piece: string[] = [], left = rows;
  const flush = async () => {
    const bytes = encoder.encode(piece.map((line) => `${line}\r\n`).join(""));
    for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    piece = [];
  };
  for (const line of linesOf(sample)) {
    if (piece.push(line) >= PIECE_ROWS) await flush();
    if (left-- === 0) break;
  }
  await flush();
}

/** The header, and then rows without end. */
function* linesOf(sample: Sample): Generator<string> {
  const writers = quirks.map(({ region }, index) => ({
    index,
    writer: rowWriter(sample, { ...quirks[0], region }),
  }));
  yield writers[0].writer.header;
  for (let number = 0;;) {
    for (const { index, writer } of writers) {
      for (const month of REGISTER_MONTHS) {
        for (const contacts of [waitingContacts, performedContacts]) {
          for (const contact of contacts(sample, index, month)) {
            const fields = writer.fields(contact, month);
            number++;
            yield writer.line({
              ...fields,
              vardkontakt_id: String(1_390_000_000 + number),
              sjukhusnamn: `"${fields.sjukhusnamn}"`,
              ...number % REJECTED_EVERY === 0 ? { beslut_datum: "2009-01-01" } : {},
            });
          }
        }
      }
    }
  }
}
