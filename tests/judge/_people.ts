import { cellsOf, LayoutError, profiles, recognise, screenPersonalNumbers } from "../../lib/contract/mod.ts";
import { parseExtract } from "../../lib/extract/mod.ts";
import { deliveredOf } from "../../lib/judge/delivered.ts";
import { judge } from "../../lib/judge/judge.ts";
import { judgedSlots } from "../../lib/judge/slots.ts";
import { stopFindings } from "../../lib/judge/stops.ts";
import { comparable, plausibilityFindings } from "../../lib/plausibility/mod.ts";

/** What a load makes of a file's text: why it stops, or the people in its cells. */
export type Outcome =
  | { readonly stopped: string; readonly people?: undefined }
  | { readonly stopped: null; readonly people: number; readonly warnings: readonly string[] };

/** Reads and judges a file as a load does, without a store. */
export function outcomeOf(
  text: string,
  { constants = {}, name = "fil.csv" }: { constants?: Record<string, string>; name?: string } = {},
): Outcome {
  const extract = parseExtract(new TextEncoder().encode(text), name);
  const [personal] = screenPersonalNumbers(extract).found;
  if (personal !== undefined) return { stopped: `personnummer ${personal.column}` };
  let reading;
  try {
    reading = recognise(extract.header, profiles, constants, {
      values: cellsOf(extract),
      beside: extract.beside,
      file: name,
    });
  } catch (error) {
    if (error instanceof LayoutError) return { stopped: error.message };
    throw error;
  }
  const judgement = judge(extract, reading);
  const slots = judgedSlots(judgement, reading), delivered = deliveredOf(extract, reading, judgement, slots);
  const { loaded, rejected, findings, cells } = judgement;
  const all = [
    ...stopFindings({ loaded, rejected, findings, shapes: comparable(delivered, "fil.csv").shapes }, {}),
    ...findings,
    ...plausibilityFindings(delivered),
  ];
  const stop = all.find(({ level }) => level === "stop");
  if (stop !== undefined || loaded === 0) return { stopped: stop?.says ?? "ingen rad" };
  return {
    stopped: null,
    people: cells.columns.antal.reduce((sum, antal) => sum + antal, 0),
    warnings: all.filter(({ level }) => level === "warn" || level === "error").map(({ rule }) => rule),
  };
}
