import { placeText } from "../extract/mod.ts";
import { DeliveryError, type RejectedRecord, type RuleResult, ruleResults } from "../judge/mod.ts";
import { defaultStore, type JudgedDelivery, judgeFile, type LoadOptions } from "../store/mod.ts";
import { type Command, runCommand, statusOf, STORE, text, UsageError, type Values } from "./_command.ts";
import { deliveryFiles } from "./_delivery_files.ts";
import {
  findingJson,
  findingLine,
  LEVELS,
  loadStep,
  reconciliationLine,
  replacementText,
} from "./_delivery_lines.ts";
import { READING_OPTIONS, readingOptions } from "./_reading_options.ts";

/** Judges deliveries rule by rule and keeps nothing: `deno task validate FIL…`. */
export const validateCommand: Command = {
  name: "validate",
  summary: "Granskar leveranser regel för regel som en inläsning gör, men sparar inget.",
  uses: ["FIL|MAPP… [val]"],
  options: {
    alla: { says: "också reglerna som ingen rad bryter mot", was: "all" },
    json: {
      says:
        "en rad JSON per fil: {file, profile, read, loaded, rejected, skipped, reading, assumed, replaces, rules, other}, som load ger dem",
    },
    lager: {
      ...STORE.lager,
      says: "lagret vars tidigare leveranser säger vad som är vanligt (annars data/store); det läses bara",
    },
    ...READING_OPTIONS,
  },
  example: "april.csv --alla",
  notes: "Det som skrivs ut är regler, antal och platser, aldrig vad som står i en rad.",
  statuses: "1 alla filer skulle stoppas, 2 fel använt, 3 några",
  run: async (values, files) => {
    if (files.length === 0) throw new UsageError("Ange minst en fil att granska");
    const options = await readingOptions(values), store = text(values, "lager") ?? defaultStore();
    let stopped = 0;
    const paths = await deliveryFiles(files, console.error);
    for (const file of paths) {
      const judged = await judgedFile(store, file, options, values);
      if (typeof judged === "string") {
        stopped++;
        console.error(judged);
      } else {
        if (isStopped(judged.delivery)) stopped++;
        console.log(values.json ? asJson(judged) : asText(judged, file, values));
      }
    }
    return statusOf(stopped, paths.length);
  },
};

type Judged = Awaited<ReturnType<typeof judgeFile>>;

/** What came of a file; of one that a load would stop, why. */
async function judgedFile(
  store: string,
  file: string,
  options: LoadOptions,
  values: Values,
): Promise<Judged | string> {
  try {
    return await judgeFile(store, file, options);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const { file: name, findings, proposed } = error.report;
    return [
      `${name}: STOPPAS`,
      reconciliationLine(error.report),
      ...findings.map(findingLine),
      ...proposed === undefined
        ? []
        : [`  Läs in den så, om det stämmer:\n  ${loadStep(file, values, proposed)}`],
    ]
      .join("\n");
  }
}

/** Whether a load would keep nothing of a delivery though its rows could be judged. */
function isStopped({ findings }: JudgedDelivery): boolean {
  return findings.some(({ level }) => level === "stop");
}

/** How many places of a rule are reported. */
const TOLD_PLACES = 5;

/** The first places of a rule: where it shows first, and the records rejected for it. */
function placesOf({ rule, first }: RuleResult, rejected: readonly RejectedRecord[]): string[] {
  if (first === null) return [];
  const others = rejected.filter(({ rules }) => rules.includes(rule)).slice(1, TOLD_PLACES).map(placeText);
  return [first, ...others];
}

function asText({ delivery, rejected, replaces }: Judged, file: string, values: Values): string {
  const all = values.alla === true;
  const results = ruleResults(delivery), broken = results.filter(({ failed }) => failed > 0);
  const number = (value: number) => value.toLocaleString("sv-SE").padStart(9);
  const line = (result: RuleResult) => {
    const { rule, says, fields, tested, failed, share, reached } = result;
    const percent = share === null
      ? ""
      : share.toLocaleString("sv-SE", { style: "percent", maximumFractionDigits: 2 });
    const places = placesOf(result, rejected);
    const { found, hint } = delivery.findings.find((finding) => finding.rule === rule) ?? {};
    return `  ${(reached === null ? "utan fel" : LEVELS[reached]).padEnd(11)}${number(tested)}${
      number(tested - failed)
    }${number(failed)}${percent.padStart(9)}  ${rule} (${fields.join(", ")}): ${says}${
      places.length > 0 ? `. Först ${places.join(", ")}` : ""
    }${found === undefined ? "" : ` ("${found}")`}${hint === undefined ? "" : `. ${hint}`}`;
  };
  const others = othersOf(delivery, results);
  return [
    `${delivery.file}: ${isStopped(delivery) ? "STOPPAS" : "kan läsas in"}`,
    reconciliationLine(delivery),
    ...delivery.assumed.map((sentence) => `  ${sentence}`),
    ...replaces.map((replaced) => `  Skulle ersätta ${replacementText(replaced)}`),
    `  ${"nivå".padEnd(11)}${"prövade".padStart(9)}${"godkända".padStart(9)}${"brutna".padStart(9)}${
      "andel".padStart(9)
    }  regel`,
    ...(all ? results : broken).map(line),
    ...(all ? [] : [`  ${results.length - broken.length} av ${results.length} regler är utan fel`]),
    ...(others.length > 0
      ? ["  Filen som helhet, och mot tidigare leveranser:", ...others.map(findingLine)]
      : []),
    ...(isStopped(delivery) ? [] : [
      `  Läs in den:\n  ${loadStep(file, values)}`,
    ]),
  ].join("\n");
}

/** What was found by no rule of the layout: drift, likely sums, records that cannot be read. */
function othersOf({ findings }: JudgedDelivery, results: readonly RuleResult[]) {
  return findings.filter(({ rule }) => !results.some((result) => result.rule === rule));
}

function asJson({ delivery, rejected, replaces }: Judged): string {
  const { file, profile, read, loaded, skipped, reading, assumed } = delivery,
    results = ruleResults(delivery);
  const rules = results.map(({ says: _, first: __, ...result }, index) => ({
    ...result,
    places: placesOf(results[index], rejected),
  }));
  return JSON.stringify({
    ...{ file, profile, read, loaded, rejected: rejected.length, skipped, reading, assumed, replaces, rules },
    other: othersOf(delivery, results).map(findingJson),
  });
}

if (import.meta.main) await runCommand(validateCommand);
