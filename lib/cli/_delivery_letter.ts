import { type Day, dayName, type Month, monthName } from "../calendar/mod.ts";
import type { Finding } from "../contract/mod.ts";
import type { Block, PageContent } from "../document/mod.ts";
import { type RejectedRecord, ruleResults } from "../judge/mod.ts";
import { joinNames, memberRegions } from "../reference/mod.ts";
import { type Delivery, isSynthetic, type Store } from "../store/mod.ts";

/** So many places of a rule are named. */
const NAMED = 5;

/** A letter to a region about its deliveries of a month. */
export interface DeliveryLetter {
  /** The region. */
  readonly region: string;
  /** What is to be mended and looked into; `null` where nothing is. */
  readonly letter: PageContent | null;
}

/**
 * A letter to each region that delivered for a month (brev om rättelser): what was rejected or warned of, where, how to mend
 * it and by when. It names files, rules, counts and places, and nothing of what the cells hold.
 *
 * @param store The store.
 * @param manad The month.
 * @param senast The last day to answer.
 * @returns A letter for each region with a delivery in force for the month.
 */
export async function deliveryLetters(store: Store, manad: Month, senast: Day): Promise<DeliveryLetter[]> {
  const ofMonth = store.holdings.filter((holding) => holding.manad === manad);
  const letters: DeliveryLetter[] = [];
  for (const region of memberRegions) {
    const deliveries = new Set(
      ofMonth.filter((holding) => holding.region === region).map(({ delivery }) => delivery),
    );
    if (deliveries.size === 0) continue;
    const matter: Block[] = [];
    for (const delivery of deliveries) matter.push(...await fileBlocks(store, delivery));
    letters.push({
      region,
      letter: matter.length === 0 ? null : {
        name: "brev",
        title: `Att rätta i leveranserna från ${region}`,
        manad,
        marks: ["Internt arbetsmaterial", ...[...deliveries].some(isSynthetic) ? ["Syntetiska data"] : []],
        invented: [],
        opening: [{
          block: "paragraph",
          role: "lead",
          text: `Det här fann inläsningen i det som ni har levererat för ${
            monthName(manad)
          }. Skicka rättade filer, eller besked om att uppgifterna stämmer, senast ${dayName(senast)}.`,
        }],
        matter: [...matter, ...HOW],
        about: [{ block: "paragraph", text: ABOUT }],
      },
    });
  }
  return letters;
}

const ABOUT =
  "Brevet nämner filer, regler, antal och platser, men inget som står i raderna: det har inga personuppgifter. Raderna själva är personuppgifter när leveransen är på patientnivå. Svara därför inte med rader ur filen.";

const HOW: readonly Block[] = [
  { block: "heading", level: 2, text: "Så gör ni" },
  {
    block: "list",
    ordered: true,
    findings: false,
    items: [
      {
        text:
          "Rätta uppgifterna i källsystemet och ta ut filen på nytt. Går inte det, rätta raderna i filen.",
      },
      { text: "Lämna hela filen, inte bara de rättade raderna: den nya ersätter den gamla." },
      { text: "Lämna den på samma skyddade väg som förra gången, aldrig med vanlig e-post." },
    ],
  },
];

/** What is said of one file; nothing where nothing in it is to be mended or looked into. */
async function fileBlocks(store: Store, delivery: Delivery): Promise<Block[]> {
  const { file, read, loaded, rejected, skipped, slots } = delivery;
  const wrong = delivery.findings.filter(({ level }) => level === "error");
  const doubtful = delivery.findings.filter(({ level }) => level === "warn");
  if (wrong.length + doubtful.length === 0) return [];
  const records = await store.rejected(delivery), fields = fieldsOf(delivery);
  const regions = [...new Set(slots.map(({ region }) => region))];
  const months = [...new Set(slots.map(({ manad }) => manad))].sort();
  const shared = [
    ...regions.length > 1 ? [`regionerna ${joinNames(regions)}`] : [],
    ...months.length > 1 ? [`${monthName(months[0])}–${monthName(months[months.length - 1])}`] : [],
  ];
  const list = (heading: string, findings: readonly Finding[]): Block[] =>
    findings.length === 0 ? [] : [
      { block: "heading", level: 3, text: heading },
      {
        block: "list",
        ordered: false,
        findings: false,
        items: findings.map((finding) => ({ text: findingText(finding, delivery, records, fields) })),
      },
    ];
  return [
    { block: "heading", level: 2, text: file },
    {
      block: "paragraph",
      text: `${counted(read, "läst rad", "lästa rader")}: ${counted(loaded, "godtagen", "godtagna")}, ${
        counted(rejected, "underkänd", "underkända")
      } och ${counted(skipped, "överhoppad", "överhoppade")}.${
        rejected === 0 ? "" : " Underkända rader räknas inte i rapporterna förrän de är rättade."
      }${shared.length === 0 ? "" : ` Filen gäller ${joinNames(shared)}, och allt i den står här.`}`,
    },
    ...list("Att rätta", wrong),
    ...list("Att kontrollera", doubtful),
  ];
}

/** "start_datum ligger före beslut_datum (regel start_fore_beslut): 2 rader, rad 7 och 9. Kontrollera …". */
function findingText(
  { rule, level, says, count, first }: Finding,
  { file }: Delivery,
  records: readonly RejectedRecord[],
  fields: ReadonlyMap<string, readonly string[]>,
): string {
  // Of the file as a whole is said what is odd, not the names and numbers after it.
  const what = first === null ? says.split(": ")[0] : says;
  const places = records.filter(({ rules }) => rules.includes(rule))
    .map(({ line, cell }) => cell ?? String(line));
  const named = places.length > 0 ? places.slice(0, NAMED) : first === null ? [] : [placeOf(first, file)];
  const more = count - named.length;
  const where = named.length === 0
    ? ""
    : `, ${/^\d/.test(named[0]) ? "rad " : ""}${
      more > 0 ? `${named.join(", ")} och ${counted(more, "till", "till")}` : joinNames(named)
    }`;
  const times = first === null ? counted(count, "gång", "gånger") : counted(count, "rad", "rader");
  return `${sentenceCase(what)} (regel ${rule}): ${times}${where}. ${
    todo(rule, level, first, fields.get(rule))
  }`;
}

/** With a capital first, but where a column's name stands there. */
function sentenceCase(text: string): string {
  return /^\S*_/.test(text) ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** How to mend what breaks a rule. */
function todo(
  rule: string,
  level: Finding["level"],
  first: string | null,
  fields: readonly string[] | undefined,
): string {
  if (first === null && level === "warn") {
    return "Jämför med källsystemet. Är det som det ska vara, säg det i svaret. Fråga oss om ni inte ser vilka uppgifter det gäller.";
  }
  if (level === "warn") return "Kontrollera, och rätta det som är fel. Stämmer uppgiften, säg det i svaret.";
  if (rule === "dubblett") return "Ta bort den rad som inte ska vara med.";
  if (rule.endsWith("_nolla")) {
    return "Skriv koden med den inledande nolla som kalkylprogrammet har tagit bort.";
  }
  if (fields === undefined) {
    return "Ta ut filen på nytt, eller rätta avgränsare och citattecken på raden.";
  }
  return fields.length > 1
    ? `Kontrollera ${joinNames(fields)} mot varandra i källsystemet, och rätta det som är fel.`
    : "Rätta uppgiften i källsystemet.";
}

/** The place in its file: a line's number, or what names a cell of a workbook. */
function placeOf(first: string, file: string): string {
  const place = first.startsWith(`${file}:`) ? first.slice(file.length + 1) : first;
  return /^(\d+):\d+$/.exec(place)?.[1] ?? place;
}

function fieldsOf(delivery: Delivery): Map<string, readonly string[]> {
  return new Map(ruleResults(delivery).map(({ rule, fields }) => [rule, fields]));
}

/** "1 rad", "2 rader". */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString("sv-SE")} ${count === 1 ? one : many}`;
}
