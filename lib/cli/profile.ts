import { basename, resolve } from "node:path";
import {
  draftProfile,
  type FileAnswers,
  LayoutError,
  PersonalNumberError,
  screenPersonalNumbers,
} from "../contract/mod.ts";
import { readExtract } from "../extract/mod.ts";
import { type Command, runCommand, text, texts, ToldError, UsageError, writeNew } from "./_command.ts";
import { givenOptions, newNextTo, nextStep } from "./_next_step.ts";
import { draftWithAnswers } from "./_questions.ts";
import {
  ANSWER_OPTIONS,
  answersOf,
  constantsOf,
  EXTRACT_OPTIONS,
  extractOptions,
} from "./_reading_options.ts";

/** Drafts a profile for an unknown file: `deno task profile FIL`. */
export const profileCommand: Command = {
  name: "profile",
  summary:
    "Skriver ett utkast till en profil för en fil som ingen profil passar, och säger vad som är osäkert i det.",
  uses: ["FIL [val]"],
  options: {
    ut: {
      value: "FIL",
      says: "vart utkastet skrivs; en fil som finns skrivs inte över. Utan den visas utkastet bara",
      was: "out",
    },
    fraga: { says: "ställer högst tre frågor om det som filen inte säger" },
    ...ANSWER_OPTIONS,
    ...EXTRACT_OPTIONS,
  },
  example: "uttag.xlsx --ut uttag.json --fraga",
  notes: `Titta igenom utkastet, rätta det, och läs in filen med deno task load FIL --profil UTKAST.json
Vad nycklarna betyder står i data/profiles/README.md.`,
  gives: (values) => values.ut === undefined ? [{ name: "write" }] : [],
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
    const out = text(values, "ut"), ask = values.fraga === true;
    if (ask && !Deno.stdin.isTerminal()) {
      throw new UsageError(
        "--fraga ställer frågor i en terminal; svara annars med --enhet, --band, --bortse och --kolumn",
      );
    }
    const constants = constantsOf(values);
    const draft = (answers: FileAnswers) => {
      try {
        return draftProfile(extract, { ...answers, name: name || "profil", constants });
      } catch (cause) {
        if (!(cause instanceof LayoutError)) throw cause;
        throw new ToldError(`${extract.name}: ${cause.message}`, { cause });
      }
    };
    const { profile, unsure, questions, proposed } = draftWithAnswers(
      draft,
      answersOf(values),
      ask ? (question) => prompt(question) : () => null,
    );
    const json = `${JSON.stringify(profile, null, 2)}\n`;
    if (out === undefined) console.log(json);
    else await writeNew(out, json);
    const say = out === undefined ? console.error : console.log;
    say(
      `Utkastet är ${out === undefined ? "inte sparat" : `skrivet i ${out}`}, i layouten ${profile.layout}`,
    );
    for (const sentence of extract.assumed) say(`  ${sentence}`);
    for (const sentence of unsure) say(`  osäkert: ${sentence}`);
    if (unsure.length === 0 && questions.length === 0) say("  inget är osäkert");
    for (const { says } of questions) say(`  fråga: ${says}`);
    const given = givenOptions(values, { ...ANSWER_OPTIONS, ...EXTRACT_OPTIONS });
    const pairs = Object.entries(proposed).map(([field, value]) => `${field}=${value}`);
    const said = pairs.flatMap((pair) => ["--konstant", pair]);
    if (pairs.length > 0) {
      say(`  bredvid tabellen: ${pairs.join(", ")}. Kommandot nedan har det med: ändra det som inte stämmer`);
    }
    // A draft that is there is not written over.
    const next = newNextTo(out ?? file, out === undefined ? "_profil.json" : ".json");
    const again = nextStep("profile", resolve(file), "--ut", next, ...given, ...said);
    if (questions.length > 0) {
      say(
        `Ingen fil läses med utkastet förrän frågorna är besvarade, med --enhet, --band, --bortse och --kolumn eller i en terminal:\n  ${again} --fraga`,
      );
    } else if (out === undefined) say(`Spara det:\n  ${again}`);
    else {
      const reading = givenOptions(values, { ...EXTRACT_OPTIONS, lopnummer: ANSWER_OPTIONS.lopnummer });
      say(
        `Titta igenom det, och läs in:\n  ${
          nextStep("load", resolve(file), "--profil", resolve(out), ...reading, ...said)
        }`,
      );
    }
    return 0;
  },
};

if (import.meta.main) await runCommand(profileCommand);
