import type { Month } from "../calendar/mod.ts";
import { type Random, seededRandom } from "../numeric/mod.ts";
import { encode } from "./_encode.ts";
import type { Quirk } from "./_quirks.ts";
import type { RowWriter } from "./_register_row.ts";
import { faultOf, type PlacedProblem, sampleProblems } from "./problems.ts";
import { performedContacts, waitingContacts } from "./contacts.ts";
import type { Sample } from "./sample.ts";

/** One region's month as a file: header and rows, the wrong ones among them. */
export function registerDelivery(
  sample: Sample,
  quirk: Quirk,
  writer: RowWriter,
  month: Month,
): { name: string; bytes: Uint8Array; rows: number; problems: PlacedProblem[] } {
  const name = `syntetisk_${quirk.filnamn}_${month}.csv`;
  const region = sample.regioner.findIndex((entry) => entry.region === quirk.region);
  const contacts = {
    vantande: waitingContacts(sample, region, month),
    genomforda: performedContacts(sample, region, month),
  };
  const lines = [writer.header];
  for (const index of contacts.vantande) lines.push(writer.line(writer.fields(index, month)));
  for (const index of contacts.genomforda) lines.push(writer.line(writer.fields(index, month)));
  const random = seededRandom(`${sample.seed}/${name}`);
  const planned = sampleProblems.filter((entry) => entry.region === quirk.region && entry.month === month);
  const wrong = planned.map((problem, number) => {
    const { from, change } = faultOf(problem);
    const fields = writer.fields(takeOne(contacts[from], random), month);
    const contactLine = writer.line(fields);
    const own = problem.level === "error" && problem.rule !== "dubblett";
    const changed = change(
      own ? { ...fields, vardkontakt_id: `${sample.regioner[region].prefix}-FEL${number + 1}` } : fields,
      quirk,
      month,
    );
    const line = writer.line(changed, problem.rule === "fel_antal_falt");
    const place = lines.indexOf(contactLine);
    if (problem.level === "warn") lines[place] = line;
    else lines.splice(place + 1 + random.integer(lines.length - place), 0, line);
    return { problem, line };
  });
  return {
    name,
    bytes: encode(lines.join(quirk.lineEnd) + quirk.lineEnd, quirk.encoding),
    rows: lines.length - 1,
    problems: wrong.map(({ problem: { rule, level, why }, line }) => ({
      file: name,
      line: lines.lastIndexOf(line) + 1,
      rule,
      level,
      why,
    })),
  };
}

/** Takes one of the contacts out of the list, so that none is made wrong twice. */
function takeOne(contacts: number[], random: Random): number {
  return contacts.splice(random.integer(contacts.length), 1)[0];
}
