/** Checks decision cards: their sums against each other, and their shares against the store's cells. */
import { between, careNamed, type Cell, MEMBERS, sum } from "./_counts.ts";
import { monthOf, numberFault, readNumber } from "./_numbers.ts";

/** A decision card as a reader meets it; the first of a page has no title: it is of all together. */
export interface DecisionText {
  readonly title: string;
  /** Vårdutbud, where, how many, when, the sender's list. */
  readonly rows: readonly (readonly string[])[];
  readonly facts: Readonly<Record<string, string>>;
  /** What is asked for. */
  readonly ask: string;
}

const number = (text: string | undefined) => text === undefined ? null : readNumber(text)?.value ?? null;

/** What begins with a sum of money, "8,0 mnkr" or "27 000 kr", in millions of kronor. */
function millions(text: string): number | null {
  const [, kronor, unit] = /^([\d ]+(?:,\d)?) (mnkr|kr)(?= |$)/.exec(text) ?? [], read = number(kronor);
  return read === null || unit === "mnkr" ? read : read / 1e6;
}

/** "12 i juni, 10 i månaden juli–augusti" as one number. */
function monthSum(text: string): number | null {
  const parts = text.split(/, | och (?=\d)/).map((part) => {
    const span = /^(\d+) i månaden (\p{L}+)–(\p{L}+)$/u.exec(part), one = /^(\d+) i (\p{L}+)$/u.exec(part);
    if (one) return Number(one[1]);
    if (!span) return null;
    const [from, to] = [span[2], span[3]].map((name) => Number(monthOf(`${name} 2024`)?.slice(5)));
    return Number(span[1]) * ((to - from + 12) % 12 + 1);
  });
  return parts.every((part) => part !== null) ? parts.reduce((total, part) => total + part, 0) : null;
}

/** What is wrong with a card of a university hospital: its rows, its price and what is asked against its title. */
function universityFaults({ title, rows, facts, ask }: DecisionText): { title: string; faults: string[] } {
  const said = /^(.+?) lämnar ([\d ]+) operationer till (.+?)( på ett år)?$/.exec(title),
    faults: string[] = [];
  if (said === null) return { title, faults: ["the title is not understood"] };
  const [, from, many, to] = said;
  const must = (holds: boolean, wrong: string) => holds || faults.push(wrong);
  const all = rows.reduce((total, row) => total + (number(row[1]) ?? NaN), 0);
  must(all === number(many), `the rows add up to ${all}, the title says ${many}`);
  must(`Effekt för ${from}` in facts && `Effekt för ${to}` in facts, "an effect is missing");
  must(ask.includes(` att ${from} och ${to} prövar att flytta ${many} operationer`), "what is asked differs");
  const behind = /^[\d ]+ av ([\d ]+) som saknas/.exec(facts[`Effekt för ${from}`])?.[1];
  if (behind !== undefined) {
    const sum = rows.reduce((total, row) => total + (number(/^[\d ]+/.exec(row[2])?.[0].trim()) ?? NaN), 0);
    must(sum === number(behind), `the rows are ${sum} behind, the card says ${behind}`);
    return { title, faults };
  }
  const costs = rows.map((row) => millions(row[2]));
  const cost = millions(facts.Kostnad ?? "");
  const priced = costs.filter((each) => each !== null), most = priced.reduce((sum, each) => sum + each, 0);
  // Each number is rounded to a tenth.
  must(
    cost === null ? priced.length === 0 : Math.abs(cost - most) < 0.05 * (priced.length + 1) + 1e-9,
    `the rows cost ${most}, the card says ${cost}`,
  );
  return { title, faults };
}

/** What is wrong with a page's decision cards; each card by its title. */
export function decisionFaults(
  cards: readonly DecisionText[],
  { cells, manad }: { readonly cells: readonly Cell[]; readonly manad: string },
): { readonly title: string; readonly faults: string[] }[] {
  const listOver = (region: string | undefined, vardutbud: string) =>
    between(
      cells.filter((cell) =>
        cell.manad === manad && cell.status === "vantande" && cell.avvikelse === null &&
        cell.region === region && cell.vardutbud === vardutbud
      ),
      91,
      null,
    );
  const university = cards.filter(({ title }) => title.includes(" lämnar "));
  const decisions = cards.filter((card) => card.title !== "" && !university.includes(card));
  const sent = new Map<string, number>();
  const each = decisions.map(({ title, rows, facts, ask }) => {
    const said = /^(.+?) skickar ([\d ]+) patienter till (.+?), (.+)$/.exec(title), faults: string[] = [];
    const must = (holds: boolean, wrong: string) => holds || faults.push(wrong);
    if (said === null) return { title, faults: ["the title is not understood"] };
    const [, from, many, to, when] = said, antal = number(many) ?? 0;
    const region = MEMBERS.find(({ short }) => short === from)?.name;
    const all = rows.reduce((total, row) => total + (number(row[2]) ?? NaN), 0);
    must(all === antal, `the rows add up to ${all}, the title says ${antal}`);
    for (const [name, , count, months, list] of rows) {
      must(monthSum(months) === number(count), `${name}: ${months} is not ${count}`);
      const share = /^(\d+ %) färre över gränsen/.exec(list), vardutbud = careNamed(name);
      const over = listOver(region, vardutbud), key = `${region} ${vardutbud}`;
      sent.set(key, (sent.get(key) ?? 0) + (number(count) ?? 0));
      if (share && over.guess !== null) {
        const fault = numberFault(share[1], (number(count) ?? 0) / over.guess);
        if (fault !== null) faults.push(`${name}: ${fault}`);
      }
      must(over.high === null || (sent.get(key) ?? 0) <= over.high, `${name}: more are sent than wait`);
    }
    const effect = /^(?:([\d ]+)–)?([\d ]+) färre över 90 dagar/.exec(facts[`Effekt i ${from}`] ?? "");
    const [low, high] = [number(effect?.[1]) ?? number(effect?.[2]), number(effect?.[2])];
    must(high !== null && low !== null && low <= high && high <= antal, `the effect is not at most ${antal}`);
    must(`Effekt i ${to}` in facts, `the effect in ${to} is missing`);
    const no = /^(?:([\d ]+)–)?([\d ]+) fler väntar över 90 dagar i /.exec(facts["Om nej"] ?? "");
    must(no !== null && no[1] === effect?.[1] && no[2] === effect?.[2], "the no differs from the effect");
    must(
      ask.includes(` att ${from} och ${to} kommer överens om ${many} operationer`),
      "what is asked differs",
    );
    must(ask.endsWith(`${when}.`), "what is asked is of other months");
    return { title, faults };
  });
  each.push(...university.map(universityFaults));
  const all = cards.find(({ title }) => title === "");
  if (all === undefined) return each;
  const faults: string[] = [], together = all.facts["Tillsammans"] ?? "";
  const total = decisions.reduce(
    (sum, { title }) => sum + (number(/skickar ([\d ]+) p/.exec(title)?.[1]) ?? 0),
    0,
  );
  if (number(/^([\d ]+) operationer/.exec(together)?.[1]) !== total) {
    faults.push(`says ${together}, the cards add up to ${total}`);
  }
  const share = /^([\d ]+) färre av de ([\d ]+) som väntar över 90 dagar, (.+ %)$/.exec(
    all.facts["Del av problemet"] ?? "",
  );
  if (share) {
    const waiting = cells.filter((cell) =>
      cell.manad === manad && cell.status === "vantande" && cell.avvikelse === null
    );
    const over = between(waiting, 91, null), [fewer, of] = [number(share[1]) ?? 0, number(share[2]) ?? 0];
    for (const fault of [numberFault(share[2], over), numberFault(share[3], fewer / of)]) {
      if (fault !== null) faults.push(fault);
    }
    if (fewer > total || sum(waiting) < of) faults.push(`${fewer} fewer, but ${total} are sent`);
  } else if ("Del av problemet" in all.facts) faults.push("the share of the problem is not understood");
  return [{ title: "Tillsammans", faults }, ...each];
}
