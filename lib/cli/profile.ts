import { basename } from "node:path";
import { draftProfile, PersonalNumberError, screenPersonalNumbers } from "../contract/mod.ts";
import { readExtract } from "../extract/mod.ts";
import { type Command, runCommand, text, texts, ToldError, typed, UsageError, writeNew } from "./_command.ts";
import {
  constantsOf,
  EXTRACT_HELP,
  EXTRACT_OPTIONS,
  extractOptions,
  RUNNING_HELP,
} from "./_reading_options.ts";

/** Drafts a profile for an unknown file: `deno task profile FIL`. */
export const profileCommand: Command = {
  name: "profile",
  help:
    `Skriver ett utkast till en profil för en fil som ingen profil passar, och säger vad som är osäkert i det.

  deno task profile FIL [--konstant fält=värde]… [--out FIL] [--encoding KOD] [--delimiter TECKEN] [--sheet NAMN]
                        [--header-line RAD] [--utan-dolda]

  --konstant f=v       ett fält som filen saknar och som är lika för alla rader, t.ex. status=vantande, manad=2024-04
  --out FIL            vart utkastet skrivs (annars filens namn med .json); en fil som finns skrivs inte över
${RUNNING_HELP}
${EXTRACT_HELP}

Titta igenom utkastet, rätta det, och läs in filen med deno task load FIL --profile UTKAST.json
Vad nycklarna betyder står i data/profiles/README.md.`,
  options: {
    konstant: { type: "string", multiple: true },
    lopnummer: { type: "string", multiple: true },
    out: { type: "string" },
    ...EXTRACT_OPTIONS,
  },
  run: async (values, files) => {
    const [file, ...others] = files;
    if (file === undefined || others.length > 0) throw new UsageError("Ange en fil att skriva en profil för");
    const extract = await readExtract(file, extractOptions(values));
    const { found } = screenPersonalNumbers(extract, { runningNumbers: texts(values, "lopnummer") });
    if (found.length > 0) throw new ToldError(new PersonalNumberError(extract.name, found).message);
    const name = basename(file).replace(/\..*$/, "").normalize("NFD").toLowerCase().replace(
      /[^a-z0-9_-]+/g,
      "",
    );
    const out = text(values, "out") ?? `${name || "profil"}.json`;
    const { profile, unsure } = draftProfile(extract, {
      name: name || "profil",
      constants: constantsOf(values),
    });
    await writeNew(out, `${JSON.stringify(profile, null, 2)}\n`);
    console.log(`Utkastet är skrivet i ${out}, i layouten ${profile.layout}`);
    for (const sentence of extract.assumed) console.log(`  ${sentence}`);
    for (const sentence of unsure) console.log(`  osäkert: ${sentence}`);
    if (unsure.length === 0) console.log("  inget är osäkert");
    console.log(`Titta igenom det, och läs in: deno task load ${typed(file)} --profile ${typed(out)}`);
    return 0;
  },
};

if (import.meta.main) await runCommand(profileCommand);
