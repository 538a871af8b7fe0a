import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DATA_FOLDER } from "../reference/mod.ts";
import { DATA_KINDS, type DataKind } from "./_start_data.ts";
import { type Command, makeFolder, runCommand, ToldError, UsageError, writeNew } from "./_command.ts";
import { writeTemplates } from "./mall.ts";

/** Makes a folder to work in with deliveries of one's own: `deno task start`. */
export const startCommand: Command = {
  name: "start",
  help: `Gör en mapp att arbeta i med egna leveranser, utanför programmets mapp.

  deno task start MAPP

I mappen finns sedan lager (leveranserna), ${DATA_FOLDER} (planer, avtal, priser och så vidare, med en mall för varje
slag), mallar (att skicka till dem som levererar), rapporter, och en LÄSMIG.md som säger hur man går vidare.
Slutkod: 0 klart, 1 mappen har redan något av det, 2 fel använt.`,
  options: {},
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
    const folders = ["lager", "rapporter", "mallar", DATA_FOLDER];
    for await (const { name } of Deno.readDir(folder)) {
      if (![...folders, GUIDE].includes(name)) continue;
      throw new ToldError(`${folder} har redan ${name}, som inte skrivs över. Ange en annan mapp`);
    }
    for (const name of folders) await Deno.mkdir(join(folder, name));
    await writeTemplates(join(folder, "mallar"));
    for (const [name, kind] of Object.entries(DATA_KINDS)) {
      await Deno.mkdir(join(folder, DATA_FOLDER, name));
      for (const [file, text] of filesOf(name, kind)) {
        await writeNew(join(folder, DATA_FOLDER, name, file), text);
      }
    }
    await writeNew(join(folder, GUIDE), guide(folder));
    console.log(join(folder, GUIDE));
    return 0;
  },
};

/** The file that says how to go on. */
const GUIDE = "LÄSMIG.md";

/** What a kind's folder begins with: its description, and a template that no report reads. */
function filesOf(name: string, { about, fields, template }: DataKind): [name: string, text: string][] {
  const rows = Object.entries(fields).map(([field, holds]) => `| ${field} | ${holds} |\n`);
  const table = rows.length === 0 ? "" : `\n| fält | innehåll |\n| --- | --- |\n${rows.join("")}`;
  const ending = typeof template === "string" ? "md" : "json";
  const use = template === null
    ? ""
    : `\nKopiera mall.txt till en fil som slutar på .${ending}, och byt ut det som står i den. Så länge mappen inte har någon sådan fil är ${name} inte levererat, och rapporterna säger det.\n`;
  const readme = `# ${name}\n\n${about}\n${use}${table}`;
  if (template === null) return [["README.md", readme]];
  const text = typeof template === "string" ? template : `${JSON.stringify(template, null, 2)}\n`;
  return [["README.md", readme], ["mall.txt", text]];
}

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
    deno task report --out ${quoted("rapporter")}/2026-10   # alla rapporter, och en förstasida

Visas den senaste månad som alla som brukar har levererat; en annan med --param manad=2026-09. En rapport som saknar
sina uppgifter utelämnas och nämns. Det som ingen har levererat står som inte levererat, aldrig som noll.

Blev en leverans fel: läs in den rättade filen, som ersätter den förra, eller

    deno task store withdraw NUMMER                 # det som leveransen ersatte gäller igen

## Uppgifter utöver väntelistorna

Varje mapp i ${DATA_FOLDER} har en README.md som säger vad den ska hålla, och en mall.txt att kopiera. Ett utkast till nästa
års plan skriver deno task plan --ar ÅÅÅÅ. Signaler läggs med deno task signal add.

## Att leva med mappen

- Säkerhetskopia: kopiera hela ${folder} när ingen läser in. Återställ genom att kopiera tillbaka den;
  deno task store verify säger om någon fil saknas eller är skadad.
- Flytta: kopiera mappen och ändra VANTELAGE_STORE. Inget i den säger var den låg.
- Uppdatera programmet: git pull. Inget av ert ligger i programmets mapp.
- Personuppgifter: lager/rows har de godtagna raderna med alla registrets kolumner, också ur ersatta och
  återkallade leveranser. Mappen ska ha samma skydd som leveranserna själva.
`;
}

if (import.meta.main) await runCommand(startCommand);
