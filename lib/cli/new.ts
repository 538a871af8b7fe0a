import { type Cell, readNotebook, writeNotebook } from "../notebook/mod.ts";
import { CareOffering } from "../reference/mod.ts";
import { type Command, runCommand, text, ToldError, UsageError, type Values } from "./_command.ts";
import { chosenNotebooks, notebookNames, NOTEBOOKS, slugOf } from "./_notebooks.ts";

type NewCell = Pick<Cell, "kind" | "source">;

/** The walk that serves any vårdutbud. */
const WALK = "20_en_annan_ko";

/** Writes a notebook to begin with: `deno task new "Gallsten"`. */
export const newCommand: Command = {
  name: "new",
  summary: "Skriver en ny anteckningsbok som går att köra genast.",
  uses: [
    "VÅRDUTBUD                        genomgången av en kö",
    '"EN FRÅGA?" --mall fraga         rubrik, urval, en figur och plats för vad den inte visar',
    '"EN FRÅGA?" --mall NAMN          som anteckningsboken NAMN, till exempel 01_vantelaget',
  ],
  options: {
    mall: { value: "NAMN", says: "vad den ska likna: fraga eller en anteckningsbok", among: ["fraga"] },
  },
  example: '"Gallsten"',
  notes: `Den läggs i ${NOTEBOOKS}/ med nästa lediga nummer.`,
  run: writeNew,
};

async function writeNew(values: Values, positionals: readonly string[]): Promise<number> {
  const [title, ...rest] = positionals;
  if (title === undefined || title.trim() === "" || rest.length > 0) {
    throw new UsageError("Ange ett vårdutbud, eller en fråga inom citattecken och --mall");
  }
  const template = text(values, "mall");
  const { name, cells } = template === undefined
    ? await walkOf(title)
    : { name: title, cells: template === "fraga" ? questionCells(title) : await cellsLike(template, title) };
  const path = `${NOTEBOOKS}/${await freeName(name)}.ipynb`;
  await writeNotebook(path, cells);
  console.log(`${path}
Rapporten medan du redigerar: deno task watch ${path}
Rapporten en gång:            deno task report --anteckningsbok ${path}
I JupyterLab:                 deno task lab`);
  return 0;
}

/** The walk of one vårdutbud's queue; its texts name the queue that it is run with. */
async function walkOf(written: string): Promise<{ name: string; cells: NewCell[] }> {
  const found = CareOffering.safeParse(written);
  if (!found.success) {
    throw new UsageError(`${found.error.issues[0].message}. Är det en fråga: lägg till --mall fraga`);
  }
  const name = found.data;
  const { cells } = await readNotebook(`${NOTEBOOKS}/${WALK}.ipynb`);
  return {
    name,
    cells: cells.map(({ kind, source }) => ({ kind, source: source.replace(CHOSEN, choice(name)) })),
  };
}

const CHOSEN = /CareOffering\.default\("[^"]*"\)/;

const choice = (name: string) => () => `CareOffering.default(${JSON.stringify(name)})`;

/** The cells of another notebook under a heading of its own. */
async function cellsLike(template: string, title: string): Promise<NewCell[]> {
  const [{ cells }] = await chosenNotebooks([template]);
  const first = cells.findIndex(({ kind }) => kind === "text");
  return cells.map(({ kind, source }, index) => ({
    kind,
    source: index === first ? source.replace(/^# .*$/m, () => `# ${title}`) : source,
  }));
}

/** The least that answers a question: what it is, the selection, a figure, what it does not show. */
function questionCells(title: string): NewCell[] {
  return [
    {
      kind: "text",
      source: `# ${title}

Svaret i en mening, och varför frågan är viktig.

Väntande är de som stod på listan månadens sista dag, utan dem som väntar av eget val (PvV) eller av
medicinska skäl (MoV).`,
    },
    {
      kind: "code",
      source: `import { Month, openStore, overLimitByRegion, parameters, select, sql } from "vantelage";`,
    },
    {
      kind: "code",
      source: `const store = await openStore();
const { manad } = parameters({ manad: Month.default(store.latestMonth() ?? "") });
const urval = await select(store, { manad });
overLimitByRegion(urval.waiting("region"), urval.options);`,
    },
    {
      kind: "text",
      source: `## En fråga till tabellen celler

Det som urvalen inte svarar på går att fråga om i SQL.`,
    },
    {
      kind: "code",
      source: `await sql(store)<{ region: string; antal: number }>\`
  SELECT region, sum(antal) AS antal FROM celler
  WHERE manad = \${manad} AND status = 'vantande' AND avvikelse IS NULL AND lo > \${365}
  GROUP BY region ORDER BY antal DESC\`;`,
    },
    { kind: "text", source: "## Vad det här inte visar\n\nSiffrorna räknar insatser, inte personer." },
  ];
}

/** The next free number and the title: "21_gallsten". */
async function freeName(title: string): Promise<string> {
  const names = await notebookNames();
  const slug = slugOf(title);
  if (slug === "") throw new UsageError(`Anteckningsboken behöver ett namn med bokstäver: fick "${title}"`);
  const taken = names.find((name) => name.replace(/^\d+_/, "") === slug);
  if (taken !== undefined) throw new ToldError(`Anteckningsboken ${NOTEBOOKS}/${taken}.ipynb finns redan`);
  const numbers = names.map((name) => Number(/^\d+/.exec(name)?.[0] ?? 0));
  return `${String(Math.max(0, ...numbers) + 1).padStart(2, "0")}_${slug}`;
}

if (import.meta.main) await runCommand(newCommand);
