/**
 * Long trials that are too slow for the tests; each prints its numbers and fails when what must hold does not. What they
 * are called and do is said by `deno task campaign --help`.
 */
import { parseArgs } from "node:util";
import { attacks } from "./_attacks.ts";
import { projections } from "./_backtest.ts";
import { cluster } from "./_cluster.ts";
import { disk } from "./_disk.ts";
import { documents } from "./_documents.ts";
import { expressions } from "./_expressions.ts";
import { gate } from "./_gate.ts";
import { hostile } from "./_hostile.ts";
import { kills } from "./_kills.ts";
import { mutants } from "./_mutants.ts";
import { own } from "./_own.ts";
import { packages } from "./_package.ts";
import { people } from "./_people.ts";
import { rounds } from "./_round.ts";

const CAMPAIGNS = {
  kills: { run: kills, count: 50 },
  mutants: { run: mutants, count: 10_000 },
  people: { run: people, count: 20_000 },
  gate: { run: gate, count: 100_000 },
  backtest: { run: projections, count: 1 },
  hostile: { run: hostile, count: 1 },
  disk: { run: disk, count: 100 },
  own: { run: own, count: 12 },
  attacks: { run: attacks, count: 12 },
  expressions: { run: expressions, count: 1 },
  documents: { run: documents, count: 1 },
  round: { run: rounds, count: 13 },
  cluster: { run: cluster, count: 1 },
  package: { run: packages, count: 1 },
};

const HELP =
  `Långa prov som är för tunga för testerna. Vart och ett skriver sina tal och misslyckas när något inte håller.

  deno task campaign kills    [--count 50]       inläsningar, gallringar och rapporter som avbryts i slumpvisa ögonblick
  deno task campaign mutants  [--count 10000]    skadade filer, lästa och inlästa
  deno task campaign people   [--count 20000]    aggregat skrivna på många sätt: att alla räknas, och en gång
  deno task campaign gate     [--count 100000]   hur ofta andra tal tas för personnummer
  deno task campaign backtest                    framskrivningar från tidigare månader mot det som kom
  deno task campaign hostile                     filer på 1 GiB och med en miljon kolumner
  deno task campaign disk     [--count 100]      en disk som är full, mer och mer, och en som bara går att läsa
  deno task campaign own      [--count 12]       exemplet flyttat 30 månader, med egna uppgifter av ett slag i taget
  deno task campaign attacks  [--count 12]       skyddade månader, angripna med heltalsoptimering över allt tillsammans
  deno task campaign expressions                 om något reguljärt uttryck över data tar mer än linjär tid
  deno task campaign documents                   arbetsböcker, dokument och bilder, öppnade av andra program
  deno task campaign round     [--count 13]      exemplets månader, en runda i taget, och en leverans som är trasig
  deno task campaign cluster  [--count 1]        exemplet i ett kluster med Trino på den här maskinen: varje cell, fyra sidor,
                                                 och en arbetare som dödas. Tar TRINO_HOME, eller hämtar 783 MiB; Java 24;
                                                 --count 0: låter klustret gå, för egna frågor
  deno task campaign package                     paketet för npm, installerat i en tom mapp: ett skript i Node och i Deno

  --seed TEXT   samma text ger samma prov

Slutkod: 0 allt höll, 1 något höll inte, 2 fel använt.`;

const { values, positionals: [name] } = parseArgs({
  args: Deno.args,
  options: {
    help: { type: "boolean", short: "h" },
    count: { type: "string" },
    seed: { type: "string", default: "fälttåg" },
  },
  allowPositionals: true,
});
if (values.help) {
  console.log(HELP);
  Deno.exit(0);
}
if (!isCampaign(name)) {
  console.error(`Ange ${Object.keys(CAMPAIGNS).join(", ")}`);
  Deno.exit(2);
}
const { run, count } = CAMPAIGNS[name];
Deno.exit(await run(Number(values.count ?? count), values.seed) ? 0 : 1);

function isCampaign(name: string | undefined): name is keyof typeof CAMPAIGNS {
  return name !== undefined && Object.hasOwn(CAMPAIGNS, name);
}
