import { profiles } from "../contract/mod.ts";
import { ENGINES } from "../database/mod.ts";
import { defaultStore, loadFiles, type LoadReport } from "../store/mod.ts";
import {
  type Command,
  oneOf,
  pairs,
  progress,
  runCommand,
  text,
  UsageError,
  type Values,
} from "./_command.ts";
import { EXTRACT_HELP, EXTRACT_OPTIONS, extractOptions } from "./_extract_options.ts";
import { profileOf } from "./_profile.ts";

const LEVELS = { stop: "STOPP", error: "fel", warn: "varning", info: "upplysning" } as const;

/** Loads deliveries into the store: `deno task load FIL…`. */
export const loadCommand: Command = {
  name: "load",
  help: `Läser in leveranser: granskar varje fil och sparar det som godtas i lagret.

  deno task load FIL… [--profile NAMN|FIL] [--store MAPP] [--konstant fält=värde]… [--engine wasm|native] [--json]
                       [--encoding KOD] [--delimiter TECKEN] [--sheet NAMN] [--header-line RAD]

  --profile NAMN|FIL   hur filen läses (${
    profiles.map((profile) => profile.namn).join(", ")
  }, eller en fil .json); annars avgör kolumnerna
  --store MAPP         lagrets mapp (annars data/store)
  --konstant f=v       ett fält som filen saknar och som är lika för alla rader, t.ex. status=vantande, manad=2024-04
${EXTRACT_HELP}
  --engine MOTOR       wasm (annars), eller native för filer som är för stora för wasm
  --json               sist en rad JSON per fil: {file, read, loaded, rejected, skipped, findings}

Samma fil två gånger ändrar inget. En nyare leverans för samma region, månad och status ersätter den äldre.
Slutkod: 0 allt inläst, 1 någon fil stoppades, 2 fel använt.`,
  options: {
    profile: { type: "string" },
    store: { type: "string" },
    konstant: { type: "string", multiple: true },
    ...EXTRACT_OPTIONS,
    engine: { type: "string" },
    json: { type: "boolean" },
  },
  gives: (values) => text(values, "engine") === "native" ? [] : [{ name: "ffi" }],
  run: load,
};

async function load(values: Values, files: readonly string[]): Promise<number> {
  if (files.length === 0) throw new UsageError("Ange minst en fil att läsa in");
  const profile = await profileOf(values);
  const tell = files.length > 3 ? progress("Läser in") : () => {};
  const reports = await loadFiles(text(values, "store") ?? defaultStore(), files, {
    ...(profile ? { profiles: [profile] } : {}),
    ...extractOptions(values),
    constants: pairs(values, "konstant"),
    engine: oneOf(values, "engine", ENGINES, "wasm"),
    onReport: (report, done, total) => {
      tell(done, total, report.file);
      if (values.json || report.outcome === "stopped") console.error(reportText(report));
      else console.log(reportText(report));
    },
  });
  if (values.json) { for (const report of reports) console.log(JSON.stringify(reportJson(report))); }
  return reports.some((report) => report.outcome === "stopped") ? 1 : 0;
}

/** What came of a delivery, in Swedish lines. */
function reportText(report: LoadReport): string {
  const { file, read, loaded, rejected, skipped, findings, assumed, outcome, profile } = report;
  const head = {
    kept: `${file}: inläst med profilen ${profile}`,
    unchanged: `${file}: fanns redan i lagret, inget ändrat`,
    stopped: `${file}: STOPPAD, inget har sparats`,
  }[outcome];
  const count = (number: number) => number.toLocaleString("sv-SE");
  return [
    head,
    `  ${count(read)} lästa = ${count(loaded)} godtagna + ${count(rejected)} underkända + ${
      count(skipped)
    } överhoppade`,
    ...assumed.map((line) => `  ${line}`),
    ...findings.map(({ level, rule, says, count: times, first }) =>
      `  ${LEVELS[level]} ${rule}: ${count(times)} ${times === 1 ? "gång" : "gånger"}${
        first === null ? "" : `, först ${first}`
      }. ${says}`
    ),
  ].join("\n");
}

/** The same as one JSON object. */
function reportJson({ file, read, loaded, rejected, skipped, findings }: LoadReport): object {
  return {
    file,
    read,
    loaded,
    rejected,
    skipped,
    findings: findings.map(({ rule, level, count, first }) => ({ rule, level, count, first })),
  };
}

if (import.meta.main) await runCommand(loadCommand);
