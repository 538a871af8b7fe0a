import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DATA_FOLDER } from "../reference/mod.ts";
import { type DataKind, fieldGuides, formSheets } from "../form/mod.ts";
import { dataKinds } from "../plan/mod.ts";
import { type Command, makeFolder, runCommand, ToldError, UsageError, writeNew } from "./_command.ts";
import { writeTemplates } from "./data.ts";
import { workbookFile } from "./_workbook_file.ts";
import { REPORTS_FOLDER } from "./_reports_folder.ts";

/** Makes a folder to work in with deliveries of one's own: `deno task start`. */
export const startCommand: Command = {
  name: "start",
  summary: "Gör en mapp att arbeta i med egna leveranser, utanför programmets mapp.",
  uses: ["MAPP"],
  options: {},
  example: "$HOME/vantelage",
  notes:
    `I mappen finns sedan lager (leveranserna), ${DATA_FOLDER} (planer, avtal, priser och så vidare, med en mall i Excel för varje slag), mallar (att skicka till dem som levererar), rapporter, och en LÄSMIG.md som säger hur man går vidare.`,
  statuses: "1 mappen har redan något av det, 2 fel använt",
  run: async (_values, positionals) => {
    const [given, ...rest] = positionals;
    if (given === undefined || rest.length > 0) {
      throw new UsageError("Ange en mapp, till exempel ~/vantelage");
    }
    const folder = resolve(given);
    if (`${folder}/`.startsWith(fileURLToPath(new URL("../../", import.meta.url)))) {
      throw new UsageError(
        `Mappen ska ligga utanför programmets mapp, som byts ut när det uppdateras: ${folder}`,
      );
    }
    await makeFolder(folder);
    const folders = ["lager", REPORTS_FOLDER, "mallar", DATA_FOLDER];
    for await (const { name } of Deno.readDir(folder)) {
      if (![...folders, GUIDE].includes(name)) continue;
      throw new ToldError(`${folder} har redan ${name}, som inte skrivs över. Ange en annan mapp`);
    }
    for (const name of folders) await Deno.mkdir(join(folder, name));
    await writeTemplates(["leverans"], join(folder, "mallar"));
    for (const kind of dataKinds) {
      const own = join(folder, DATA_FOLDER, kind.folder);
      await Deno.mkdir(own);
      await writeNew(join(own, "README.md"), readmeOf(kind));
      const form = await workbookFile(formSheets(kind, kind.template, { template: true }));
      await writeNew(join(own, `mall_${kind.folder}.xlsx`), form);
    }
    await Deno.mkdir(join(folder, DATA_FOLDER, "kunskapsbank"));
    for (const [file, text] of Object.entries(KNOWLEDGE_BANK)) {
      await writeNew(join(folder, DATA_FOLDER, "kunskapsbank", file), text);
    }
    await writeNew(join(folder, GUIDE), guide(folder));
    console.log(join(folder, GUIDE));
    return 0;
  },
};

/** The file that says how to go on. */
const GUIDE = "LÄSMIG.md";

/** What a kind's folder is for, and its fields. */
function readmeOf(kind: DataKind): string {
  const { folder, title, about } = kind;
  const rows = fieldGuides(kind).map(({ sheet, heading, field, hint }) =>
    `| ${sheet} | ${heading} | ${field} | ${hint} |\n`
  );
  return `# ${title} (${folder})

${about}

Fyll i mall_${folder}.xlsx under ett eget namn, och läs in den. Så länge mappen inte har någon fil som slutar på .json är
${folder} inte levererat, och rapporterna säger det.

    deno task data kontrollera FIL.xlsx    # allt som är fel, cell för cell
    deno task data las FIL.xlsx            # granskar, visar vad som ändras och sparar
    deno task data skriv ${folder}         # det sparade som Excelformulär igen

| blad | kolumn | fält i filen | så skrivs det |
| --- | --- | --- | --- |
${rows.join("")}`;
}

/** What the knowledge bank's folder begins with: its examples are texts, one a file, and have no form. */
const KNOWLEDGE_BANK: Readonly<Record<string, string>> = {
  "README.md": `# Kunskapsbank (kunskapsbank)

Exempel på produktionsplanering som andra kan ta efter (rapport 46): en fil .md för varje.

Kopiera mall.txt till en fil som slutar på .md, och byt ut det som står i den. Så länge mappen inte har någon sådan fil är
kunskapsbanken inte levererad, och rapporterna säger det.

| fält | innehåll |
| --- | --- |
| rubrik, region, omrade | vad det är, vem som delar det, och specialiteten eller Alla områden |
| vad, effekt | vad som gjordes och vad det gav, i en mening |
| kontakt | en roll, aldrig en person |
| syntetisk | ja eller nej |
`,
  "mall.txt": `---
rubrik: Samma rum hela dagen
region: Region Dalarna
omrade: Ortopedi
vad: Ett rum för proteser
effekt: En operation till om dagen
kontakt: Verksamhetschef, ortopedi
syntetisk: nej
---

Så gjordes det.
`,
};

/** How to go on, in Swedish. */
function guide(folder: string): string {
  const quoted = (name: string) => `"${join(folder, name)}"`;
  return `# Vänteläge med egna leveranser

Kommandona ges i programmets mapp. Säg först vilket lager som gäller, en gång för varje fönster:

    export VANTELAGE_STORE=${quoted("lager")}          # i PowerShell: $env:VANTELAGE_STORE = ${
    quoted("lager")
  }

De egna uppgifterna i ${DATA_FOLDER} hittas bredvid lagret. Ligger de någon annanstans, så säg det med
VANTELAGE_DATA eller --data.

## Varje månad

    deno task validate FIL                          # granska utan att spara
    deno task load FIL                              # läs in
    deno task store list                            # vad som gäller
    deno task report                                # alla rapporter, och en förstasida, i rapporter/ÅÅÅÅ-MM

Visas den senaste månad som alla som brukar har levererat; en annan med --parameter manad=2026-09. En rapport som saknar
sina uppgifter utelämnas och nämns. Det som ingen har levererat står som inte levererat, aldrig som noll.

Blev en leverans fel: läs in den rättade filen, som ersätter den förra, eller

    deno task store withdraw NUMMER                 # det som leveransen ersatte gäller igen

## Uppgifter utöver väntelistorna

Varje mapp i ${DATA_FOLDER} har en README.md som säger vad den ska hålla, och en mall i Excel att fylla i under ett eget namn.

    deno task data kontrollera FIL.xlsx             # allt som är fel på en gång, cell för cell
    deno task data las FIL.xlsx                     # granskar, visar vad som ändras och sparar
    deno task data skriv avtal --ut MAPP           # det sparade som Excel igen, att ändra och läsa in

Nästa års plan: deno task plan --ar ÅÅÅÅ skriver ett utkast, deno task data skriv planer gör det till Excel, deno task data
las läser in det ändrade, och deno task plan ÅÅÅÅ_v1 --faststall --av "NÄMND" fastställer det. En fastställd plan ändras
inte; en ändring är en ny version. Signaler läggs med deno task signal add.

## Att leva med mappen

- Säkerhetskopia: kopiera hela ${folder} när ingen läser in. Återställ genom att kopiera tillbaka den;
  deno task store verify säger om någon fil saknas eller är skadad.
- Flytta: kopiera mappen och ändra VANTELAGE_STORE. Inget i den säger var den låg.
- Uppdatera programmet: kopiera mappen, kör git pull i programmets mapp och sedan deno task store verify. Inget av
  ert ligger i programmets mapp. En äldre version läser inte ett lager som en nyare har läst in i: då behövs kopian.
- Vem som läste in vad, och när, säger deno task store list. Namnet är datorns användare, eller VANTELAGE_ANVANDARE.
- Personuppgifter: lager/rows har de godtagna raderna med alla registrets kolumner, också ur ersatta och
  återkallade leveranser. Mappen ska ha samma skydd som leveranserna själva. Med deno task load --utan-rader sparas
  inga rader i lagret, bara antal, och det som kräver rader sägs då inte gå.
- Mer, på engelska, i programmets lib/store/README.md: delad mapp, schemalagda körningar, vad IT behöver tillåta.
`;
}

if (import.meta.main) await runCommand(startCommand);
