import { addMonths, Day, isMonth, monthRange } from "../calendar/mod.ts";
import {
  changeDecisions,
  type Decision,
  type DecisionEvent,
  type DecisionFile,
  decisionKind,
  enterDecision,
  readDecisions,
  undoneDecision,
} from "../cooperation/mod.ts";
import { refuseInvented } from "../form/mod.ts";
import { offeringWords, regionShortName } from "../reference/mod.ts";
import { openStore } from "../store/mod.ts";
import { DATA, dataOf } from "./_data.ts";
import {
  actionOf,
  type Command,
  dayOf,
  needed,
  OFFERINGS,
  oneOf,
  REGIONS,
  runCommand,
  STORE,
  text,
  UsageError,
  type Values,
} from "./_command.ts";

const ACTIONS = ["list", "add", "change", "undo"] as const;

/** Writes down what the management group decided: `deno task decision list|add|change|undo`. */
export const decisionCommand: Command = {
  name: "decision",
  summary: "Visar, skriver in, ändrar och ångrar ledningsgruppens beslut om produktionssamverkan.",
  uses: [
    "list [--dag åååå-mm-dd]      de beslut som gäller den dagen",
    "add --hemregion R --utforarregion R --vardutbud V --svar ja|nej|andrat --foreslaget N --volym MÅNAD=N,… --roll ROLL --senast åååå-mm-dd [val]",
    "change ID [det som ändras]",
    "undo ID                      ångrar det som hände med det sist",
  ],
  options: {
    hemregion: { value: "REGION", says: "regionen som skickar", among: REGIONS },
    utforarregion: { value: "REGION", says: "regionen som tar emot", among: REGIONS },
    sjukhus: { value: "NAMN", says: "sjukhuset som tar emot (annars väljer regionen)" },
    vardutbud: { value: "NAMN", says: "vad det gäller", among: OFFERINGS },
    svar: { value: "SVAR", says: "ja, nej eller andrat", among: ["ja", "nej", "andrat"] },
    foreslaget: { value: "N", says: "antal operationer i förslaget (rapport 42)" },
    volym: {
      value: "MÅNAD=N,…",
      says:
        "antal per månad: 2024-05=20,2024-06=20; månader som saknas däremellan är 0. Vid nej den första månaden, med 0",
    },
    roll: { value: "ROLL", says: "den som svarar för att det blir av: en roll, aldrig en person" },
    senast: { value: "åååå-mm-dd", says: "sista dagen att komma överens" },
    skal: { value: "TEXT", says: "varför det blev nej eller ändrades" },
    dag: { value: "åååå-mm-dd", says: "dagen för beslutet, eller för listan (annars i dag)" },
    ...DATA,
    ...STORE,
  },
  actions: ACTIONS,
  example: "list --dag 2024-06-01",
  notes:
    `Inget tas bort: varje ändring läggs sist i årets historik, i de egna uppgifternas mapp ${decisionKind.folder}. Rapport 42 och 50 följer upp besluten.`,
  statuses: "1 beslutet går inte att spara, 2 fel använt",
  gives: (_values, [action]) => action === "list" ? [{ name: "write" }] : [],
  run: async (values, positionals) => {
    const [given, id, ...rest] = positionals, action = actionOf(given, ACTIONS);
    const extra = action === "list" || action === "add" ? id : rest[0];
    if (extra !== undefined) throw new UsageError(`Okänt argument "${extra}"`);
    if (action === "list") return await list(values);
    const dag = dayOf(values), skal = text(values, "skal") ?? null;
    if (action === "add") {
      const beslut = decisionOf(values), ar = Number(dag.slice(0, 4));
      return await enter(values, ar, (file) => ({
        ...{ id: `${ar}-${nextNumber(file)}`, dag, handelse: "beslutad", beslut, skal },
      }));
    }
    const ar = Number(/^(\d{4})-\d+$/.exec(id ?? "")?.[1]);
    if (!(ar > 0)) throw new UsageError("Ange beslutets id, till exempel 2024-3");
    return await enter(values, ar, (file) => {
      if (action === "undo") return undoneDecision(file, id, dag);
      const before = file.handelser.findLast((event) => event.id === id)?.beslut ?? undefined;
      return { id, dag, handelse: "andrad", beslut: decisionOf(values, before), skal };
    });
  },
};

async function folderOf(values: Values): Promise<string> {
  using _store = await openStore(text(values, "lager"));
  return `${await dataOf(values)}/${decisionKind.folder}`;
}

async function list(values: Values): Promise<number> {
  const asAt = dayOf(values), decisions = await readDecisions({ folder: await folderOf(values), asAt });
  console.log(
    decisions.length === 0
      ? `Inga beslut gäller ${asAt}.`
      : [`Beslut ${asAt}`, ...decisions.map((decision) => decisionLine(decision.id, decision, decision.skal))]
        .join("\n"),
  );
  return 0;
}

/** "2024-1  ja: Värmland till Västmanland, knäprotes, 40 av 40 föreslagna, 2024-05–2024-06". */
function decisionLine(id: string, decision: Decision, skal: string | null): string {
  const { hemregion, utforarregion, vardutbud, svar, antal, foreslaget, fran, kontaktroll, senast } =
    decision;
  const total = antal.reduce((sum, number) => sum + number, 0);
  return `${id}  ${svar === "andrat" ? "ändrat" : svar}: ${regionShortName(hemregion)} till ${
    regionShortName(utforarregion)
  }, ${offeringWords(vardutbud)}, ${total} av ${foreslaget} föreslagna, ${fran}–${
    addMonths(fran, antal.length - 1)
  }; ${kontaktroll}, senast ${senast}${skal === null ? "" : ` (${skal})`}`;
}

const nextNumber = ({ handelser }: DecisionFile) =>
  1 + Math.max(0, ...handelser.map(({ id }) => Number(id.slice(id.indexOf("-") + 1))));

async function enter(
  values: Values,
  ar: number,
  event: (file: DecisionFile) => DecisionEvent,
): Promise<number> {
  const { handelser } = await changeDecisions(await folderOf(values), ar, (file) => {
    refuseInvented(file, `Besluten ${ar}`);
    return enterDecision(file, event(file));
  });
  const { id, beslut, skal } = handelser[handelser.length - 1];
  console.log(beslut === null ? `${id} ångrat: inget är beslutat` : decisionLine(id, beslut, skal));
  return 0;
}

/** A decision with what the options say in place of what it said. */
function decisionOf(values: Values, before?: Decision): Decision {
  const said = (name: string, earlier: string | undefined) =>
    text(values, name) ?? earlier ?? needed(values, name);
  const senast = Day.safeParse(said("senast", before?.senast));
  if (!senast.success) throw new UsageError(`--senast: ${senast.error.issues[0].message}`);
  const volume = text(values, "volym");
  return {
    hemregion: said("hemregion", before?.hemregion),
    utforarregion: said("utforarregion", before?.utforarregion),
    sjukhus: text(values, "sjukhus") ?? before?.sjukhus ?? null,
    vardutbud: said("vardutbud", before?.vardutbud),
    svar: oneOf(
      { svar: said("svar", before?.svar) },
      "svar",
      ["ja", "nej", "andrat"],
      "ja",
    ),
    foreslaget: Number(said("foreslaget", before && String(before.foreslaget))),
    ...volume === undefined && before !== undefined
      ? { fran: before.fran, antal: before.antal }
      : volumeOf(volume ?? needed(values, "volym")),
    kontaktroll: said("roll", before?.kontaktroll),
    senast: senast.data,
  };
}

/** "2024-05=20,2024-07=10" as a first month and numbers. */
function volumeOf(text: string): Pick<Decision, "fran" | "antal"> {
  const months = text.split(",").map((part) => /^\s*(\d{4}-\d\d)=(\d+)\s*$/.exec(part));
  const read = months.flatMap((match) => match !== null && isMonth(match[1]) ? [match] : []);
  if (read.length < months.length) {
    throw new UsageError(`--volym ska skrivas 2024-05=20,2024-06=20: fick "${text}"`);
  }
  const by = new Map(read.map(([_, month, number]) => [month, Number(number)])), all = [...by.keys()].sort();
  if (all.length < read.length) throw new UsageError(`--volym har samma månad två gånger: "${text}"`);
  return {
    fran: all[0],
    antal: monthRange(all[0], all[all.length - 1]).map((month) => by.get(month) ?? 0),
  };
}

if (import.meta.main) await runCommand(decisionCommand);
