import { parse } from "node:path";
import type { GivenDecisions, ProjectionCell } from "../../lib/analysis/projection/mod.ts";

/** Real lists month by month, and the additions that came with them. */
export interface RealLists {
  readonly name: string;
  readonly cells: readonly ProjectionCell[];
  readonly decisions: readonly GivenDecisions[];
}

/**
 * Reads a file of areas, months, waiting in three bands (18 and 52 weeks), completed and new. The waits of the completed
 * are not in it: they are shared out as the list at the month's end.
 */
export async function realLists(path: string): Promise<RealLists> {
  const [head, ...lines] = (await Deno.readTextFile(path)).trim().split(/\r?\n/);
  if (head !== "area,month,waiting,over_18_weeks,over_52_weeks,completed,new") {
    throw new SyntaxError(
      `Cannot read ${path} as its columns must be those of tests/campaign/data: got ${head}`,
    );
  }
  const cells: ProjectionCell[] = [], decisions: GivenDecisions[] = [];
  for (const line of lines) {
    const [region, manad, ...counts] = line.split(",");
    const [waiting, over18, over52, completed, additions] = counts.map(Number),
      list = { region, vardutbud: null, manad };
    const bands = [[0, 125, waiting - over18], [126, 363, over18 - over52], [364, null, over52]] as const;
    for (const [lo, hi, antal] of bands) {
      cells.push({ ...list, status: "vantande", lo, hi, antal });
      cells.push({
        ...list,
        status: "genomforda",
        lo,
        hi,
        antal: waiting > 0 ? completed * antal / waiting : 0,
      });
    }
    decisions.push({ ...list, antal: additions });
  }
  return { name: parse(path).name, cells, decisions };
}
