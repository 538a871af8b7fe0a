import { ExtractError, readExtract } from "../extract/mod.ts";
import { mergeCorrected, rejectedCsv } from "../judge/mod.ts";
import { defaultStore, openStore, type Store } from "../store/mod.ts";
import {
  type Command,
  inStore,
  runCommand,
  text,
  ToldError,
  typed,
  UsageError,
  writeNew,
} from "./_command.ts";

/** Writes the rejected records of a delivery to be corrected, and joins them to it: `deno task rejected`. */
export const rejectedCommand: Command = {
  name: "rejected",
  help: `Skriver en leverans underkända rader som en CSV-fil att rätta, och fogar in de rättade i leveransen.

  deno task rejected [--file NAMN] [--store MAPP] [--out FIL]
  deno task rejected --original FIL --corrected FIL --out FIL [--store MAPP]

  --file NAMN       leveransens filnamn (annars den senaste med underkända rader som gäller)
  --store MAPP      lagrets mapp (annars data/store)
  --out FIL         vart filen skrivs (annars underkanda.csv); en fil som finns skrivs inte över
  --original FIL    leveransen som den lästes in
  --corrected FIL   filen med de underkända raderna, rättad

Rätta raderna, foga in dem i originalet och läs in den nya filen: den ersätter den första leveransen. Raderna är
personuppgifter när leveransen är på patientnivå: förvara filen som leveransen.`,
  options: {
    file: { type: "string" },
    store: { type: "string" },
    out: { type: "string" },
    original: { type: "string" },
    corrected: { type: "string" },
  },
  run: async (values, positionals) => {
    if (positionals.length > 0) throw new UsageError(`Okänt argument "${positionals[0]}"`);
    const original = text(values, "original"), corrected = text(values, "corrected");
    if ((original === undefined) !== (corrected === undefined)) {
      throw new UsageError("--original och --corrected hör ihop: ange båda eller ingen");
    }
    using store = await openStore(text(values, "store") ?? defaultStore());
    if (original !== undefined && corrected !== undefined) {
      const out = text(values, "out");
      if (out === undefined) throw new UsageError("Ange med --out vart den nya leveransen skrivs");
      await writeNew(out, await merged(store, original, corrected));
      const command = `deno task load ${typed(out)}${inStore(text(values, "store"))}`;
      console.log(`De rättade raderna är infogade i ${out}. Läs in den med ${command}`);
      return 0;
    }
    const out = text(values, "out") ?? "underkanda.csv";
    const { file, count, csv } = await rejectedOf(store, text(values, "file"));
    await writeNew(out, csv);
    const rows = count === 1 ? "1 underkänd rad" : `${count.toLocaleString("sv-SE")} underkända rader`;
    console.log(`${rows} ur ${file} skrivs i ${out}. Rätta dem där, och foga sedan in dem i leveransen:
  deno task rejected --original ${typed(file)} --corrected ${typed(out)} --out NY_FIL${
      inStore(text(values, "store"))
    }`);
    return 0;
  },
};

async function rejectedOf(
  store: Store,
  file: string | undefined,
): Promise<{ file: string; count: number; csv: string }> {
  const inForce = new Set(store.holdings.map(({ delivery }) => delivery));
  const delivery = store.deliveries.findLast((delivery) =>
    file === undefined ? delivery.rejected > 0 && inForce.has(delivery) : delivery.file === file
  );
  if (delivery === undefined) {
    throw new ToldError(
      file === undefined
        ? `Lagret ${store.folder} har inga underkända rader i de leveranser som gäller. En som är ersatt anges med --file`
        : `Lagret ${store.folder} har ingen leverans "${file}"`,
    );
  }
  if (delivery.rejected === 0) throw new ToldError(`${delivery.file} har inga underkända rader`);
  if (delivery.header === undefined) {
    throw new ToldError(
      `${delivery.file} lästes in av en äldre version, som inte sparade kolumnernas namn. Läs in den i ett nytt lager.`,
    );
  }
  const records = await store.rejected(delivery);
  const csv = rejectedCsv(records, { header: delivery.header, delimiter: delivery.delimiter });
  return { file: delivery.file, count: records.length, csv };
}

async function merged(store: Store, original: string, corrected: string): Promise<string> {
  const found = await readExtract(original);
  const delivery = store.deliveries.findLast(({ sha256 }) => sha256 === found.sha256);
  if (delivery === undefined) {
    throw new ToldError(
      `${found.name} är ingen leverans i lagret ${store.folder}. Är det filen som den lästes in, och rätt --store?`,
    );
  }
  const extract = await readExtract(corrected);
  if (extract.broken.length > 0) {
    throw new ExtractError(extract.name, `rad ${extract.broken[0].line}: ${extract.broken[0].why}.`);
  }
  const rejected = new Set((await store.rejected(delivery)).map(({ line }) => String(line)));
  for (let nr = 0; nr < extract.good; nr++) {
    const [line] = extract.fields(nr);
    if (!rejected.has(line)) {
      throw new ExtractError(extract.name, `rad "${line}" i ${found.name} är inte underkänd.`);
    }
  }
  return mergeCorrected(found, extract);
}

if (import.meta.main) await runCommand(rejectedCommand);
