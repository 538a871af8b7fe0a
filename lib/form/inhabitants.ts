import * as z from "zod";
import { Day, Month } from "../calendar/mod.ts";
import { type InhabitantsFigure, RegionName, tellInhabitants } from "../reference/mod.ts";
import { type DataKind, dataKind } from "./data_kind.ts";
import { readDataFolder } from "./read_folder.ts";
import { SafeText } from "./safe_text.ts";

/** How many live in regions, as published (invånare). */
export interface InhabitantsFile {
  /** Where the figures come from. */
  readonly underlag: string;
  /** The day they were taken out. @default not stated */
  readonly datum?: Day;
  /** A region's inhabitants from a month on. */
  readonly rader: readonly InhabitantsFigure[];
}

/** How many live in regions, checked. */
export const InhabitantsFile: z.ZodType<InhabitantsFile> = z.strictObject({
  underlag: SafeText,
  datum: Day.optional(),
  rader: z.array(z.strictObject({ region: RegionName, manad: Month, antal: z.int().positive() })),
});

/** Inhabitants as files of data (invanare). They are published figures, never made up. */
export const inhabitantsKind: DataKind<InhabitantsFile> = dataKind({
  folder: "invanare",
  title: "Invånare",
  about:
    "Hur många som bor i regionerna, som SCB publicerar dem (alla tal per 1 000 invånare, och rapport 47). Programmet har december 2021 och december 2023 för alla regioner, och april 2024 för de sju; nyare tal läggs här och gäller från sin månad.",
  schema: InhabitantsFile,
  fields: {
    "rader.manad": "månaden som talet gäller från: 2025-12 för den 31 december 2025",
    "rader.antal": "folkbokförda personer",
  },
  template: {
    underlag: "Exempel: SCB, Folkmängd i riket, län och kommuner 31 december 2025",
    rader: [{ region: "Region Dalarna", manad: "2025-12", antal: 286_000 }],
  },
  distinct: { rader: ["region", "manad"] },
  happened: ["manad"],
});

/**
 * Reads inhabitants of one's own: from then on they hold beside the published ones.
 *
 * @param folder The folder.
 * @throws {OwnDataError} If a file has another layout.
 */
export async function readInhabitants(folder: string): Promise<void> {
  tellInhabitants((await readDataFolder(inhabitantsKind, folder)).flatMap(({ rader }) => rader));
}
