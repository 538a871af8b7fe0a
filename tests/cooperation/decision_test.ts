import assert from "node:assert/strict";
import fc from "fast-check";
import { sampleData } from "../_checkout.ts";
import {
  changeSignals,
  type DecisionEvent,
  type DecisionFile,
  enterDecision,
  enterSignal,
  readDecisions,
  readSignalFiles,
  type Signal,
  type SignalEvent,
  standingDecisions,
  undoneDecision,
} from "../../lib/cooperation/mod.ts";
import { decisionFollowUp } from "../../lib/figures/mod.ts";
import { loadFiles, openStore } from "../../lib/mod.ts";
import { followDecisions } from "../../lib/selection/mod.ts";
import { decisionCommand } from "../../lib/cli/decision.ts";

const OFFER: Signal = {
  sjukhus: null,
  vardutbud: "Knäled protes",
  slag: "formaga",
  antal: 20,
  fran: "2024-05",
  till: "2024-06",
  villkor: {},
  kontaktroll: "verksamhetschef",
  galler_till: "2024-06-30",
};

/** Runs the command and gives what it printed. */
async function said(data: string, options: Record<string, string>, ...positionals: string[]) {
  const { log } = console, told: string[] = [];
  console.log = (text: string) => told.push(text);
  try {
    assert.equal(await decisionCommand.run({ data, ...options }, positionals), 0);
  } finally {
    console.log = log;
  }
  return told.join("\n");
}

const KNEES = {
  ...{ hemregion: "värmland", utforarregion: "västmanland", vardutbud: "knäprotes", svar: "ja" },
  ...{ foreslaget: "40", volym: "2024-05=20,2024-06=20", roll: "verksamhetschef", senast: "2024-04-30" },
  dag: "2024-04-25",
};

Deno.test("a decision of April is followed up in June: agreed 40, done 31, and why", async () => {
  const folder = await Deno.makeTempDir(), data = `${folder}/uppgifter`;
  await Deno.mkdir(data);
  const offered: Omit<SignalEvent, "dag" | "handelse" | "signal"> = { id: "vastmanland-1", skal: null };
  await changeSignals(`${data}/signaler`, "Region Västmanland", (file) => {
    const given = enterSignal(file, { ...offered, dag: "2024-04-02", handelse: "lagd", signal: OFFER });
    const withdrawn = { ...offered, dag: "2024-06-12", handelse: "aterkallad", signal: null } as const;
    return enterSignal(given, { ...withdrawn, skal: "Personalbrist på vårdavdelningen" });
  });
  assert.match(
    await said(data, KNEES, "add"),
    /^2024-1 {2}ja: Värmland till Västmanland, knäprotes, 40 av 40 föreslagna, 2024-05–2024-06; verksamhetschef, senast 2024-04-30$/,
  );
  // 19 and 12 of Värmland's inhabitants are operated in Västmanland, 2 and 1 a year before; 4 of others' do not count.
  const rows = [
    ...[["2024-05", "Värmland", 19], ["2024-06", "Värmland", 12], ["2024-06", "Dalarna", 4]],
    ...[["2023-05", "Värmland", 2], ["2023-06", "Värmland", 1]],
    ...[["2024-05", "Västmanland", 30], ["2024-06", "Västmanland", 20]],
    ...[["2023-05", "Västmanland", 30], ["2023-06", "Västmanland", 55]],
  ].map(([manad, home, antal]) => `${manad};genomförda;Västmanland;${home};Knäled protes;${antal};0;`);
  const waits = [["2024-04", 300, 5], ["2024-06", 281, 9]].map(([manad, over, pvv]) =>
    `${manad};väntande;Värmland;Värmland;Knäled protes;100;${over};${pvv}`
  );
  const file = `${folder}/uttag.csv`, header = "månad;status;region;hemregion;vårdutbud;0-90;91-365;PvV";
  await Deno.writeTextFile(file, [header, ...rows, ...waits].join("\n"));
  await loadFiles(`${folder}/store`, [file]);
  using store = await openStore(`${folder}/store`);
  const [decisions, signals] = [
    await readDecisions({ folder: `${data}/beslut`, asAt: "2024-06-30" }),
    await readSignalFiles(`${data}/signaler`),
  ];
  const followed = (manad: string) => followDecisions(store, { manad, decisions, signals });
  const june = await followed("2024-06"), [outcome] = june;
  const { avtalat, gjort, fore, overFore, overNu, varfor } = outcome;
  assert.deepEqual([avtalat, gjort, fore, overFore, overNu], [40, 31, 3, 300, 281]);
  assert.deepEqual(varfor, [
    "Västmanland återkallade sitt erbjudande 12 juni 2024: Personalbrist på vårdavdelningen",
    "Västmanland opererade 3 färre totalt än samma månader året före",
    "4 fler väntar av eget val i Värmland än före beslutet",
  ]);
  assert.equal(
    decisionFollowUp(june, { until: "2024-06" }).headline,
    "31 av 40 beslutade operationer är gjorda",
  );
  // In May only half is due, and the offer was not withdrawn yet.
  assert.deepEqual((await followed("2024-05")).map((may) => [may.avtalat, may.gjort, may.varfor]), [
    [20, 19, ["Uppgifterna säger inte varför"]],
  ]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("deno task decision changes and undoes, keeps the history, and takes none among made-up ones", async () => {
  const data = await Deno.makeTempDir();
  await said(data, KNEES, "add");
  const less = { svar: "andrat", volym: "2024-05=20,2024-07=5", skal: "Sommaren", dag: "2024-05-02" };
  assert.match(
    await said(data, less, "change", "2024-1"),
    /^2024-1 {2}ändrat: .*25 av 40.*2024-05–2024-07.*\(Sommaren\)$/,
  );
  await said(data, { dag: "2024-05-03" }, "undo", "2024-1");
  assert.match(await said(data, { dag: "2024-05-03" }, "list"), /\n2024-1 {2}ja: .*40 av 40/);
  assert.match(await said(data, { dag: "2024-05-02" }, "list"), /ändrat: .*25 av 40/);
  assert.equal(await said(data, { dag: "2024-04-24" }, "list"), "Inga beslut gäller 2024-04-24.");
  await assert.rejects(said(data, { ...KNEES, dag: "2024-05-04" }, "add"), /Beslut 2024-1 gäller redan/);
  await assert.rejects(
    said(data, { ...KNEES, volym: "2024-08=30", dag: "2024-05-04" }, "add"),
    /svaret andrat/,
  );
  await assert.rejects(
    said(data, { ...KNEES, svar: "nej", volym: "2024-08=30", dag: "2024-05-04" }, "add"),
    /ska vara 0 när svaret är nej/,
  );
  await assert.rejects(
    said(data, { dag: "2024-05-04" }, "undo", "2024-9"),
    /2024-9 finns inte. Beslut 2024: 2024-1/,
  );
  await assert.rejects(
    said(data, { ...KNEES, volym: "maj=3" }, "add"),
    /--volym ska skrivas 2024-05=20/,
  );
  await Deno.copyFile(`${sampleData("beslut")}/2024.json`, `${data}/beslut/2024.json`);
  await assert.rejects(said(data, KNEES, "add"), /påhittade exempel[^]*Inget har ändrats/);
  await Deno.remove(data, { recursive: true });
});

Deno.test("undone decisions say again what they said before, however often they are changed and undone", () => {
  const base = { ar: 2024, syntetisk: false, handelser: [] };
  const beslut = (antal: number) => ({
    ...{ hemregion: "Region Värmland", utforarregion: "Region Västmanland", sjukhus: null, fran: "2024-05" },
    ...{ vardutbud: "Gråstarr", svar: "andrat", foreslaget: 0, antal: [antal] } as const,
    ...{ kontaktroll: "verksamhetschef", senast: "2024-04-30" },
  });
  const event = (antal: number, handelse: DecisionEvent["handelse"]): DecisionEvent => ({
    ...{ id: "2024-1", dag: "2024-04-25", handelse, beslut: beslut(antal), skal: null },
  });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 6 }), (numbers) => {
      const said = (file: DecisionFile) => standingDecisions([file]).map(({ antal }) => antal[0]);
      let file = enterDecision(base, event(numbers[0], "beslutad"));
      for (const [index, number] of numbers.slice(1).entries()) {
        const changed = enterDecision(file, event(number, "andrad"));
        const undone = enterDecision(changed, undoneDecision(changed, "2024-1", "2024-04-25"));
        assert.deepEqual([said(changed), said(undone)], [[number], [numbers[index]]]);
        file = changed;
      }
    }),
    { numRuns: 20 },
  );
});
