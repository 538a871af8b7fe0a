import { isMonth } from "../calendar/mod.ts";
import {
  changeComments,
  type Comment,
  type CommentEvent,
  type CommentFile,
  commentKind,
  CONTACT_ROLES,
  enterComment,
  readComments,
  signalFileName,
  type StandingComment,
  standingComment,
  undoneComment,
} from "../cooperation/mod.ts";
import { refuseInvented } from "../form/mod.ts";
import { MemberRegion, memberRegions } from "../reference/mod.ts";
import { manifestOf } from "../report/write_reports.ts";
import { openStore } from "../store/mod.ts";
import {
  actionOf,
  type Command,
  dayOf,
  needed,
  REGIONS,
  runCommand,
  STORE,
  text,
  UsageError,
  type Values,
} from "./_command.ts";
import { DATA, dataOf } from "./_data.ts";
import { chosenNotebooks } from "./_notebooks.ts";
import { ownFolder } from "./_reports_folder.ts";

const ACTIONS = ["list", "add", "change", "withdraw", "undo"] as const;

/** Makes, changes and withdraws comments: `deno task comment list|add|change|withdraw|undo`. */
export const commentCommand: Command = {
  name: "comment",
  summary:
    "Visar, lägger, ändrar, återkallar och ångrar en regions kommentarer till en månad, en rapport eller en figur.",
  uses: [
    "list [--manad åååå-mm] [--dag åååå-mm-dd]     de kommentarer som gäller den dagen",
    "add --region R --manad åååå-mm [--rapport NAMN [--figur N]] --text TEXT --roll ROLL [--publik]",
    "change ID [det som ändras]",
    "withdraw ID",
    "undo ID                                       ångrar det som hände med den sist",
  ],
  options: {
    region: { value: "REGION", says: "regionen som kommenterar", among: REGIONS },
    manad: { value: "åååå-mm", says: "månaden" },
    rapport: {
      value: "NAMN",
      says: "rapporten, t.ex. 01 eller 01_vantelaget (annars månaden som helhet: den står på förstasidan)",
    },
    figur: {
      value: "N",
      says: 'figuren med dess nummer på sidan: 3, "Figur 3" eller "Tabell 1" (annars hela rapporten)',
    },
    text: { value: "TEXT", says: "en rad utan personuppgifter, högst 400 tecken" },
    roll: { value: "ROLL", says: CONTACT_ROLES.join(", "), among: CONTACT_ROLES },
    publik: { says: "kommentaren får stå också på publika sidor; den ska då vara utan tal, utom årtal" },
    internt: { says: "den får det inte längre (change)" },
    dag: { value: "åååå-mm-dd", says: "dagen för händelsen, eller för listan (annars i dag)" },
    ...DATA,
    ...STORE,
  },
  actions: ACTIONS,
  example:
    'add --region Dalarna --manad 2024-04 --rapport 01 --figur 1 --text "Två salar var stängda." --roll verksamhetschef',
  notes:
    `Kommentaren står vid sin figur med dag, region och roll när rapporterna skrivs nästa gång, också i deras andra format. Är sidan skriven när kommentaren läggs följer den figuren också när sidans nummer ändras. Inget tas bort: varje ändring läggs sist i regionens historik, i de egna uppgifternas mapp ${commentKind.folder}.`,
  statuses: "1 kommentaren går inte att spara, 2 fel använt",
  gives: (_values, [action]) => action === "list" ? [{ name: "write" }] : [],
  run: async (values, positionals) => {
    const [given, id, ...rest] = positionals, action = actionOf(given, ACTIONS);
    const extra = action === "list" || action === "add" ? id : rest[0];
    if (extra !== undefined) throw new UsageError(`Okänt argument "${extra}"`);
    if (action === "list") return await list(values);
    const dag = dayOf(values), asked = text(values, "rapport");
    const rapport = asked === undefined ? undefined : (await chosenNotebooks([asked]))[0].name;
    if (action === "add") {
      const region = MemberRegion.safeParse(needed(values, "region"));
      if (!region.success) throw new UsageError(region.error.issues[0].message);
      const said = commentOf(values, rapport), kommentar = { ...said, figurslag: await kindOf(values, said) };
      return await enter(values, region.data, (file) => ({
        ...{ id: `${signalFileName(file.region)}-${nextNumber(file)}`, dag, handelse: "lagd", kommentar },
      }));
    }
    const region = memberRegions.find((name) => id?.startsWith(`${signalFileName(name)}-`));
    if (region === undefined) throw new UsageError("Ange kommentarens id, till exempel dalarna-3");
    const stood = action !== "change" || !MOVES.some((name) => name in values)
      ? undefined
      : (await readComments({ folder: await folderOf(values) })).find((each) => each.id === id);
    const moved = stood && { figurslag: await kindOf(values, commentOf(values, rapport, stood)) };
    return await enter(values, region, (file) => {
      if (action === "undo") return undoneComment(file, id, dag);
      if (action === "withdraw") return { id, dag, handelse: "aterkallad", kommentar: null };
      return {
        id,
        dag,
        handelse: "andrad",
        kommentar: { ...commentOf(values, rapport, standingComment(file, id)), ...moved },
      };
    });
  },
};

/** The options that say which figure a comment is about. */
const MOVES = ["manad", "rapport", "figur"];

async function folderOf(values: Values): Promise<string> {
  using _store = await openStore(text(values, "lager"));
  return `${await dataOf(values)}/${commentKind.folder}`;
}

/** What a figure is on the page as it is written; `null` where no figure is meant, or the page is not written. */
async function kindOf(values: Values, { manad, rapport, figur }: Comment): Promise<string | null> {
  if (figur === null || rapport === null) return null;
  using store = await openStore(text(values, "lager"));
  const folder = await ownFolder(store.folder, manad, "internal");
  const page = (await manifestOf(folder)).runs.flatMap(({ reports }) => reports)
    .find(({ fileName }) => fileName === `${rapport}.html`);
  if (page === undefined || page.figures.some(({ number }) => number === null)) {
    console.error(
      `${rapport} är inte skriven för ${manad} i ${folder}: kommentaren hör till det som är ${figur} där`,
    );
    return null;
  }
  const found = page.figures.find(({ number }) => number === figur);
  if (found === undefined) {
    const there = page.figures.map(({ number, headline }) => `${number}: ${headline}`).join("\n");
    throw new UsageError(`${rapport} för ${manad} har ingen ${figur}. Den har\n${there}`);
  }
  console.error(`${figur}: ${found.headline}`);
  return found.name;
}

async function list(values: Values): Promise<number> {
  const asAt = dayOf(values), manad = text(values, "manad");
  const comments = (await readComments({ folder: await folderOf(values), asAt }))
    .filter((comment) => manad === undefined || comment.manad === manad);
  console.log(
    comments.length === 0
      ? `Inga kommentarer gäller ${asAt}.`
      : [`Kommentarer ${asAt}`, ...comments.map(commentLine)].join("\n"),
  );
  return 0;
}

/** "dalarna-1  2024-04, 01_vantelaget, Figur 3: … (verksamhetschef, 2024-05-03)". */
function commentLine(
  { id, manad, rapport, figur, text, kontaktroll, andrad, publik, syntetisk }: StandingComment,
): string {
  const place = [manad, rapport, figur].filter((part) => part !== null).join(", ");
  return `${id}  ${place}: ${text} (${kontaktroll}, ${andrad}${publik ? ", för publicering" : ""})${
    syntetisk ? " [påhittad]" : ""
  }`;
}

const nextNumber = ({ handelser }: CommentFile) =>
  1 + Math.max(0, ...handelser.map(({ id }) => Number(id.slice(id.indexOf("-") + 1))));

async function enter(
  values: Values,
  region: string,
  event: (file: CommentFile) => CommentEvent,
): Promise<number> {
  const { handelser } = await changeComments(await folderOf(values), region, (file) => {
    refuseInvented(file, `Kommentarerna från ${region}`);
    return enterComment(file, event(file));
  });
  const { id, dag, kommentar } = handelser[handelser.length - 1];
  console.log(
    kommentar === null
      ? `${id} säger inget längre`
      : commentLine({ ...kommentar, id, region, andrad: dag, syntetisk: false }),
  );
  return 0;
}

/** A comment with what the options say in place of what it said. */
function commentOf(values: Values, rapport: string | undefined, before?: Comment): Comment {
  const said = (name: string, earlier: string | undefined) =>
    text(values, name) ?? earlier ?? needed(values, name);
  const manad = said("manad", before?.manad);
  if (!isMonth(manad)) {
    throw new UsageError(`--manad ska skrivas åååå-mm, till exempel 2024-04: fick "${manad}"`);
  }
  const figur = text(values, "figur");
  return {
    manad,
    rapport: rapport ?? before?.rapport ?? null,
    figur: figur === undefined ? before?.figur ?? null : /^\d+$/.test(figur) ? `Figur ${figur}` : figur,
    figurslag: before?.figurslag ?? null,
    text: said("text", before?.text),
    kontaktroll: said("roll", before?.kontaktroll),
    publik: values.publik === true || (values.internt !== true && before?.publik === true),
  };
}

if (import.meta.main) await runCommand(commentCommand);
