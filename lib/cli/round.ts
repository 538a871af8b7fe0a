import { DATA } from "./_data.ts";
import { NOTEBOOK } from "./_notebooks.ts";
import { READING_OPTIONS } from "./_reading_options.ts";
import * as z from "zod";
import project from "../../deno.json" with { type: "json" };
import { isMonth, type Month, monthName } from "../calendar/mod.ts";
import { joinNames } from "../reference/mod.ts";
import { type ReportOptions, writeMonths } from "../report/mod.ts";
import { defaultStore, isSynthetic, openStore, type Store } from "../store/mod.ts";
import {
  type Command,
  makeFolder,
  runCommand,
  STORE,
  text,
  texts,
  ToldError,
  UsageError,
  type Values,
} from "./_command.ts";
import { monthsFolder } from "./_reports_folder.ts";

/** Some of what was asked for is done, and something is missing. */
const PARTLY = 3;

/** Loads a month's deliveries, reports it, compares it with the month before and lists the months: `deno task round FOLDER`. */
export const roundCommand: Command = {
  name: "round",
  summary:
    "Gör månadens hela runda: läser in leveranserna, skriver rapporterna, jämför med månaden före, skriver brev till regionerna om det som är att rätta och för in månaden i förteckningen.",
  uses: ["MAPP [val]"],
  options: {
    ...STORE,
    ...DATA,
    till: {
      value: "MAPP",
      says:
        "dit rapporterna publiceras: en mapp för varje månad, och index.html med alla månader (annars där report skriver dem)",
    },
    strikt: READING_OPTIONS.strikt,
    "minst-godtaget": READING_OPTIONS["minst-godtaget"],
    anteckningsbok: NOTEBOOK,
    format: { value: "FORMAT,…", says: "rapporternas format (som i report)" },
    publik: { says: "också den publika rapporten, i MÅNAD-publik" },
  },
  example: "$HOME/vantelage/inkorg --till $HOME/vantelage/rapporter",
  notes:
    `MAPP är mappen med månadens leveranser; det som redan är inläst läses inte om. Breven läggs i månadens mapp, i en egen mapp för varje runda som har läst in något nytt.
Stannar vid första steg som inte går: en leverans som underkänns lämnar tidigare månaders rapporter som de är. En runda i taget; en till väntar inte utan säger till. Loggen runda.log i mappen har tid, steg och utfall, inga uppgifter ur filerna.
Sist skrivs en rad som sammanfattar. Samma kommando kan köras om tills det går.`,
  statuses: "1 rundan stannade, 2 fel använt, 3 klart, men någon region eller sida saknas",
  run: round,
};

const Loaded = z.object({ outcome: z.enum(["kept", "replaced", "unchanged", "restored", "stopped"]) });
const Written = z.object({
  manad: z.string(),
  out: z.string(),
  written: z.array(z.object({ ran: z.string().nullable() })),
  failed: z.array(z.object({ file: z.string() })),
});
const ListNumbers = z.object({ antal: z.number(), over: z.object({ value: z.number() }) }).nullable();
const Comparison = z.object({
  rows: z.array(z.object({ of: z.string(), before: ListNumbers, after: ListNumbers })),
});

async function round(values: Values, positionals: readonly string[]): Promise<number> {
  const [deliveries, ...rest] = positionals;
  if (deliveries === undefined || rest.length > 0) {
    throw new UsageError("Ange mappen med månadens leveranser, en mapp");
  }
  const started = performance.now(), folder = text(values, "lager") ?? defaultStore();
  const till = text(values, "till") ?? await monthsFolder(folder);
  await makeFolder(till);
  using log = new RoundLog(till);
  const where = ["--lager", folder], least = text(values, "minst-godtaget");
  const thresholds = [
    ...values.strikt === true ? ["--strikt"] : [],
    ...least === undefined ? [] : ["--minst-godtaget", least],
  ];

  const loaded = await log.step("inläsning", ["load", deliveries, ...where, ...thresholds, "--json"]);
  const outcomes = loaded.lines.map((line) => Loaded.parse(JSON.parse(line)).outcome);
  const count = (...names: readonly string[]) => outcomes.filter((outcome) => names.includes(outcome)).length;
  const stopped = count("stopped");
  if (loaded.code !== 0) {
    return log.end(
      1,
      `stannade i inläsningen: ${
        stopped === 0
          ? "--strikt godtar varken varningar eller underkända rader"
          : `${stopped} av ${plural(outcomes.length, "fil", "filer")} stoppades`
      }. ${standing(till)}. Rätta det som står ovan och kör samma kommando igen`,
    );
  }
  using store = await openStore(folder);
  const manad = store.latestMonth();
  if (manad === null) return log.end(1, "stannade: ingen har levererat något. Rapporterna är som de var");
  const awaited = awaitedRegions(store, manad);

  const formats = text(values, "format"), data = text(values, "data");
  const more = [
    ...texts(values, "anteckningsbok").flatMap((name) => ["--anteckningsbok", name]),
    ...formats === undefined ? [] : ["--format", formats],
    ...data === undefined ? [] : ["--data", data],
  ];
  const report = await log.step("rapporter", [
    ...["report", ...where, ...more, "--ut", `${till}/${manad}`, "--json"],
  ]);
  if (![0, PARTLY].includes(report.code)) {
    return log.end(1, `stannade i rapporterna för ${monthName(manad)}. ${standing(till)}`);
  }
  const { written, failed } = Written.parse(JSON.parse(report.lines[report.lines.length - 1]));

  const compared = await log.step("jämförelse", ["compare", ...where, "--till", manad, "--format", "json"]);
  if (compared.code === 0) {
    const told = await log.step("jämförelse som text", ["compare", ...where, "--till", manad]);
    await Deno.writeTextFile(`${till}/${manad}/jamforelse.txt`, `${told.lines.join("\n")}\n`);
  }
  if (count("kept", "replaced") > 0) {
    const letters = `${till}/${manad}/brev-${new Date().toISOString().slice(0, 16).replace(":", "")}`;
    await log.step("brev", ["rejected", "--brev", ...where, "--manad", manad, "--ut", letters]);
  }
  const open = values.publik !== true ? null : await log.step("publik rapport", [
    ...["report", ...where, ...data === undefined ? [] : ["--data", data]],
    ...["--mottagare", "publik", "--ut", `${till}/${manad}-publik`],
  ]);
  const months = await writeMonths(till, optionsOf(store, manad));
  const fresh = written.filter(({ ran }) => ran === null).length;
  const seconds = Math.round((performance.now() - started) / 1000);
  const says = [
    `${monthName(manad)}: ${plural(outcomes.length, "fil", "filer")}, ${
      plural(count("kept", "replaced"), "ny", "nya")
    }`,
    `${plural(written.length, "sida", "sidor")}, ${plural(fresh, "körd", "körda")}`,
    ...compared.code === 0 ? [changeText(compared.lines)] : ["ingen månad före att jämföra med"],
    `${plural(months.length, "månad", "månader")} i ${till}`,
    `${seconds} s`,
  ];
  const lacks = [
    ...awaited.length === 0
      ? []
      : [`${joinNames(awaited)} saknas för ${monthName(store.newestMonth() ?? manad)}`],
    ...failed.length === 0 ? [] : [`${joinNames(failed.map(({ file }) => file))} kunde inte skrivas`],
    ...open === null || open.code === 0 ? [] : ["den publika rapporten kunde inte skrivas"],
  ];
  return log.end(lacks.length > 0 ? PARTLY : 0, [...says, ...lacks].join("; "));
}

function plural(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** The regions that have not delivered the newest month, where that is later than the month shown. */
function awaitedRegions(store: Store, manad: Month): string[] {
  const newest = store.newestMonth();
  if (newest === null || newest <= manad) return [];
  return store.regionsOf(manad).filter((region) => !store.regionsOf(newest).includes(region));
}

/** What is left of earlier rounds. */
function standing(till: string): string {
  const months = [...Deno.readDirSync(till)].map(({ name }) => name)
    .filter((name) => isMonth(name) && [...Deno.readDirSync(`${till}/${name}`)].length > 0).sort();
  const last = months.at(-1);
  return last === undefined
    ? "Inga rapporter har skrivits"
    : `Rapporterna till och med ${monthName(last)} är som de var`;
}

function changeText(lines: readonly string[]): string {
  const { rows } = Comparison.parse(JSON.parse(lines.join("\n")));
  const total = rows.find(({ of }) => of === "total") ?? rows[0];
  if (total.before === null || total.after === null) return "ingen väntade";
  const signed = (change: number) => change.toLocaleString("sv-SE", { signDisplay: "exceptZero" });
  return `väntande ${signed(total.after.antal - total.before.antal)}, över 90 dagar ${
    signed(total.after.over.value - total.before.over.value)
  } sedan månaden före`;
}

function optionsOf(store: Store, manad: Month): ReportOptions {
  const synthetic = store.holdings.some((holding) =>
    holding.manad === manad && isSynthetic(holding.delivery)
  );
  const version = { vantelage: project.version, deno: Deno.version.deno };
  return { audience: "internal", manad, provenance: { deliveries: [], version, synthetic } };
}

/** What a step printed, and how it ended. */
interface Step {
  readonly code: number;
  /** What it wrote on standard output. */
  readonly lines: readonly string[];
}

/** The steps of a round, one round at a time: each a command in a process of its own, with the rights of its task. */
class RoundLog implements Disposable {
  readonly #path: string;
  readonly #lock: Deno.FsFile;

  constructor(folder: string) {
    this.#path = `${folder}/runda.log`;
    this.#lock = Deno.openSync(`${folder}/.runda`, { create: true, write: true });
    if (!this.#lock.tryLockSync(true)) {
      this.#lock.close();
      throw new ToldError(`En annan runda pågår i ${folder}. Kör igen när den är klar`);
    }
  }

  async step(name: string, args: readonly string[]): Promise<Step> {
    const { code, stdout } = await new Deno.Command("deno", {
      args: ["task", "--quiet", ...args],
      stdin: "null",
      stdout: "piped",
      stderr: "inherit",
    }).output();
    this.#write(`${name}: slutkod ${code}`);
    const lines = new TextDecoder().decode(stdout).split("\n").filter((line) => line !== "");
    return { code, lines };
  }

  /** Says what came of the round, and gives its exit status. */
  end(code: number, says: string): number {
    this.#write(`slut: slutkod ${code}`);
    console.log(`Runda: ${says}.`);
    return code;
  }

  #write(line: string): void {
    Deno.writeTextFileSync(this.#path, `${new Date().toISOString()} ${line}\n`, { append: true });
  }

  /** Lets the next round begin. */
  [Symbol.dispose](): void {
    this.#lock.close();
  }
}

if (import.meta.main) await runCommand(roundCommand);
