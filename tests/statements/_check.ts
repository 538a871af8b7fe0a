/** Checks all that a page says against the cells of its store. */
import {
  between,
  careWords,
  type Cell,
  covered,
  delivered,
  groupsBy,
  inhabitants,
  inScope,
  mean,
  median,
  type Scope,
  shareOf,
  type Span,
  sum,
} from "./_counts.ts";
import {
  ALTERNATIVES,
  changeFault,
  checkSentence,
  CHOSEN,
  type Context,
  lineFaults,
  namesIn,
  NOTES,
  type Place,
  scopeFaults,
  SENTENCES,
  totalOver,
  trendTableFaults,
} from "./_grammar.ts";
import { decisionFaults } from "./_decisions.ts";
import { monthOf, numberFault, wordNumber } from "./_numbers.ts";
import type { FigureText, PageText } from "./_page.ts";
import {
  QUEUE_ALTERNATIVES,
  QUEUE_NOTES,
  queueSentences,
  queueTableFaults,
  repeatedFaults,
} from "./_queue_grammar.ts";
import { tableFaults } from "./_tables.ts";

/** Where on a page something is said. */
export type Kind =
  | "headline"
  | "finding"
  | "key figure"
  | "subtitle"
  | "note"
  | "alternative text"
  | "table"
  | "page"
  | "decision"
  | "card";

/** A statement that is false or misleads. */
export interface Fault {
  readonly kind: Kind;
  /** The figure that it stands in, where it stands in one. */
  readonly figure: string;
  readonly sentence: string;
  readonly wrong: string;
}

/** What a check of a page found. */
export interface Checked {
  readonly faults: Fault[];
  /** Statements read, and understood, of each kind. */
  readonly counts: Map<Kind, { seen: number; understood: number }>;
  /** What no pattern understands. */
  readonly unknown: { readonly kind: Kind; readonly sentence: string }[];
}

/** What a page is expected to be about: what its notebook was run with, and what the reader chose. */
export interface Expected {
  readonly cells: readonly Cell[];
  readonly scope: Scope;
  /** The vårdutbud that the deliveries cover; `null` for all. */
  readonly care: readonly string[] | null;
  /** What the page opened with, which a figure that does not follow the choice still shows. */
  readonly opens?: Scope;
  /** What each page says in its headlines, findings and lead, which the front page repeats. */
  readonly said?: ReadonlyMap<string, readonly string[]>;
  /** The notebook's name, whose first two digits say what it is; "index" for the front page. */
  readonly notebook: string;
}

/** The queue that a notebook is of. */
export const QUEUES: Readonly<Record<string, string>> = {
  "10": "Knäled protes",
  "11": "Höftled protes",
  "12": "Gråstarr",
  "20": "Gallsten",
  "31": "Gråstarr",
  "41": "Knäled protes",
};

/** Checks a page. */
export function checkPage(page: PageText, expected: Expected): Checked {
  const checked: Checked = { faults: [], counts: new Map(), unknown: [] };
  const { cells, scope, care } = expected;
  const say = (kind: Kind, figure: string, sentence: string, faults: readonly (string | null)[] | null) => {
    const count = checked.counts.get(kind) ?? { seen: 0, understood: 0 };
    checked.counts.set(kind, count);
    count.seen++;
    if (faults === null) {
      checked.unknown.push({ kind, sentence });
      return;
    }
    count.understood++;
    for (const wrong of faults) if (wrong !== null) checked.faults.push({ kind, figure, sentence, wrong });
  };
  const base: Context = {
    cells,
    scope,
    care,
    place: scope.sjukhus === undefined ? "region" : "sjukhus",
    subtitle: "",
    tables: [],
  };
  const fixed = { ...base, scope: expected.opens ?? scope };
  const contexts = new Map(
    page.figures.map((figure) => [figure.id, contextOf(figure, isFixed(figure) ? fixed : base)]),
  );

  say("page", "", page.title, pageFaults(page, expected));
  for (const line of page.over) say("page", "", line, overFaults(line, base));
  for (const id of page.lost) say("page", "", `#${id}`, ["leads nowhere"]);

  for (const { label, value, about, change } of page.keyFigures) {
    const faults = keyFigureFaults(label, value, about, base);
    const both = faults === null ? null : [...faults, ...keyChangeFaults(label, change, base)];
    say("key figure", "", `${label}: ${value} (${change} ${about})`, both);
  }
  for (const { text, target } of page.findings) {
    const context = target === null ? base : contexts.get(target) ?? base;
    const sentence = text.replace(/\.$/, "");
    // A finding of regions may lead to a figure that the reader has turned to hospitals.
    const readings = [context, { ...base, tables: context.tables }].map((each) =>
      checkSentence(sentence, [...CHOSEN, ...SENTENCES, ...queueSentences(each)], each)
    );
    say("finding", target ?? "", text, readings.find((faults) => faults?.length === 0) ?? readings[0]);
  }
  for (const figure of page.figures) {
    const { id, headline, subtitle, notes, alts, tables } = figure, context = contexts.get(id)!;
    // A figure that does not go with what is chosen says nothing.
    if (headline !== "") {
      say(
        "headline",
        id,
        headline,
        checkSentence(headline, [...queueSentences(context), ...SENTENCES], context) ??
          tableHeadline(headline, figure),
      );
      say("subtitle", id, subtitle, subtitleFaults(subtitle, { ...expected, scope: context.scope }));
    }
    for (const sentence of notes.flatMap(sentencesOf)) {
      say("note", id, sentence, checkSentence(sentence, [...NOTES, ...QUEUE_NOTES], context));
    }
    for (const alt of alts) {
      say(
        "alternative text",
        id,
        alt,
        /^Linje: [^,]+\. /.test(alt)
          ? lineFaults(alt, context)
          : checkSentence(alt, [...ALTERNATIVES, ...QUEUE_ALTERNATIVES], context) ??
            repeatedFaults(alt, context),
      );
    }
    for (const table of tables) {
      const own = queueTableFaults(table, context) ?? trendTableFaults(table, context);
      if (own !== null) {
        say("table", id, `${table.caption} (${table.rows.length} rows)`, own);
        continue;
      }
      const { faults, checked: cells, unknown } = tableFaults(table, context);
      const rows = table.rows.length + table.totals.length;
      if (figure.notes.some((note) => /minskar summan för alla tillsammans/.test(note))) continue;
      say("table", id, `${table.caption} (${rows} rows)`, cells === 0 && faults.length === 0 ? null : faults);
      for (const column of unknown) say("table", id, `${table.caption}: ${column}`, null);
    }
  }
  for (const { title, faults } of decisionFaults(page.decisions, { cells, manad: scope.manad })) {
    say("decision", "", title, faults);
  }
  for (const { title, text, target } of page.cards) {
    const queue = QUEUES[target.slice(0, 2)];
    const counted = /^3[01]/.test(target) ? { ...scope, inkl: true } : scope; // whether queues grow, how long one may wait: all on the list
    const context = { ...base, scope: queue === undefined ? counted : { ...counted, vardutbud: queue } };
    const own = expected.said?.get(target);
    for (const sentence of sentencesOf(text)) {
      const isRepeated = own?.some((each) => each.includes(sentence));
      const faults = cardFaults(sentence, context);
      say(
        "card",
        target,
        `${title}: ${sentence}`,
        faults ??
          (own === undefined
            ? null
            : isRepeated || /^(?:Gäller|Påhittade uppgifter ingår|Syntetiska data)/.test(sentence)
            ? []
            : ["its page does not say so"]),
      );
    }
  }
  return checked;
}

/** A note's or a card's sentences. A name with a point does not end one. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<!\b(?:exkl|inkl|inv|op|ca))\. (?=[\p{Lu}\d])/u).map((sentence) =>
    sentence.replace(/\.$/, "").trim()
  )
    .filter((sentence) => sentence !== "");
}

/** Whether a figure says that it does not follow what is chosen. */
function isFixed({ notes }: FigureText): boolean {
  return notes.some((note) => note.includes("Figuren följer inte urvalet"));
}

/** What a figure compares is told by its table's first column. */
function contextOf({ subtitle, tables }: FigureText, base: Context): Context {
  const columns = tables[0]?.columns ?? [], [first] = columns;
  const place: Place = first === "Ort"
    ? "ort"
    : first === "Sjukhus"
    ? "sjukhus"
    : first === "Vårdutbud"
    ? "vardutbud"
    : "region";
  return { ...base, place, subtitle, tables };
}

/** A front page's sentence may speak of regions, hospitals or groups. */
function cardFaults(sentence: string, context: Context): string[] | null {
  const all = (["region", "sjukhus", "vardutbud"] as const).map((place) =>
    checkSentence(sentence, SENTENCES, { ...context, place, subtitle: "Antal väntande över 90 dagar" })
  );
  if (all.every((faults) => faults === null)) return null;
  return all.find((faults) => faults?.length === 0) ?? all[0];
}

const queueWord = (vardutbud: string) =>
  ({
    "Knäled protes": /knäled|knäprotes/i,
    "Höftled protes": /höftled|höftprotes/i,
    "Gråstarr": /grå ?starr/i,
  })[vardutbud] ?? new RegExp(
    careWords(vardutbud).map((word) => word.replace(/[()]/g, "\\$&")).join("|"),
    "i",
  );

/** The title says the month of the figures, and a page of one queue says which. */
function pageFaults({ title, heading, lead }: PageText, { scope, notebook }: Expected): (string | null)[] {
  const month = /(\p{L}+ \d{4})$/u.exec(title), manad = month && monthOf(month[1]);
  const queue = QUEUES[notebook.slice(0, 2)];
  return [
    manad !== null && manad !== scope.manad
      ? `the title is of ${month![1]}, the figures of ${scope.manad}`
      : null,
    notebook !== "index" && manad === null ? "the title has no month" : null,
    queue !== undefined &&
      !queueWord(queue).test(`${title} ${heading} ${lead}`.replace(/--parameter \S+/g, ""))
      ? `neither the title nor the lead names the queue, ${queue}`
      : null,
  ];
}

/** The lines around the heading. */
function overFaults(line: string, { cells, scope, care }: Context): (string | null)[] | null {
  const head = /^Sjukvårdsregion Mellansverige, (\p{L}+ \d{4})/u.exec(line);
  if (head) {
    return [monthOf(head[1]) === scope.manad ? null : `says ${head[1]}, the figures are of ${scope.manad}`];
  }
  const silent = /^(.+?) anger inte PvV och MoV, så hur många som väntar utan dem är okänt\.$/.exec(line);
  if (silent) {
    return silent[1].split(/, | och (?=Region)/).map((region) =>
      cells.some((cell) => cell.manad === scope.manad && cell.region === region && cell.avvikelse !== null)
        ? `says that ${region} does not report them, but it does`
        : null
    );
  }
  const some = /^.+? har levererat bara (?!\d)(.+) av (väntande|genomförda): andra vårdutbud är okända\.$/
    .exec(line);
  if (some) {
    const said = namesIn(some[1], care ?? []).sort().join();
    const right = [...care ?? []].sort().join();
    return [said === right ? null : `says ${some[1]}, but it is ${right}`];
  }
  const few =
    /^(.+?) har levererat bara (\d+) vårdutbud av (väntande|genomförda): andra vårdutbud är okända\.$/
      .exec(line);
  if (few) {
    const status = few[3] === "väntande" ? "vantande" : "genomforda";
    return few[1].split(/, | och (?=Region)/).map((region) => {
      const told = new Set(
        cells.filter((cell) => cell.manad === scope.manad && cell.status === status && cell.region === region)
          .map(({ vardutbud }) => vardutbud),
      );
      // One that is delivered with nobody has no cell.
      return told.size <= Number(few[2]) ? null : `says ${few[2]} of ${region}, but it has ${told.size}`;
    });
  }
  return null;
}

/** A key figure of those waiting. */
function keyFigureFaults(
  label: string,
  value: string,
  about: string,
  context: Context,
): (string | null)[] | null {
  const { cells, scope } = context;
  const waiting = inScope(cells, { ...scope, status: "vantande" }), n = sum(waiting);
  const has = delivered(cells, scope.manad, "vantande");
  const part = (span: Span, text: string): (string | null)[] | null => {
    const found = /^(.+ %) av (?:de väntande|alla)$/.exec(text);
    if (text === "av ingen") return [n === 0 ? null : "says of nobody"];
    if (!found) return null;
    const of = (value: number | null) => value === null ? null : value / n;
    return [numberFault(found[1], { low: span.low / n, high: of(span.high), guess: of(span.guess) })];
  };
  const over = /^Över (\d+) dagar$/.exec(label);
  if (label === "Väntande") {
    if (value === "–") return [...checkSentence(about, SENTENCES, context) ?? ["is not understood"]];
    const rate = /^(.+) per 1 000 invånare$/.exec(about);
    const isMonth = monthOf(about);
    const people = has.length === 0 ? null : [
      ...groupsBy(
        cells.filter((cell) => cell.manad === scope.manad && cell.status === "vantande"),
        ({ region }) => region,
      ).named,
    ].filter(({ name }) => scope.region === undefined || scope.region === name)
      .reduce<number | null>((all, { name }) => all === null ? null : all + (inhabitants(name) ?? NaN), 0);
    return [
      numberFault(value, n),
      rate && people !== null ? numberFault(rate[1], 1000 * n / people) : null,
      rate && n > 0 && /^0(?:,0+)?$/.test(rate[1]) ? `says ${rate[1]} per 1 000, though ${n} wait` : null,
      rate && scope.sjukhus !== undefined ? "divides a hospital's list by a region's inhabitants" : null,
      isMonth !== null && isMonth !== scope.manad ? `speaks of ${about}` : null,
      ...rate || isMonth !== null
        ? []
        : checkSentence(about.replace(/, \p{L}+ \d{4}$/u, ""), SENTENCES, context) ?? [],
    ];
  }
  if (over) {
    const { part: span } = totalOver(Number(over[1]), context);
    const rest = part(span, about);
    return rest === null ? null : [numberFault(value, span), ...rest];
  }
  if (label === "PvV och MoV") {
    const all = inScope(cells, { ...scope, status: "vantande", inkl: true });
    const told = cells.some(({ manad, status, avvikelse }) =>
      manad === scope.manad && status === "vantande" && avvikelse !== null
    );
    if (value === "–") return [told ? "says unknown, but they are reported" : null];
    const deviating = sum(all.filter(({ avvikelse }) => avvikelse !== null));
    const found = /^(vid sidan om|medräknade), (.+ %) av alla$/.exec(about);
    return [
      told ? null : `says ${value}, but they are not reported`,
      numberFault(value, deviating),
      found ? numberFault(found[2], deviating / sum(all)) : null,
      found && (found[1] === "medräknade") !== scope.inkl ? `says ${found[1]}` : null,
    ];
  }
  const done = inScope(cells, { ...scope, status: "genomforda" }), those = covered(done);
  const operated = /^Opererade i (\p{L}+)$/u.exec(label);
  if (operated) {
    const month = monthOf(`${operated[1]} ${scope.manad.slice(0, 4)}`);
    return [numberFault(value, sum(done)), month === scope.manad ? null : `speaks of ${operated[1]}`];
  }
  if (label === "Genomförda") {
    return [numberFault(value, sum(done)), about === "alla" ? null : `says ${about}`];
  }
  const within = /^Inom (\d+) dagar$/.exec(label);
  if (within) {
    const of = /^av (.+) som omfattas$/.exec(about), all = sum(those);
    const part = between(those, 0, Number(within[1]));
    return [
      all === 0 ? numberFault(value, null) : numberFault(value, shareOf(part, all)),
      of ? numberFault(of[1], all) : null,
    ];
  }
  if (label === "Median") return [numberFault(value, median(done))];
  if (label === "Medelväntetid") return [numberFault(value, mean(done))];
  const read = /^(Lästa rader|Godtagna|Underkända|Överhoppade)$/.exec(label);
  if (read?.[1] === "Godtagna") {
    const found = /^(\p{L}+) av sju regioner har levererat$/u.exec(about);
    const all = new Set([...has, ...delivered(cells, scope.manad, "genomforda")]);
    return [found && wordNumber(found[1]) === all.size ? null : `says ${about}, but ${all.size} have`];
  }
  if (read) return [];
  return null;
}

/** How a key figure has changed since the year before; the subtitle is that of its measure month by month. */
function keyChangeFaults(label: string, change: string, context: Context): (string | null)[] {
  if (change === "") return [];
  const subtitle = /^Opererade/.test(label)
    ? "Antal genomförda"
    : label === "Väntande"
    ? "Antal väntande"
    : `Antal väntande ${label.toLowerCase()}`;
  const found = /^(.+) på ett år$/.exec(change);
  return found === null
    ? [`"${change}" is no change`]
    : changeFault(found[1], { ...context, subtitle }, context.scope.manad);
}

/** A subtitle's scope is that of the page. */
function subtitleFaults(subtitle: string, expected: Expected): (string | null)[] | null {
  const { scope, cells, care: covers } = expected;
  const found =
    /^(?<measure>.+[^.])\. (?<what>.+?), (?<own>alla ägarformer|(?:privat|offentlig) ägarform)(?:, (?<definition>.+?))?, (?<months>\p{L}+ \d{4}(?:–\p{L}+ \d{4})?)$/u
      .exec(subtitle);
  if (!found?.groups) {
    const months = [...subtitle.matchAll(/(\p{L}+ \d{4})/gu)].map(([, month]) => monthOf(month)).filter((
      month,
    ) => month !== null);
    const years = [...subtitle.matchAll(/\b(20\d\d)\b/g)].map(([, year]) => year);
    if (months.length === 0 && years.length > 0) {
      return [
        years.includes(scope.manad.slice(0, 4)) ? null : `says ${years.join(", ")}, not ${scope.manad}`,
      ];
    }
    // What a subtitle explains, with no claim about the data.
    if (
      /^(?:Prioriteringsregeln|Koder som avgör|Listor utan|Målen i den ordning|Operationer, och kostnad)/
        .test(subtitle)
    ) {
      return [];
    }
    if (months.length === 0) return null;
    return [
      months.some((manad) => manad! >= scope.manad) ? null : `says ${months.join(", ")}, not ${scope.manad}`,
    ];
  }
  const { what, own, definition = "", months } = found.groups;
  const [last] = months.split("–").slice(-1);
  const few = /(?:^|, )bara (\d+) vårdutbud$/i.exec(what);
  const care = new Set(
    cells.filter(({ manad, status }) => manad === scope.manad && status === scope.status).map((
      { vardutbud },
    ) => vardutbud),
  );
  const delivered = [...care].flatMap((name) => name ?? []);
  const only = /(?:^|, )bara (?!\d)(.+)$/i.exec(what)?.[1];
  const named = only === undefined ? undefined : namesIn(only, delivered).sort().join();
  const told = delivered.sort().join();
  const isAll = scope.vardutbud === undefined;
  return [
    ...scopeFaults(`${what}, ${own}`, scope),
    monthOf(last) === scope.manad || / framskrivning|framskrivet/.test(subtitle)
      ? null
      : `says ${months}, not ${scope.manad}`,
    isAll && !/vårdutbud/i.test(what) && named !== told ? `says ${what}, but all are shown` : null,
    isAll && /alla vårdutbud/i.test(what) && covers !== null
      ? `says all vårdutbud, but the delivery covers only ${covers.join(", ")}`
      : null,
    few && Number(few[1]) < care.size ? `says ${few[1]}, but ${care.size} vårdutbud are delivered` : null,
    /^exkl\. PvV och MoV/.test(definition) && scope.inkl
      ? "says without PvV and MoV, but they are chosen"
      : null,
  ];
}

/** Headlines that say what the figure's own table says: units outside their limits, proposals, sums. */
function tableHeadline(headline: string, { tables }: FigureText): (string | null)[] | null {
  const [table] = tables;
  const inside = /^Alla (\p{L}+) ligger innanför trattens yttre gränser$/u.exec(headline);
  if (inside && table !== undefined) {
    const place = table.columns.indexOf("Läget");
    const outside = table.rows.filter((row) => place >= 0 && /^(?:högre|lägre)$/.test(row[place]));
    return [
      wordNumber(inside[1]) === table.rows.length
        ? null
        : `says ${inside[1]}, but there are ${table.rows.length}`,
      ...outside.map(([name]) => `${name} lies outside`),
    ];
  }
  return null;
}
