import { changesHistory, type DataKind, dataKind } from "../form/mod.ts";
import { SignalFile } from "./signal.ts";
import { signalFileName } from "./signal_history.ts";

/** Signals as files of data (signaler), one for each region. */
export const signalKind: DataKind<SignalFile> = dataKind({
  folder: "signaler",
  title: "Signaler",
  about:
    "Vad en region behöver hjälp med och kan hjälpa andra med (rapport 40, 42 och 51). En signal i taget läggs enklast med deno task signal add. Historiken ändras aldrig: nya händelser läggs sist.",
  schema: SignalFile,
  fields: {
    "handelser.id": "regionens namn och ett nummer: varmland-3",
    "handelser.dag": "dagen för händelsen",
    "handelser.signal.sjukhus": "ett sjukhus; tom för regionen som helhet",
    "handelser.signal.antal": "operationer per månad",
    "handelser.signal.fran": "första månaden",
    "handelser.signal.till": "sista månaden",
    "handelser.signal.galler_till": "sista dagen som signalen gäller om den inte förnyas",
    "handelser.signal.villkor.sprak": "ett språk utöver svenska, med små bokstäver",
    "handelser.skal": "varför den ändrades eller återkallades",
  },
  template: {
    ...{ region: "Region Dalarna", syntetisk: false },
    handelser: [{
      ...{ id: "dalarna-1", dag: "2026-04-02", handelse: "lagd" },
      signal: {
        ...{ sjukhus: null, vardutbud: "Gråstarr", slag: "behov", antal: 20 },
        ...{ fran: "2026-05", till: "2026-08", villkor: { asa_hogst: 2 } },
        ...{ kontaktroll: "produktionsplanerare", galler_till: "2026-06-30" },
      },
      skal: null,
    }],
  },
  words: {
    handelse: { lagd: "Lagd", andrad: "Ändrad", aterkallad: "Återkallad" },
    slag: { behov: "Behov", formaga: "Förmåga" },
  },
  happened: ["dag"],
  identity: ["region"],
  fileName: ({ region }) => signalFileName(region),
  refuses: ({ handelser }, before) => changesHistory(handelser, before?.handelser),
});
