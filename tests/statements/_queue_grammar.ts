/** What the pages of queues, limits, projections and the year say: checked against the cells where they say it, else against the figure's own table. */
import {
  between,
  careNamed,
  type Cell,
  inScope,
  MEMBERS,
  type Scope,
  shareOf,
  shortOf,
  sum,
} from "./_counts.ts";
import { type Context, type Faults, groupsOf, monthly, namesIn, type Pattern, pattern } from "./_grammar.ts";
import { monthOf, numberFault, readNumber, wordNumber, workingDays } from "./_numbers.ts";
import type { Table } from "./_page.ts";

/** A column of a figure's first table, by the beginning of its heading. */
function column(table: Table | undefined, heading: string, rows = table?.rows ?? []): string[] {
  const place = table?.columns.findIndex((each) => each.startsWith(heading)) ?? -1;
  return place < 0 ? [] : rows.map((row) => row[place]);
}

const value = (text: string | undefined) => readNumber(text ?? "")?.value ?? null;
const lower = (text: string) => text.toLocaleLowerCase("sv");

/** What a figure that says that nothing can be followed shows all the same: a zero is not the same as not known. */
function shownFaults({ tables }: Context): Faults {
  const shown = tables.flatMap(({ rows, columns }) =>
    rows.flatMap((row) =>
      row.slice(1).filter((text, index) => value(text) !== null && !/%/.test(columns[index + 1]))
    )
  );
  return [
    shown.length > 0
      ? `says that it is not known, but shows ${shown.slice(0, 3).join(", ")} in its table`
      : null,
  ];
}

/** The name in one column where another is least or most. */
function extreme(
  table: Table | undefined,
  heading: string,
  most: boolean,
): { names: string[]; text: string } {
  const numbers = column(table, heading).map(value), names = column(table, table?.columns[0] ?? "");
  const known = numbers.filter((number) => number !== null);
  const best = most ? Math.max(...known) : Math.min(...known);
  const texts = column(table, heading);
  return {
    names: names.filter((_, index) => numbers[index] === best),
    text: texts[numbers.indexOf(best)] ?? "",
  };
}

/** The sum of a column. */
function added(table: Table | undefined, heading: string): number {
  return column(table, heading).reduce((sum, text) => sum + (value(text) ?? 0), 0);
}

/** The operations of a month. */
function done({ cells, scope }: Context, manad: string): number {
  return sum(inScope(cells, { ...scope, manad, status: "genomforda" }));
}

/** What a unit's mix of vårdutbud would give everywhere, and what it has: over the limit, without PvV and MoV. */
function standardised(context: Context): Map<string, { over: number; expected: number }> {
  const { cells, scope } = context, waiting = inScope(cells, { ...scope, status: "vantande" });
  const over = (of: readonly Cell[]) => between(of, scope.limit + 1, null).low;
  const everywhere = new Map(
    groupsOf(waiting, "vardutbud").map(({ name, cells }) => [name, over(cells) / sum(cells)]),
  );
  return new Map(
    groupsOf(waiting, "region").map(({ name, cells }) => [name, {
      over: over(cells),
      expected: groupsOf(cells, "vardutbud").reduce(
        (all, group) => all + sum(group.cells) * everywhere.get(group.name)!,
        0,
      ),
    }]),
  );
}

/** Headlines and findings. */
const QUEUE_SENTENCES: readonly Pattern[] = [
  pattern(
    "väntan per vårdutbud och region",
    "Störst skillnad för (?<row>.+): (?<most>[\\d\\s,]+) dagar i (?<where>.+) och (?<least>[\\d\\s,]+) i (?<other>.+)",
    ({ row, most, where, least, other }, { tables: [table] }) => {
      const own = table.rows.find(([name]) => name === row) ?? [];
      return [[most, where], [least, other]].map(([days, region]) => {
        const cell = own[table.columns.findIndex((name) => name.startsWith(region))] ?? "";
        return value(cell.replace(/ \(.*/, "")) === value(days)
          ? null
          : `says ${days} in ${region}, its table ${cell}`;
      });
    },
  ),
  pattern(
    "samma blandning",
    "Med samma blandning opereras störst andel inom \\d+ dagar i (?<best>.+), (?<high>[\\d,]+\\s%), och minst i (?<worst>.+), (?<low>[\\d,]+\\s%)",
    ({ best, high, worst, low }, { tables: [table] }) => {
      const shares = column(table, "Samma blandning").map(value), names = column(table, "Region");
      const known = shares.filter((share) => share !== null);
      return [[best, high, Math.max(...known)], [worst, low, Math.min(...known)]].map((
        [name, share, right],
      ) =>
        shares[names.indexOf(String(name))] === right && value(String(share)) === right
          ? null
          : `says ${share} in ${name}, its table ${right}`
      );
    },
  ),
  pattern(
    "ingen skillnad att tala om",
    "(?:Inga två regioner skiljer sig mer än osäkerheten i något vårdutbud|Ingen region har så mycket av blandningen att den kan jämföras|Med samma blandning skiljer sig regionerna inte mer än slumpen i hur många som opereras inom \\d+ dagar)",
    () => [],
  ),
  pattern(
    "kan inte följas",
    "(?:Ingen kö kan följas|Ingen månad kan följas, så balansen kan inte räknas|För få månader är levererade för att pröva framskrivningen|Ingen på listan kan följas|Väntan på en gemensam lista kan inte beräknas|Skillnaden mellan regionerna kan inte beräknas|Ingen region kan jämföras|Ingen månad kan jämföras|Det finns ingen framskrivning|Det finns inga scenarier|Ingen region kan framskrivas|Ingen lista har flöden att räkna på|Serien har inga värden|Ingen enhet kan jämföras|Ingen enhet har några (?:kontakter|insatser) att jämföra)",
    (_, context) => shownFaults(context),
  ),
  pattern(
    "för få månader",
    "(?:Månaderna är för få för att skilja signal från brus|Styrgränser kräver minst två värden i följd)",
    (_, { tables }) => {
      const known = column(tables[0], "Värde").filter((text) => value(text) !== null);
      return [known.length >= 8 ? `says too few months, but ${known.length} are known` : null];
    },
  ),
  pattern(
    "brus",
    "Brus: alla månader ligger inom vad serien brukar göra",
    (_, { tables }) =>
      column(tables[0], "Signal").map((text) =>
        ["ingen", "", "saknas", "–saknas"].includes(text) ? null : `a month has the signal ${text}`
      ),
  ),
  pattern("signal", "Signal: (?<n>\\d+) av (?<all>\\d+) månader.*", ({ n, all }, { tables }) => {
    const signals = column(tables[0], "Signal")
      .filter((text) => !["ingen", "", "saknas", "–saknas"].includes(text));
    const known = ["Värde", "Jämförbart värde"].flatMap((heading) => column(tables[0], heading))
      .filter((text) => value(text) !== null);
    return [
      signals.length === Number(n) ? null : `says ${n}, but its table has ${signals.length}`,
      known.length === Number(all) ? null : `says of ${all}, but its table has ${known.length}`,
    ];
  }),
  pattern(
    "ingen spridning",
    "Andelen att jämföra med är 0 eller 1, så det finns ingen spridning",
    (_, { cells, scope }) => {
      const waiting = inScope(cells, { ...scope, status: "vantande" }),
        over = between(waiting, scope.limit + 1, null).low;
      return [
        over === 0 || over === sum(waiting) ? null : `says 0 or 1, but ${over} of ${sum(waiting)} are over`,
      ];
    },
  ),
  pattern(
    "alla innanför",
    "Med hänsyn till vad man väntar på ligger alla innanför de yttre gränserna",
    (_, { tables }) => {
      const [ratio, low, high] = ["Kvot", "Nedre", "Övre"].map((heading) =>
        column(tables[0], heading).map(value)
      );
      return ratio.map((each, index) =>
        each === null || each <= high[index]! && each >= low[index]!
          ? null
          : `${tables[0].rows[index][0]} lies outside`
      );
    },
  ),
  pattern(
    "fler länge",
    "Med hänsyn till vad man väntar på väntar (?:fler länge i (?<more>.+?))?(?:(?:, )?färre länge i (?<less>.+?))? än slumpen ger",
    ({ more = "", less = "" }, { tables: [table] }) => {
      // Beyond chance: the first two limits.
      const first = table.columns.findIndex((each) => each.startsWith("Slumpen, från"));
      const ratio = column(table, "Kvot").map(value);
      const [low, high] = [first, first + 1].map((place) => table.rows.map((row) => value(row[place])));
      const names = table.rows.map(([name]) => name);
      // The ratio and its limits are printed with two decimals.
      const beyond = (side: "more" | "less", slack: number) =>
        names.filter((_, index) =>
          side === "more" ? ratio[index]! > high[index]! + slack : ratio[index]! < low[index]! - slack
        );
      return (["more", "less"] as const).flatMap((side) => {
        const said = (side === "more" ? more : less).replaceAll(/ \(\d+ %\)/g, "");
        const claimed = said === "" ? [] : namesIn(said, names);
        return [
          ...beyond(side, 0.011).filter((name) => !claimed.includes(name)).map((name) =>
            `leaves out ${name}`
          ),
          ...claimed.filter((name) => !beyond(side, -0.011).includes(name)).map((name) =>
            `${name} lies inside`
          ),
        ];
      });
    },
  ),
  pattern(
    "ungefär som nu",
    "(?:Antalet väntande|Andelen över \\d+ dagar) (?<how>blir ungefär som nu|växer|ökar|minskar|faller).* till (?<month>\\p{L}+ \\d{4}): (?<span>.+)",
    ({ how, month, span }, context) => {
      const [table] = context.tables, last = table.rows.at(-1)!;
      const now = value(column(table, "Utfall").filter((text) => value(text) !== null).at(-1));
      const low = value(span.split("–")[0] + (/%/.test(span) ? " %" : "")), high = value(span.split("–")[1]);
      const within = now !== null && low !== null && high !== null && now >= low && now <= high;
      return [
        monthOf(last[0]) === monthOf(month) ? null : `speaks of ${month}, its table ends with ${last[0]}`,
        column(table, "80 %").at(-1) === span
          ? null
          : `says ${span}, its table ${column(table, "80 %").at(-1)}`,
        /som nu/.test(how) && !within ? `says about as now, but ${now} lies outside ${span}` : null,
      ];
    },
  ),
  pattern(
    "kortast",
    "Kortast blir kön med ”(?<who>.+)”: (?<n>[\\d ]+) väntande i (?<month>\\p{L}+ \\d{4}) mot (?<m>[\\d ]+) om inget ändras",
    ({ who, n, m }, { tables: [table] }) => {
      const least = extreme(table, "Väntande", false);
      return [
        least.names.includes(who) ? null : `names ${who}, but the least is ${least.names.join()}`,
        n === least.text ? null : `says ${n}, its table ${least.text}`,
        column(table, "Väntande")[0] === m
          ? null
          : `says ${m} if nothing changes, its table ${column(table, "Väntande")[0]}`,
      ];
    },
  ),
  pattern(
    "brott mot vårdgarantin",
    "Av (?<n>[\\d ]+) som har väntat över (?<days>\\d+) dagar är (?<m>[\\d ]+) brott mot vårdgarantin",
    ({ n, days, m }, { cells, scope }) => {
      const over = inScope(cells, { ...scope, status: "vantande" }).filter(({ lo }) => lo > Number(days));
      return [
        numberFault(n, sum(over)),
        numberFault(m, sum(over.filter(({ vardgaranti }) => vardgaranti === true))),
      ];
    },
  ),
  pattern(
    "ingen över, eller brott som inte anges",
    "(?:Ingen har väntat över (?<days>\\d+) dagar|Hur många av (?<n>[\\d ]+) som har väntat över (?<limit>\\d+) dagar som är brott mot vårdgarantin anges inte av alla)",
    ({ days, n, limit }, { cells, scope, tables: [table] }) => {
      const over = inScope(cells, { ...scope, status: "vantande" }).filter(({ lo }) =>
        lo > Number(days ?? limit)
      );
      return [
        numberFault(n ?? "0", sum(over)),
        n !== undefined && value(table?.totals[0]?.[3]) !== null
          ? "says that no breach is known, its table does"
          : null,
      ];
    },
  ),
  pattern(
    "varför antalet över gränsen har ändrats",
    "(?<came>Ingen|[\\d ]+) (?:passerade|tillkom över) (?<limit>\\d+) dagar sedan (?<month>\\p{L}+ \\d{4})(?:; (?<left>.+))?",
    ({ came, limit, month, left = "" }, context) => {
      const over = (cell: Cell) => cell.lo > Number(limit);
      return balanceFault(
        came === "Ingen" ? 0 : Number(came.replaceAll(" ", "")),
        left,
        month,
        over,
        context,
      );
    },
  ),
  pattern(
    "varför antalet väntande har ändrats",
    "(?:(?<n>[\\d ]+) (?<word>fler|färre) väntar|(?<same>Lika många) väntar) (?:än|som) i (?<month>\\p{L}+ \\d{4}): (?<new>inga|[\\d ]+) nya beslut(?:(?:, | och )(?<late>[\\d ]+) tillkom på annat sätt)?(?:(?:, | och )(?<left>.+))?",
    ({ n = "0", word, month, new: decided, late = "0", left = "" }, context) => {
      const number = (text: string) => text === "inga" ? 0 : Number(text.replaceAll(" ", ""));
      const said = number(n) * (word === "färre" ? -1 : 1), change = changeSince(month, () => true, context);
      return [
        change === null || change === said ? null : `says ${said}, the lists differ by ${change}`,
        ...balanceFault(number(decided) + number(late), left, month, () => true, context),
      ];
    },
  ),
  pattern(
    "vårdutbudet som har ändrats mest",
    "(?<who>.+) har ändrats mest sedan (?<month>\\p{L}+ \\d{4}): från (?<was>[\\d ]+) till (?<is>[\\d ]+) över (?<limit>\\d+) dagar",
    ({ who, month, was, is, limit }, context) => {
      const over = (vardutbud: string | null) => (cell: Cell) =>
        cell.vardutbud === vardutbud && cell.lo > Number(limit);
      const [then, now] = countsSince(month, over(careNamed(who)), context);
      const moved = (vardutbud: string | null) => Math.abs(changeSince(month, over(vardutbud), context) ?? 0);
      const others = [...new Set(context.cells.map(({ vardutbud }) => vardutbud))];
      return [
        numberFault(was, then),
        numberFault(is, now),
        others.some((other) => moved(other) > moved(careNamed(who)))
          ? `another has changed more than ${who}`
          : null,
      ];
    },
  ),
  pattern(
    "varför är okänt",
    "Varför antalet (?:väntande|över \\d+ dagar) har ändrats är okänt: .+",
    (_, { tables: [table] }) => [
      table?.totals.some((row) => row.slice(2, -1).some((cell) => value(cell) !== null))
        ? "says that it is unknown, its table does not"
        : null,
    ],
  ),
  pattern(
    "målet kräver från till",
    "Målet till (?<month>\\p{L}+ \\d{4}) kräver (?:minst )?(?<low>[\\d ]+?)(?:–(?<high>[\\d ]+))? fler operationer i månaden(?:, (?<p>\\d+)(?:–(?<q>\\d+))? % fler)?",
    ({ low, high, p, q }, { tables: [table] }) => {
      const [all] = table.totals, now = value(all[1]) ?? NaN;
      const last = table.columns.findIndex((each) => each.startsWith("Målet, dagens"));
      const share = (text: string | undefined, count: string) =>
        text === undefined || Math.abs(Number(text) - 100 * (value(count) ?? NaN) / now) < 0.6
          ? null
          : `says ${text} %, but ${count} of ${now} are more`;
      return [
        numberFault(low, value(all[3])),
        high === undefined ? null : numberFault(high, value(all[last])),
        share(p, all[3]),
        share(q, all[last]),
        ...[2, 3, last, last + 1].map((place) => {
          const sum = table.rows.reduce((all, row) => all + (value(row[place]) ?? 0), 0),
            said = value(all[place]);
          return said === null || Math.abs(sum - said) <= table.rows.length
            ? null
            : `says ${said} together in ${table.columns[place]}, its rows sum to ${sum}`;
        }),
      ];
    },
  ),
  pattern(
    "målet nås",
    "Målet nås till \\p{L}+ \\d{4} utan fler operationer, om längst väntan går först",
    (_, { tables: [table] }) => [(value(table.totals[0][3]) ?? 1) < 1 ? null : "says that nothing is needed"],
  ),
  pattern(
    "vad målet kräver saknas",
    "Vad målet till \\p{L}+ \\d{4} kräver går inte att räkna för alla: (?<who>.+) saknas",
    ({ who }, { tables: [table] }) =>
      who.split(", ").map((name) => {
        const row = table.rows.find(([own]) => own === name);
        return row !== undefined && value(row[3]) === null ? null : `says that ${name} lacks a number`;
      }),
  ),
  pattern(
    "färre än vanligt",
    "(?<n>[\\d ]+) operationer (?<how>färre|fler) än vanligt (?:i de regioner som ligger efter, )?sedan (?<month>\\p{L}+ \\d{4}), till (?<last>\\p{L}+ \\d{4})(?:; störst var skulden i (?<when>\\p{L}+ \\d{4}), (?<m>[\\d ]+))?",
    ({ n, how, month, when, m }, { tables: [table] }) => {
      const sums = column(table, "Saknas").map(value), last = sums.at(-1) ?? null;
      const most = Math.max(...sums.map((each) => each ?? -Infinity));
      return [
        numberFault(n, last === null ? null : Math.abs(last)),
        (how === "färre") === (last ?? 0) > 0 ? null : `says ${how}, but the sum is ${last}`,
        monthOf(month) === monthOf(table.rows[0][0])
          ? null
          : `says since ${month}, its table begins with ${table.rows[0][0]}`,
        when === undefined || monthOf(when) === monthOf(table.rows[sums.indexOf(most)][0])
          ? null
          : `says ${when}`,
        m === undefined ? null : numberFault(m, most),
      ];
    },
  ),
  pattern(
    "att ta igen",
    "(?<n>[\\d ]+) operationer att ta igen(?: i (?<where>\\P{N}+))? i (?<month>\\p{L}+ \\d{4}): (?<more>[\\d ]+) fler i månaden i (?<months>\\d+) månader, (?<p>.+ %) mer än vanligt",
    ({ n, more, months, p }, { tables: [table] }) => {
      const [all] = table.totals.length > 0 ? table.totals : table.rows.slice(-1);
      return [
        numberFault(n, value(all[1])),
        numberFault(more, value(all[3])),
        numberFault(p, value(all[4])),
        Math.abs(Number(n.replaceAll(" ", "")) / Number(months) - Number(more)) < 1
          ? null
          : `${more} in ${months} months is not ${n}`,
      ];
    },
  ),
  pattern(
    "åt en annan region",
    "(?<n>[\\d ]+) operationer gjordes åt en annan region, (?<p>.+ %) av alla",
    ({ n, p }, { cells, scope }) => {
      const all = inScope(cells, { ...scope, status: "genomforda" });
      const members = new Set(MEMBERS.map(({ name }) => name));
      const away = sum(
        all.filter(({ region, hemregion }) =>
          hemregion !== null && members.has(hemregion) && hemregion !== region
        ),
      );
      return [numberFault(n, away), numberFault(p, away / sum(all))];
    },
  ),
  pattern(
    "störst av flödena",
    "Störst av flödena: (?<care>.+), (?<from>.+) → (?<to>.+), (?<n>[\\d ]+)",
    ({ care, from, to, n }, { cells, scope }) => {
      const flows = new Map<string, number>();
      for (
        const { region, hemregion, vardutbud, antal } of inScope(cells, { ...scope, status: "genomforda" })
      ) {
        if (hemregion === null || hemregion === region || vardutbud === null) continue;
        const key = `${vardutbud}, ${shortOf(hemregion)} → ${shortOf(region)}`;
        flows.set(key, (flows.get(key) ?? 0) + antal);
      }
      const most = Math.max(...flows.values()), own = flows.get(`${careNamed(care)}, ${from} → ${to}`);
      return [own === most ? null : `says ${own}, but the largest is ${most}`, numberFault(n, own ?? null)];
    },
  ),
  pattern(
    "mål nådda",
    "(?<n>\\p{L}+) av (?<all>\\p{L}+) mål är nått|(?<m>\\p{L}+) av (?<every>\\p{L}+) mål är nådda",
    ({ n, all, m, every }, { tables: [table] }) => {
      const states = column(table, "Läge");
      return [
        wordNumber(n ?? m) === states.filter((state) => state === "Nått").length
          ? null
          : "another number is met in its table",
        wordNumber(all ?? every) === states.length ? null : `its table has ${states.length}`,
      ];
    },
  ),
  pattern(
    "aktiviteter",
    "Av (?<all>\\p{L}+) aktiviteter: (?<done>\\p{L}+) är klara?, (?<late>\\p{L}+) är försenade?",
    ({ all, done, late }, { tables: [table] }) => {
      const states = column(table, "Läge"),
        count = (state: string) => states.filter((each) => each === state).length;
      return [
        wordNumber(all) === states.length ? null : `its table has ${states.length}`,
        wordNumber(done) === count("Klar") ? null : `${count("Klar")} are done`,
        wordNumber(late) === count("Försenad") ? null : `${count("Försenad")} are late`,
      ];
    },
  ),
  pattern("planen täcker", "Planen täcker (?<p>.+ %) av årets behov", ({ p }, { tables: [table] }) => {
    const all = (heading: string) => {
      const total = table.totals.length > 0 ? value(column(table, heading, table.totals)[0]) : null;
      return total ?? column(table, heading).reduce((sum, text) => sum + (value(text) ?? 0), 0);
    };
    return [numberFault(p, 1 - all("Glapp") / all("Behov"))];
  }),
  pattern(
    "lägst når",
    "(?:Lägst når (?<first>.+): (?<share>.+ %) av beställningen|(?<other>.+) når (?<same>.+ %) av beställningen, lägst av alla)",
    ({ first, share, other, same }, { tables: [table], cells, scope }) => {
      const who = (first ?? other).replace(/^\p{L}+ områden$/u, (words) => words.toLowerCase()),
        p = share ?? same;
      const shares = column(table, "Utfall|av").map(value),
        least = Math.min(...shares.filter((each) => each !== null));
      const names = table.rows.map(([name]) => name);
      const right = names.filter((_, index) => {
        const each = shares[index];
        return each !== null && Math.round(100 * each) === Math.round(100 * least);
      });
      const count = /^(\p{L}+) områden$/u.exec(who);
      const told = new Set(cells.filter(({ status }) => status === "genomforda").map(({ manad }) => manad));
      const year = scope.manad.slice(0, 4), months = Number(scope.manad.slice(5));
      const missing = Array.from(
        { length: months },
        (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`,
      )
        .filter((manad) => !told.has(manad));
      return [
        numberFault(p, least),
        count
          ? (wordNumber(count[1]) === right.length ? null : `says ${who}, but they are ${right.join(", ")}`)
          : (right.includes(who) ? null : `names ${who}, but the least is ${right.join(", ")}`),
        least === 0 && missing.length > 0
          ? `says 0, but operations of ${missing.join(", ")} are not delivered`
          : null,
      ];
    },
  ),
  pattern(
    "störst brist",
    "Störst är bristen för (?<who>.+) i (?<what>.+): (?<n>[\\d ]+) av (?<m>[\\d ]+) beställda",
    ({ n }, { cells, scope }) => {
      const told = new Set(cells.filter(({ status }) => status === "genomforda").map(({ manad }) => manad));
      const january = `${scope.manad.slice(0, 4)}-01`;
      return [
        n === "0" && !told.has(january) ? "says 0, but operations since January are not delivered" : null,
      ];
    },
  ),
  pattern(
    "längre än gemensam lista",
    "Den som bor i (?<who>.+) väntar i dag (?<n>[\\d ,]+) dagar längre än på en gemensam lista",
    ({ who, n }, { tables: [table] }) => {
      const most = extreme(table, "Längre i dag", true);
      return [
        most.names.includes(who) ? null : `names ${who}, but the most is ${most.names.join()}`,
        numberFault(n, value(most.text)),
      ];
    },
  ),
  pattern(
    "gånger det minsta",
    "Dagar till operation i dag: största värdet är (?<n>[\\d,]+) gånger det minsta",
    ({ n }, { tables: [table] }) => [numberFault(n, value(column(table, "Kvot")[0]?.replace(/ \(.*$/, "")))],
  ),
  pattern(
    "inget måldatum",
    "Ingen har ett medicinskt måldatum i leveranserna, så väntetiden avgör ordningen",
    () => [],
  ),
  pattern(
    "störst glapp",
    "Störst är glappet (?:i|för) (?<who>.+), (?<n>[\\d ]+) operationer",
    ({ who, n }, { tables: [table] }) => {
      const most = extreme(table, "Glapp", true);
      return [
        most.names.some((name) => lower(name) === lower(who) || name === careNamed(who))
          ? null
          : `names ${who}, but the most is ${most.names.join()}`,
        n === most.text ? null : `says ${n}, its table ${most.text}`,
      ];
    },
  ),
  pattern(
    "mot planen",
    "Hittills (?<n>[\\d ]+) operationer (?<how>färre|fler) än planerat, (?<p>.+ %)",
    ({ n, how, p }, { tables: [table] }) => {
      const [done, plan] = ["Utfall", "Plan"].map((heading) => added(table, heading));
      return [
        numberFault(n, Math.abs(done - plan)),
        (how === "färre") === done < plan ? null : `says ${how}`,
        numberFault(p, done / plan - 1),
      ];
    },
  ),
  pattern(
    "mot förra versionen",
    "Behovet är (?<n>[\\d ]+) operationer (?<how>större|mindre) än i förra versionen, och glappet (?<m>[\\d ]+) (?<other>större|mindre)",
    ({ n, m }, { tables: [table] }) => {
      const sum = (place: number) => table.rows.reduce((all, row) => all + (value(row[place]) ?? 0), 0);
      return [numberFault(n, Math.abs(sum(2))), numberFault(m, Math.abs(sum(6)))];
    },
  ),
  pattern(
    "planens kostnad",
    "Den planerade vården kostar (?<n>[\\d ,]+) (?:miljoner kronor|mnkr), varav (?<m>[\\d ,]+) för köpt vård",
    ({ n, m }, { tables: [table] }) => {
      const [own, together, bought] = ["Egen vård", "Samverkan", "Köpt vård"].map((each) =>
        added(table, each)
      );
      // Each month is rounded to a tenth.
      const near = (text: string, right: number) => {
        const said = value(text);
        return said !== null && Math.abs(said - right) <= 0.5 + 0.05 * 36
          ? null
          : `says ${text}, its table ${right}`;
      };
      return [near(n, own + together + bought), near(m, bought)];
    },
  ),
  pattern(
    "mest beroende",
    "(?<who>.+) är mest beroende av hyrpersonal, (?<p>.+ %) av personalkostnaden",
    ({ who, p }, { tables: [table] }) => {
      const most = extreme(table, "Hyrberoende", true);
      return [
        most.names.includes(who) ? null : `the most is ${most.names.join()}`,
        numberFault(p, value(most.text)),
      ];
    },
  ),
  pattern("saknar orsak", "(?<n>\\p{L}+) stora avvikelser saknar orsak", ({ n }, { tables: [table] }) => {
    const without = column(table, "Orsak").filter((text) => /saknas/.test(text)).length;
    return [wordNumber(n) === without ? null : `says ${n}, its table has ${without}`];
  }),
  pattern(
    "kan en annan ta",
    "(?<n>[\\d ]+) av de (?<m>[\\d ]+) operationer som behövs kan en annan region ta",
    (
      { n, m },
      { tables: [table] },
    ) => [numberFault(n, added(table, "Möts")), numberFault(m, added(table, "Behov"))],
  ),
  pattern("pågår", "Pågår: (?<what>.+), (?<when>.+)", ({ what }, { tables: [table] }) => {
    const rows = table.rows.filter((row) => row.at(-1) === "Pågår").map(([name]) => lower(name));
    return [rows.includes(lower(what)) ? null : `says ${what}, but those going on are ${rows.join(", ")}`];
  }),
  pattern(
    "alla godtogs",
    "(?:Alla rader godtogs|Ingen rad underkändes)",
    (_, { tables: [table] }) =>
      column(table, "Underkända").map((text) => text === "0" ? null : `${text} were rejected`),
  ),
  pattern(
    "ingen regel",
    "(?:Ingen rad bröt mot någon regel|Reglerna fann inget att anmärka på)",
    (_, { tables: [table] }) =>
      column(table, "Brutna").map((text) => text === "0" ? null : `${text} broke a rule`),
  ),
  pattern(
    "avviker",
    "(?:(?<n>\\p{L}+) leverans(?:er)? avviker från det vanliga|Inget avviker från tidigare leveranser)",
    ({ n }, { tables: [table] }) => {
      const files = new Set(column(table, "Fil"));
      return [(n === undefined ? 0 : wordNumber(n)) === files.size ? null : `its table has ${files.size}`];
    },
  ),
  pattern("alla sju", "Alla sju regioner har levererat (?<month>\\p{L}+ \\d{4})", ({ month }, { cells }) => {
    const manad = monthOf(month);
    return MEMBERS.filter(({ name }) => !cells.some((cell) => cell.manad === manad && cell.region === name))
      .map(({ short }) => `${short} has not`);
  }),
  pattern("känns igen", "(?<who>.+) känns igen på (?<n>\\d+) kod(?:er)?", ({ n }, { tables: [table] }) => {
    const codes = ["Aktivitetskod", "KVÅ börjar med"].flatMap((name) =>
      (table.rows.find(([row]) => row === name)?.[1] ?? "").split(", ").filter((code) =>
        /^[A-Z0-9]+$/.test(code)
      )
    );
    return [codes.length === Number(n) ? null : `its table has ${codes.length}`];
  }),
];

const NEED_NO_TABLE = new Set([
  "kan inte följas",
  "ingen spridning",
  "åt en annan region",
  "störst av flödena",
  "alla sju",
  "alla godtogs",
  "ingen regel",
  "ingen skillnad att tala om",
  "avviker",
  "varför antalet över gränsen har ändrats",
  "varför antalet väntande har ändrats",
  "varför är okänt",
]);

/** Sentences for a figure: those held against its own table only where there is one. */
export function queueSentences({ tables }: Context): readonly Pattern[] {
  const own = tables.length > 0
    ? QUEUE_SENTENCES
    : QUEUE_SENTENCES.filter(({ name }) => NEED_NO_TABLE.has(name));
  return [...own, ...NO_PROPOSALS, ...JOINT_UNIT];
}

/** The operations of the vårdutbud that one unit is reckoned for, of the year up to a month, where the patients' homes are known. */
function prosthesesOf({ cells, scope }: Context): readonly Cell[] {
  const first = `${Number(scope.manad.slice(0, 4)) - 1}${scope.manad.slice(4)}`;
  return cells.filter(({ status, manad, vardutbud, hemregion }) =>
    status === "genomforda" && first < manad && manad <= scope.manad && hemregion !== null &&
    PROSTHESES.includes(vardutbud ?? "")
  );
}

const PROSTHESES = ["Knäled protes", "Höftled protes"];

/** What is wrong with the journeys of the places for one unit: the way there and back of all at a price. */
function journeyFaults(table: Table | undefined, kronor: string): Faults {
  const ways = column(table, "Resväg").map(value), costs = column(table, "Resor").map(value);
  const all = value(column(table, "Gjorda där")[0]) ?? 0, price = value(kronor) ?? NaN;
  return ways.map((km, at) =>
    // Whole kilometres, and a cost in hundredths of a million.
    Math.abs((costs[at] ?? NaN) - all * 2 * (km ?? NaN) * price / 1e6) <= 0.006 + all * price / 1e6
      ? null
      : `${km} km cost ${costs[at]}`
  );
}

/** Sentences of proposals that move nobody: their tables must show nobody. */
const NO_PROPOSALS: readonly Pattern[] = [
  ...[
    "Ingen lista ändras",
    "Inga beslut är inskrivna",
    "Inga signaler möts på tavlan",
    "Inget levererat avtal berörs",
  ]
    .map((text) =>
      pattern(text, text, (_, { tables: [table] }) => [
        (table?.rows.length ?? 0) > 0 ? `has ${table?.rows.length} rows` : null,
      ])
    ),
  pattern("inga flyttas", "Inga operationer föreslås flytta", (_, { tables }) => [
    tables.some(({ rows, totals }) =>
        [...rows, ...totals].some((row) => row.some((cell) => (value(cell) ?? 0) > 0))
      )
      ? "shows operations that move"
      : null,
  ]),
  pattern("ingen effekt", "Förslagen gör inte att färre väntar över gränsen", (_, { tables: [table] }) => {
    const [none, , own] = column(table, "Över gränsen").map(value);
    return [none === null || own !== none ? `goes from ${none} to ${own}` : null];
  }),
];

/** Sentences of one unit for all prostheses. */
const JOINT_UNIT: readonly Pattern[] = [
  pattern(
    "enhet utan hemregion",
    "Var en gemensam enhet skulle ligga går inte att räkna: patienternas hemregion är inte levererad",
    (
      _,
      context,
    ) => [prosthesesOf(context).length > 0 ? "the homes are delivered" : null, ...shownFaults(context)],
  ),
  pattern(
    "enhet",
    "En enhet på (?<place>.+) ger kortast resväg: (?<km>[\\d ]+) km i medeltal, mot (?<today>[\\d ]+) i dag",
    ({ place, km, today }, context) => {
      const [table] = context.tables, [now, ...ways] = column(table, "Resväg").map(value);
      const all = value(column(table, "Gjorda där")[0]);
      return [
        column(table, "Plats")[1] !== place ? `the table begins with ${column(table, "Plats")[1]}` : null,
        value(km) !== Math.min(...ways.map((way) => way ?? Infinity)) ? `another is nearer than ${km}` : null,
        value(today) !== now ? `the table says ${now} today` : null,
        all !== sum(prosthesesOf(context)) ? `the table has ${all} operations` : null,
      ];
    },
  ),
];

/** Notes. */
export const QUEUE_NOTES: readonly Pattern[] = [
  pattern(
    "resor till en enhet",
    "Var och en antas bo där hemregionens största sjukhus ligger, och resan kosta (?<kronor>.+) kr per km tur och retur",
    ({ kronor }, { tables: [table] }) => journeyFaults(table, kronor),
  ),
  pattern(
    "en lista för en enhet",
    "På väntelistan står (?<most>.+) månaders operationer i (?<slow>.+) och (?<least>.+) i (?<quick>.+); med en lista blir det (?<all>.+) för alla",
    ({ most, slow, least, quick, all }, context) => {
      const done = prosthesesOf(context), months = new Set(done.map(({ manad }) => manad)).size;
      const monthsOf = (region: string | null) => {
        const own = (cells: readonly Cell[]) =>
          sum(cells.filter((cell) => region === null || shortOf(cell.region) === region));
        const waiting = context.cells.filter(({ status, manad, avvikelse, vardutbud }) =>
          status === "vantande" && manad === context.scope.manad && avvikelse === null &&
          PROSTHESES.includes(vardutbud ?? "")
        );
        return own(waiting) / (own(done) / months);
      };
      return [
        numberFault(most, monthsOf(slow)),
        numberFault(least, monthsOf(quick)),
        numberFault(all, monthsOf(null)),
      ];
    },
  ),
  pattern(
    "kan inte följas",
    "(?<who>.+?) kan inte följas månad för månad och ingår inte",
    ({ who }) =>
      namesIn(who, MEMBERS.map(({ short }) => short)).map((name) =>
        MEMBERS.some(({ short }) => short === name) ? null : `${name} is no region`
      ),
  ),
  pattern(
    "inte en rad för varje",
    "(?<who>.+?) ingår inte: (?:leveransen|lagret) har inte en rad för varje väntande",
    ({ who }, { care }) => [care === null ? `says that ${who} is no register, but it is` : null],
  ),
  pattern(
    "för få flöden",
    "(?<who>.+?) ingår inte: Färre än tolv månaders flöden kan räknas \\(\\d+\\): det saknas .+",
    ({ who }, { cells }) =>
      namesIn(who, MEMBERS.map(({ short }) => short)).map((name) => {
        const months = (status: Scope["status"]) =>
          new Set(
            cells.filter((cell) => shortOf(cell.region) === name && cell.status === status).map(({ manad }) =>
              manad
            ),
          ).size;
        return months("vantande") >= 13 && months("genomforda") >= 12
          ? `says too few of ${name}, but they are there`
          : null;
      }),
  ),
  pattern(
    "jämförelseperioden",
    "(?<who>.+?) ingår inte: Jämförelseperioden saknar (?:någon av årets månader|(?:operationer|beslut) i .+)",
    ({ who }, { cells, subtitle }) => {
      const period = /\((\p{L}+ \d{4})–(\p{L}+ \d{4})\)/u.exec(subtitle);
      const [from, to] = [monthOf(period?.[1] ?? "") ?? "", monthOf(period?.[2] ?? "") ?? ""];
      return namesIn(who, MEMBERS.map(({ short }) => short)).map((name) => {
        const months = new Set(
          cells.filter(({ region, manad }) => shortOf(region) === name && manad >= from && manad <= to)
            .map(({ manad }) => manad),
        );
        return months.size >= 12 ? `says that ${name} lacks a month, but it has twelve` : null;
      });
    },
  ),
  pattern(
    "bland de tre högsta",
    "Bland de tre högsta är (?<who>.+), om det som är slump räknas bort",
    ({ who }, { tables: [table] }) => {
      const names = column(table, "Enhet"), chances = column(table, "Bland de tre");
      return [...who.matchAll(/(?:^|, | och )(.+?) \((?:(\d+) % sannolikhet|så gott som säkert)\)/gu)].map(
        ([, name, p]) => {
          const found = value(chances[names.indexOf(name)]);
          return found !== null &&
              (p === undefined ? found > 0.985 : Math.abs(100 * found - Number(p)) <= 0.6)
            ? null
            : `says ${p ?? "nearly certain"} of ${name}, its table ${found}`;
        },
      );
    },
  ),
  pattern(
    "vad en signal är",
    "(?<month>\\p{L}+ \\d{4}): (?:utanför gränserna|två av tre|många i rad|ovanligt stort)[^,]*, (?<v>[^,]+(?:,\\d+)?(?: %)?), (?<way>över|under) medelvärdet (?<m>.+)",
    ({ month, v, way, m }, { tables: [table] }) => {
      const row = table.rows.find(([own]) => monthOf(own) === monthOf(month));
      const place = table.columns.findIndex((each) => /ärde/.test(each));
      const [own, mean] = [value(v), value(m)];
      return [
        row === undefined || numberFault(v, value(row[place])) !== null ? `says ${v} of ${month}` : null,
        own !== null && mean !== null && (own > mean) !== (way === "över")
          ? `says ${way}, but ${v} and ${m}`
          : null,
      ];
    },
  ),
  pattern(
    "förklaring av svaret",
    "(?:Före och efter antar|Om listan rör sig|Hur många som tackar ja|Den som bor i .+ skulle vänta längre|Osäkerheten är 95 procents|Brott mot vårdgarantin räknar|Veckorna är den|Vilka som omfattas av|Svaret beror på|Hålla listan är|Kort lista är|Summan är (?:regionernas|skulden)|Vårdskulden i|Planens glapp är|Fattas i tabellen|Förslagen är|En region med fler|Osäkerheten är).*",
    () => [],
  ),
  pattern(
    "jämlikheten först",
    "Går jämlikheten före antalet väntar (?<more>lika många|.+ fler) över gränsen",
    ({ more }, { tables: [table] }) => {
      const over = (name: string) =>
        value(column(table, "Över gränsen")[column(table, "Alternativ").indexOf(name)]);
      const [even, proposed] = [over("Så jämnt som möjligt"), over("Förslagen")];
      const right = even === null || proposed === null ? null : even - proposed;
      return [
        right === (more === "lika många" ? 0 : value(more.replace(" fler", "")))
          ? null
          : `says ${more}, its table ${right}`,
      ];
    },
  ),
  // What a note explains: of method, with no claim about the data.
  pattern(
    "förklaring",
    "(?:Blandningen är|Inom parentes|Väntan blir så|Ålder, svårighetsgrad|Streckade gränser: slumpen|Heldragna: slumpen|Mörkt fält|Ljust fält|Enheterna är för få|De enkla prognoserna:|Netto: beslut|Streck: det går|”Få”:|De \\d+ vårdutbud som färre|Att (?:lämna utan operation|ligga utanför)|Den som (?:lämnar|ställs|saknar)|Krävs:|Linjen är|Skattat med|Gränserna bygger|Jämför varje enhet|Jämförelserna överlappar|Om året innan upprepas|Varje framskrivning är|Signal:|Utöver slumpen|Antalet operationer följer|De operationer som läggs till|Framskrivningen förutsätter|För [^.]+ visas (?:samma månad ett år tidigare|den sista kända månaden): ingen metod|Raden för alla|Scenarierna möter|Det vanliga är|Färre beslut gör|Förutsätter att|Regioner med fler|En rad kan bryta|Prövade är|Skillnaden (?:mellan andelar|är medelvärdet)|Gini och Theil|Intervallen visar|Samma prioriteringsregel|Beställningen är fördelad|Tomt: färre|Utrymme(?:t|:)|Glapp är|Kostnaden är|Listorna antas|På en lista|Högsta listlängd|De räknas mellan|Orange:|Fullt i förtid|Takten är|Pilarna är|Resvägen är|Behov möts|En signal är|Åldern räknas|Signalerna är|Bilden visar|Basal vård|Ett antagande|Antaganden att|En kamera|Det som (?:ingen|hindrar)|Köpt av privat|Större avvikelser|En orsak kan|Störst andel räknas).*",
    () => [],
  ),
];

/** What alternative texts say. */
export const QUEUE_ALTERNATIVES: readonly Pattern[] = [
  pattern(
    "tratt",
    "Punkter i en tratt: andel över (?<days>\\d+) dagar för (?<n>\\d+) enheter kring (?<p>.+ %)\\.",
    ({ days, n, p }, { cells, scope }) => {
      const waiting = inScope(cells, { ...scope, status: "vantande" }).filter(({ sjukhus }) =>
        sjukhus !== null
      );
      const units = groupsOf(waiting, "sjukhus");
      return [
        numberFault(n, units.length),
        numberFault(p, shareOf(between(waiting, Number(days) + 1, null), sum(waiting))),
      ];
    },
  ),
  pattern("mot gränser", "Punkter mot gränser\\.(?<rows>.*)\\.", ({ rows }, context) => {
    const right = standardised(context);
    return rows.split(/\.(?= )/).map((row) => {
      const found = /^ ?(.+) ([\d,]+)$/.exec(row), own = found && right.get(found[1]);
      if (!found || !own) return `"${row}" is not understood`;
      const fault = numberFault(found[2], own.over / own.expected);
      return fault === null ? null : `${found[1]} ${fault}`;
    });
  }),
  pattern(
    "med gränser",
    "Linje med gränser: .+\\. Medelvärde (?<mean>.+), gränser (?<low>.+) till (?<high>.+)\\.",
    ({ mean, low, high }, context) => {
      const months = column(context.tables[0], "Månad").map((month) => monthOf(month) ?? "");
      const known = months.flatMap((manad) => monthly(context, manad).value?.guess ?? []);
      const right = known.reduce((sum, each) => sum + each, 0) / known.length;
      const [from, middle, to] = [low, mean, high].map(value);
      return [
        // Without season and by working day, the months are held to the figure's own table elsewhere.
        /utan säsong|per arbetsdag/.test(context.subtitle) ? null : numberFault(mean, right),
        from! <= middle! && middle! <= to! ? null : `the mean ${mean} lies outside ${low} to ${high}`,
      ];
    },
  ),
  pattern(
    "med fält",
    "Linje med fält: (?<rows>.*)\\.",
    ({ rows }, context) =>
      rows.split(/, (?=\p{L})/u).map((row) => {
        const found = /^(\p{L}+ \d{4}) (?!framskrivet)(.+)$/u.exec(row);
        if (found === null) return null;
        const { scope, cells } = context, manad = monthOf(found[1]) ?? "";
        const waiting = inScope(cells, { ...scope, manad, status: "vantande" });
        const right = /%/.test(found[2]) ? shareOf(between(waiting, 91, null), sum(waiting)) : sum(waiting);
        const fault = numberFault(found[2], right);
        return fault === null ? null : `${found[1]} ${fault}`;
      }),
  ),
  pattern(
    "med streck",
    "Punkter med streck, väntande i (?<month>\\p{L}+ \\d{4}): (?<rows>.*)\\.",
    ({ rows }) =>
      [...rows.matchAll(/(.+?) ([\d ]+) \(([\d ]+)–([\d ]+)\)(?:, |$)/g)].map(([, name, ...numbers]) => {
        const [own, low, high] = numbers.map(value);
        return own! >= low! && own! <= high! ? null : `${name}: ${own} lies outside its own ${low}–${high}`;
      }),
  ),
  pattern(
    "uppåt och nedåt",
    "Staplar uppåt och nedåt per månad, .+: (?<new>[\\d ]+) nya beslut, (?<done>[\\d ]+) operationer, (?<left>[\\d ]+) som lämnat listan utan operation\\. Listan gick från (?<from>[\\d ]+) till (?<to>[\\d ]+)\\.",
    ({ to, done: operated }, context) => {
      const { cells, scope } = context;
      const last = sum(inScope(cells, { ...scope, status: "vantande", inkl: true }));
      return [
        to === "0" && last > 0 ? `says that the list is of nobody, but ${last} wait` : null,
        operated === "0" && done(context, scope.manad) > 0
          ? `says no operations, but ${done(context, scope.manad)} are delivered of ${scope.manad}`
          : null,
      ];
    },
  ),
  pattern(
    "två linjer",
    "Två linjer, summerat: (?<rows>.*)\\.",
    ({ rows }, { tables: [table] }) =>
      [...rows.matchAll(/(\p{L}+ \d{4}) (-?[\d ]+) operationer och (-?[\d ]+) beslut/gu)].map(
        ([, month, operations]) => {
          const row = table.rows.find(([name]) => lower(name) === lower(month));
          const own = row?.[table.columns.findIndex((name) => name.startsWith("Saknas"))];
          return own === operations ? null : `${month}: says ${operations}, its table ${own}`;
        },
      ),
  ),
];

/** Columns that are the sum of others in the same row. */
const IDENTITIES = [
  { whole: "Lästa", parts: ["Godtagna", "Underkända", "Överhoppade"] },
  { whole: "Prövade", parts: ["Godkända", "Brutna"] },
  { whole: "Behov", parts: ["Egen vård", "Samverkan", "Köpt vård", "Köpt utanför", "Köpt privat", "Glapp"] },
];

/** The month some months before another. */
function monthsBefore(manad: string, count: number): string {
  const n = Number(manad.slice(0, 4)) * 12 + Number(manad.slice(5)) - 1 - count;
  return `${Math.floor(n / 12)}-${String(n % 12 + 1).padStart(2, "0")}`;
}

/** What is wrong with an alternative text that repeats its table's rows: "Dalarna 12, Uppsala 9 %"; `null` where none is there. */
export function repeatedFaults(alt: string, { tables: [table] }: Context): Faults | null {
  if (table === undefined || !/^(?:Liggande staplar|Staplar per månad)/.test(alt)) return null;
  // These bars are sums or parts of what the table shows.
  if (/köpta operationer|använd del|kunde ha gjorts|har rymts/.test(alt)) return null;
  let found = 0;
  const faults = [...table.rows, ...table.totals].flatMap(([name, ...cells]): Faults => {
    const at = alt.indexOf(`${name} `);
    if (name === "" || at < 0) return [];
    const numbers = cells.map(value).filter((each) => each !== null);
    const [text] = /^[^;]*?(?=, \p{Lu}[^,;]* \p{L}+ \d|; |\.$|$)/u.exec(alt.slice(at + name.length + 1)) ??
      [""];
    const said = [...text.matchAll(/(?:^|(?<=\p{L} ))-?\d+(?: \d{3})*(?:,\d+)?(?: %)?/gu)].map(([each]) =>
      readNumber(each)
    );
    found += said.length;
    // The first number is the row's own; the others may be of the rows after it.
    const [first] = said;
    return first?.value != null && !numbers.some((each) => Math.abs(each - first.value!) <= first.half + 1e-9)
      ? [`${name}: says ${first.value}, its row has ${numbers.join(", ")}`]
      : [];
  });
  return found > 0 ? faults : null;
}

/** What is wrong with a table of these pages; `null` for one that is not known. */
export function queueTableFaults(table: Table, context: Context): Faults | null {
  const { columns, rows } = table, { cells, scope } = context;
  if (columns[1] === "Värde" && columns[2] === "Signal") {
    return rows.map((row) => {
      const fault = numberFault(row[1], monthly(context, monthOf(row[0]) ?? "").value);
      return fault === null ? null : `${row[0]} ${fault}`;
    });
  }
  if (columns[0] === "Enhet" && columns.includes("Förväntade|antal")) {
    const right = standardised(context);
    return rows.flatMap((row) => {
      const own = right.get(row[0]);
      if (own === undefined) return [`${row[0]} has nobody waiting`];
      return [
        numberFault(row[1], own.over),
        numberFault(row[2], own.expected),
        numberFault(row[3], own.over / own.expected),
      ]
        .map((fault) => fault === null ? null : `${row[0]} ${fault}`);
    });
  }
  if (columns[0] === "Enhet" && columns.includes("Läget")) {
    const waiting = inScope(cells, { ...scope, status: "vantande" });
    const units = groupsOf(waiting, "sjukhus");
    return rows.flatMap((row) => {
      const own = units.find(({ name }) => name === row[0]);
      if (own === undefined) return [`${row[0]} has nobody waiting`];
      const n = sum(own.cells);
      return [
        numberFault(row[1], n),
        numberFault(row[2], shareOf(between(own.cells, scope.limit + 1, null), n)),
      ]
        .map((fault) => fault === null ? null : `${row[0]} ${fault}`);
    });
  }
  if (columns[0] === "Månad" && columns[1] === "Utfall" && columns[2] === "Framskrivet") {
    return rows.filter((row) => value(row[1]) !== null).map((row) => {
      const at: Scope = { ...scope, manad: monthOf(row[0]) ?? "", status: "vantande" };
      const waiting = inScope(cells, at);
      const right = /%/.test(row[1]) ? shareOf(between(waiting, 91, null), sum(waiting)) : sum(waiting);
      const fault = numberFault(row[1], right);
      return fault === null ? null : `${row[0]} ${fault}`;
    });
  }
  const identity = IDENTITIES.find(({ whole, parts }) =>
    columns.includes(whole) && columns.includes(parts[0])
  );
  if (identity !== undefined) {
    const { whole, parts } = identity;
    return rows.map((row) => {
      const at = (heading: string) =>
        columns.includes(heading) ? value(row[columns.indexOf(heading)]) ?? 0 : 0;
      const sum = parts.reduce((all, part) => all + at(part), 0);
      // Each part of a plan is rounded.
      return Math.abs(at(whole) - sum) <= (whole === "Behov" ? 3 : 0)
        ? null
        : `${row[0]}: ${at(whole)} is not ${sum}`;
    });
  }
  if (columns[0] === "Region" && columns[1] === "Levererade|av 13 månader") {
    const from = monthsBefore(scope.manad, 12);
    return rows.map((row) => {
      const own = cells.filter(({ region, manad }) =>
        shortOf(region) === row[0] && manad >= from && manad <= scope.manad
      );
      const months = [...new Set(own.map(({ manad }) => manad))].sort();
      const last = months.at(-1);
      return value(row[1]) !== months.length
        ? `${row[0]}: says ${row[1]} months, but it has ${months.length}`
        : last !== undefined && monthOf(row[2]) !== last
        ? `${row[0]}: says ${row[2]}, but the last is ${last}`
        : null;
    });
  }
  if (columns.includes("Beställt hittills") && columns.includes("Utfall|av beställt hittills")) {
    const [ordered, outcome, share] = ["Beställt hittills", "Utfall", "Utfall|av beställt hittills"].map((
      heading,
    ) => columns.indexOf(heading));
    return rows.map((row) => {
      const [of, made, part] = [ordered, outcome, share].map((place) => value(row[place]));
      // What is ordered so far is rounded.
      const right = of === null || made === null || part === null ||
        Math.abs(made / of - part) <= 0.5 / of + 0.001;
      return right ? null : `${row[0]}: ${made} of ${of} is not ${row[share]}`;
    });
  }
  if (columns[0] === "Vårdutbud" && columns[1] === "Antal" && columns[2] === "Del av alla") {
    const done = inScope(cells, { ...scope, status: "genomforda" }),
      members = new Set(MEMBERS.map(({ name }) => name));
    return rows.flatMap((row) => {
      const own = done.filter(({ vardutbud }) => vardutbud === careNamed(row[0]));
      const away = sum(
        own.filter(({ region, hemregion }) =>
          hemregion !== null && members.has(hemregion) && hemregion !== region
        ),
      );
      return [numberFault(row[1], away), numberFault(row[2], away / sum(own))]
        .map((fault) => fault === null ? null : `${row[0]} ${fault}`);
    });
  }
  if (columns[0] === "Bor i" && columns[1] === "Väntande|antal") {
    const waiting = inScope(cells, { ...scope, status: "vantande" });
    return rows.map((row) => {
      const own = waiting.filter(({ hemregion }) => hemregion !== null && shortOf(hemregion) === row[0]);
      const fault = numberFault(row[1], sum(own));
      return fault === null || row[0].startsWith("Alla") ? null : `${row[0]} ${fault}`;
    });
  }
  if (columns[0] === "Månad" && columns.includes("Vid slutet|antal")) {
    return rows.map((row) => {
      const manad = monthOf(row[0]) ?? "",
        waiting = sum(inScope(cells, { ...scope, manad, status: "vantande", inkl: true }));
      return value(row[6]) === 0 && waiting > 0 ? `${row[0]}: says 0 at the end, but ${waiting} wait` : null;
    });
  }
  if (columns[0] === "Månad" && columns[1] === "Operationer|antal") {
    const baseline = /: (\p{L}+ \d{4})–/u.exec(table.remark)?.[1], from = baseline && monthOf(baseline);
    return rows.flatMap((row) => {
      const manad = monthOf(row[0]) ?? "";
      if (!cells.some((cell) => cell.manad === manad && cell.status === "genomforda")) {
        return [value(row[1]) === null ? null : `${row[0]} is not delivered, but says ${row[1]}`];
      }
      const faults = [numberFault(row[1], done(context, manad))];
      if (from) {
        const year = Number(from.slice(0, 4)) + (manad.slice(5) < from.slice(5) ? 1 : 0);
        const usual = `${year}${manad.slice(4)}`;
        faults.push(numberFault(row[2], done(context, usual) / workingDays(usual) * workingDays(manad)));
      }
      return faults.map((fault) => fault === null ? null : `${row[0]} ${fault}`);
    });
  }
  return null;
}

/** Those counted at the end of two months, of the regions that have delivered both. */
function countsSince(
  month: string,
  counts: (cell: Cell) => boolean,
  { cells, scope }: Context,
): [number, number] {
  const manad = monthOf(month) ?? "";
  const regions = [manad, scope.manad].map((manad) =>
    new Set(
      cells.filter((cell) => cell.manad === manad && cell.status === "vantande").map(({ region }) => region),
    )
  );
  const [then, now] = [manad, scope.manad].map((manad) =>
    sum(
      inScope(cells, { ...scope, status: "vantande", manad }).filter((cell) =>
        regions.every((names) => names.has(cell.region)) && counts(cell)
      ),
    )
  );
  return [then, now];
}

function changeSince(month: string, counts: (cell: Cell) => boolean, context: Context): number | null {
  const [then, now] = countsSince(month, counts, context);
  return then === 0 ? null : now - then;
}

/** Whether those who came less those who left is what the lists differ by. */
function balanceFault(
  came: number,
  left: string,
  month: string,
  counts: (cell: Cell) => boolean,
  context: Context,
): Faults {
  const gone = [...left.matchAll(/(\d[\d ]*)/g)].reduce(
    (sum, [count]) => sum + Number(count.replaceAll(" ", "")),
    0,
  );
  const change = changeSince(month, counts, context);
  return [
    change === null || change === came - gone
      ? null
      : `says ${came} - ${gone}, the lists differ by ${change}`,
  ];
}
