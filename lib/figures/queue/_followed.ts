import { regionShortName } from "../../reference/regions.ts";
import { figureNote, type FigureOptions } from "../marks/figure_options.ts";
import { joinNames } from "../marks/_wording.ts";

/** Who is on a list whose contacts are followed. */
export const FOLLOWED = "alla på listan, inkl. PvV och MoV";

/** The note of a figure about contacts followed from month to month; `missing` are the regions that cannot be. */
export function followedNote(parts: readonly (string | null)[], options: FigureOptions): string | undefined {
  const { missing = [] } = options;
  const names = joinNames(missing.map(regionShortName));
  const absent = missing.length === 0 ? null : `${names} kan inte följas månad för månad och ingår inte.`;
  return figureNote([...parts, absent], { ...options, missing: [] });
}
