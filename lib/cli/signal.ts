import { addDays } from "../calendar/mod.ts";
import { refuseInvented } from "../form/mod.ts";
import {
  changeSignals,
  CONTACT_ROLES,
  enterSignal,
  nextSignalId,
  readSignals,
  type Signal,
  signalAge,
  type SignalBoard,
  signalBoard,
  type SignalEvent,
  type SignalFile,
  signalFileName,
  standingSignal,
  undoneEvent,
} from "../cooperation/mod.ts";
import { openStore } from "../store/mod.ts";
import { MemberRegion, memberRegions, operationsName, regionShortName } from "../reference/mod.ts";
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

const ACTIONS = ["list", "add", "change", "withdraw", "undo"] as const;

/** Gives, changes and withdraws signals: `deno task signal list|add|change|withdraw|undo`. */
export const signalCommand: Command = {
  name: "signal",
  summary: "Visar, lägger, ändrar, återkallar och ångrar signaler om behov av hjälp och förmåga att bistå.",
  uses: [
    "list [--dag åååå-mm-dd]      vad som gäller den dagen, och vad som möts",
    "add --region R --vardutbud V --slag behov|formaga --antal N --fran åååå-mm --till åååå-mm --roll ROLL [val]",
    "change ID [det som ändras]",
    "withdraw ID --skal TEXT",
    "undo ID                      ångrar det som hände med den sist",
  ],
  options: {
    region: { value: "REGION", says: "regionen som signalerar", among: REGIONS },
    sjukhus: { value: "NAMN", says: "ett sjukhus (annars regionen som helhet)" },
    vardutbud: { value: "NAMN", says: "vad det gäller", among: OFFERINGS },
    slag: { value: "SLAG", says: "behov eller formaga", among: ["behov", "formaga"] },
    antal: { value: "N", says: "operationer per månad" },
    fran: { value: "åååå-mm", says: "första månaden" },
    till: { value: "åååå-mm", says: "sista månaden" },
    asa: { value: "1–4", says: "högsta ASA-klass", among: ["1", "2", "3", "4"] },
    alder: { value: "18-75", says: "ålder i år; 18- och -75 går också" },
    sida: { value: "SIDA", says: "en sida: höger eller vänster", among: ["höger", "vänster"] },
    sprak: { value: "SPRÅK", says: "språk utöver svenska" },
    roll: { value: "ROLL", says: CONTACT_ROLES.join(", "), among: CONTACT_ROLES },
    "galler-till": { value: "åååå-mm-dd", says: "sista dag som signalen gäller (annars 90 dagar)" },
    skal: { value: "TEXT", says: "varför den ändras eller återkallas" },
    dag: { value: "åååå-mm-dd", says: "dagen för händelsen, eller för listan (annars i dag)" },
    ...DATA,
    ...STORE,
  },
  actions: ACTIONS,
  example:
    'add --region Dalarna --vardutbud "Knäled protes" --slag behov --antal 10 --fran 2024-05 --till 2024-08 --roll verksamhetschef',
  notes:
    "Inget tas bort: varje ändring läggs sist i regionens historik, i de egna uppgifternas mapp signaler.",
  statuses: "1 signalen går inte att spara, 2 fel använt",
  gives: (_values, [action]) => action === "list" ? [{ name: "write" }] : [],
  run: async (values, positionals) => {
    const [given, id, ...rest] = positionals;
    const action = actionOf(given, ACTIONS);
    if (rest.length > 0) throw new UsageError(`Okänt argument "${rest[0]}"`);
    if (action === "list" || action === "add") {
      if (id !== undefined) throw new UsageError(`Okänt argument "${id}"`);
      return action === "list" ? await list(values) : await add(values);
    }
    if (id === undefined) throw new UsageError("Ange signalens id, till exempel varmland-3");
    return await amend(action, id, values);
  },
};

async function list(values: Values): Promise<number> {
  const asAt = dayOf(values), folder = await signalsOf(values);
  const board = signalBoard(await readSignals({ folder, asAt }), { asAt });
  console.log(boardText(board));
  return 0;
}

/** Where the signals lie: the reports read the same folder. */
async function signalsOf(values: Values): Promise<string> {
  using _store = await openStore(text(values, "lager"));
  return `${await dataOf(values)}/signaler`;
}

/** The board as lines. */
function boardText({ asAt, signaler, par }: SignalBoard): string {
  if (signaler.length === 0) return `Inga signaler gäller ${asAt}.`;
  return [
    `Signaler ${asAt}`,
    ...signaler.map((signal) => {
      const place = signal.sjukhus ?? regionShortName(signal.region);
      const what = `${signal.slag === "behov" ? "behov" : "förmåga"}: ${signal.antal} ${
        operationsName(signal.vardutbud)
      } per månad`;
      const until = `${signal.fran}–${signal.till}, gäller till ${signal.galler_till}`;
      const age = signalAge(signal, asAt), old = `${age} ${age === 1 ? "dag" : "dagar"} gammal`;
      return `${signal.id}  ${place}, ${what}, ${until} (${signal.tillstand}, ${old})${
        signal.syntetisk ? " [påhittad]" : ""
      }`;
    }),
    ...par.map(({ behov, formaga, antal, fragor }) =>
      `${behov.id} och ${formaga.id} möts: ${antal} operationer${
        fragor.length > 0 ? `; att reda ut: ${fragor.join(", ")}` : ""
      }`
    ),
  ].join("\n");
}

async function add(values: Values): Promise<number> {
  const region = MemberRegion.safeParse(needed(values, "region"));
  if (!region.success) throw new UsageError(region.error.issues[0].message);
  const dag = dayOf(values);
  const signal = signalOf(values, {
    sjukhus: null,
    vardutbud: needed(values, "vardutbud"),
    slag: oneOf({ slag: needed(values, "slag") }, "slag", ["behov", "formaga"], "behov"),
    antal: Number(needed(values, "antal")),
    fran: needed(values, "fran"),
    till: needed(values, "till"),
    villkor: {},
    kontaktroll: needed(values, "roll"),
    galler_till: addDays(dag, 90),
  });
  const file = await enter(
    values,
    region.data,
    (file) => ({ id: nextSignalId(file), dag, handelse: "lagd", signal, skal: null }),
  );
  console.log(`${file.handelser.at(-1)?.id} lagd i ${signalFileName(region.data)}.json`);
  return 0;
}

async function amend(action: "change" | "withdraw" | "undo", id: string, values: Values): Promise<number> {
  const region = memberRegions.find((name) => id.startsWith(`${signalFileName(name)}-`));
  if (region === undefined) {
    throw new UsageError(`Signalen "${id}" hör till ingen region. Ett id ser ut så här: varmland-3`);
  }
  const dag = dayOf(values),
    skal = action === "withdraw" ? needed(values, "skal") : text(values, "skal") ?? null;
  await enter(values, region, (file) => {
    if (action === "undo") return undoneEvent(file, id, dag);
    if (action === "withdraw") return { id, dag, handelse: "aterkallad", signal: null, skal };
    return { id, dag, handelse: "andrad", signal: signalOf(values, standingSignal(file, id)), skal };
  });
  const done = {
    change: "ändrad",
    withdraw: "återkallad",
    undo: "säger igen vad den sade före den senaste händelsen",
  };
  console.log(`${id} ${done[action]}`);
  return 0;
}

async function enter(
  values: Values,
  region: string,
  event: (file: SignalFile) => SignalEvent,
): Promise<SignalFile> {
  return await changeSignals(await signalsOf(values), region, (file) => {
    refuseInvented(file, `Signalerna för ${region}`);
    return enterSignal(file, event(file));
  });
}

/** A signal with what the options say in place of what it said. */
function signalOf(values: Values, before: Signal): Signal {
  const { asa, alder, sida, sprak } = Object.fromEntries(
    ["asa", "alder", "sida", "sprak"].map((name) => [name, text(values, name)]),
  );
  const ages = alder === undefined ? null : /^(\d*)-(\d*)$/.exec(alder);
  if (alder !== undefined && ages === null) throw new UsageError("--alder ska skrivas 18-75, 18- eller -75");
  const antal = text(values, "antal");
  return {
    sjukhus: text(values, "sjukhus") ?? before.sjukhus,
    vardutbud: text(values, "vardutbud") ?? before.vardutbud,
    slag: oneOf(values, "slag", ["behov", "formaga"], before.slag),
    antal: antal === undefined ? before.antal : Number(antal),
    fran: text(values, "fran") ?? before.fran,
    till: text(values, "till") ?? before.till,
    villkor: {
      ...before.villkor,
      ...(asa === undefined ? {} : { asa_hogst: Number(asa) }),
      ...(ages?.[1] ? { alder_fran: Number(ages[1]) } : {}),
      ...(ages?.[2] ? { alder_till: Number(ages[2]) } : {}),
      ...(sida === undefined
        ? {}
        : { sida: oneOf<"höger" | "vänster">({ sida }, "sida", ["höger", "vänster"], "höger") }),
      ...(sprak === undefined ? {} : { sprak }),
    },
    kontaktroll: text(values, "roll") ?? before.kontaktroll,
    galler_till: text(values, "galler-till") ?? before.galler_till,
  };
}

if (import.meta.main) await runCommand(signalCommand);
