import type { Status } from "../../lib/cube/mod.ts";
import type { EarlierDelivery } from "../../lib/plausibility/mod.ts";

/** What a made delivery of one region, month and status holds; the rest is as everyday as can be. */
interface Made {
  region?: string;
  manad?: string;
  status?: Status;
  rows?: number;
  bands?: number[];
  antal?: number;
  missing?: Record<string, number>;
  sjukhus?: string[];
  vardutbud?: string[];
}

/** A kept delivery of these regions, months and statuses, numbered by its file unless a number is given. */
export function kept(made: readonly Made[], about: Partial<EarlierDelivery> = {}): EarlierDelivery {
  const shapes = made.map((
    {
      region = "Region Dalarna",
      manad = "2024-04",
      status = "vantande",
      rows = 1000,
      bands = [rows, 0, 0, 0, 0],
      antal = bands.reduce((sum, count) => sum + count, 0),
      missing = {},
      sjukhus = ["Mora lasarett"],
      vardutbud = ["Gråstarr"],
    },
  ) => ({ region, manad, status, rows, missing, bands, antal, names: { sjukhus, vardutbud } }));
  return {
    sequence: 1,
    file: "april.csv",
    profile: "register",
    layout: "register",
    header: ["remiss_id", "status"],
    slots: shapes.map(({ region, manad, status }) => ({ region, manad, status })),
    shapes,
    values: {
      sjukhus: [...new Set(shapes.flatMap(({ names }) => names.sjukhus))],
      vardutbud: [...new Set(shapes.flatMap(({ names }) => names.vardutbud))],
    },
    ...about,
  };
}
