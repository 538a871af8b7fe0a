import { linkContacts, type LinkedSpell, type SeenContact } from "../analysis/queueing/mod.ts";
import { addMonths, type Day, firstDay, lastDay, type Month, monthRange } from "../calendar/mod.ts";
import { answering, type Status } from "../cube/mod.ts";
import { careOfferingOf, memberRegions } from "../reference/mod.ts";
import { type Store } from "../store/mod.ts";
import { allOfferingsOf } from "./counted_alike.ts";
import { askedOffering } from "./_asked_name.ts";

/** A contact on a list: a region's list of a vårdutbud. */
export interface ListContact extends SeenContact {
  /** The region that gives the care. */
  readonly region: string;
  /** The vårdutbud. */
  readonly vardutbud: string;
}

/** Options for {@linkcode listHistory}. */
export interface ListHistoryOptions {
  /** The last month. Nothing of later months is used. */
  readonly manad: Month;
  /** How many months to follow. @default {12} */
  readonly months?: number;
  /** One vårdutbud only. */
  readonly vardutbud?: string;
}

/** Contacts followed over some months. */
export interface ListHistory {
  /** The first month followed. */
  readonly from: Month;
  /** The last month followed. */
  readonly asAt: Month;
  /** The same as days, for the functions that take a window: who leaves without an operation is seen at months' ends. */
  readonly window: { readonly from: Day; readonly to: Day; readonly withdrawals: "at_months_end" };
  /** Every stay on a list in these months. */
  readonly spells: readonly LinkedSpell<ListContact>[];
  /** The regions followed. */
  readonly regions: readonly string[];
  /** What figures are given: the last month, the selection in words, the regions that cannot be followed. */
  readonly options: {
    readonly manad: Month;
    readonly selection: string;
    readonly missing: readonly string[];
  };
}

/**
 * Contacts followed from month to month through the rows kept (kontakter följda månad för månad).
 *
 * A region is followed when it has delivered rows of contacts for each month, those who wait in the month before the
 * first too; one with a month missing or with only bands cannot be, and is named. {@linkcode linkContacts} says what
 * is known of those who leave without an operation. PvV and MoV are on the list like everybody else.
 *
 * @param store An open store.
 * @param options The months and the vårdutbud.
 * @returns The contacts; none when no region can be followed.
 * @throws {RangeError} If `months` is not a whole number >= 1.
 * @throws {StoreError} If there is no vårdutbud of that name.
 *
 * @example Without a delivery nobody is followed
 * ```ts
 * import assert from "node:assert/strict";
 * import { listHistory, openStore } from "vantelage";
 * using store = await openStore(await Deno.makeTempDir());
 * const history = await listHistory(store, { manad: "2024-04", months: 12 });
 * assert.equal(history.from, "2023-05");
 * assert.deepEqual([history.spells.length, history.options.missing.length], [0, 7]);
 * ```
 */
export async function listHistory(store: Store, options: ListHistoryOptions): Promise<ListHistory> {
  const { manad: asAt, months = 12 } = options;
  if (!Number.isInteger(months) || months < 1) {
    throw new RangeError(`Cannot follow the lists as months must be a whole number >= 1: got ${months}`);
  }
  const vardutbud = options.vardutbud === undefined
    ? undefined
    : await askedOffering(store, options.vardutbud);
  const from = addMonths(asAt, 1 - months), span = monthRange(from, asAt);
  const answer = answering(store.coversOf(asAt), {
    vardutbud: vardutbud === undefined ? null : [vardutbud],
    deviations: "inkl",
  });
  const regions = regionsWithRows(store, span).filter((region) => answer.regions.includes(region));
  const name = `followed ${from} ${asAt} ${regions.join()}`;
  const all = regions.length === 0 ? [] : await store.remembered(name, () => follow(store, span, regions));
  return {
    from,
    asAt,
    window: { from: firstDay(from), to: lastDay(asAt), withdrawals: "at_months_end" },
    spells: vardutbud === undefined ? all : all.filter(({ contact }) => contact.vardutbud === vardutbud),
    regions,
    options: {
      manad: asAt,
      selection: vardutbud ?? allOfferingsOf(answer),
      missing: memberRegions.filter((region) => !regions.includes(region)),
    },
  };
}

/** Every stay on a list of the regions in the months, which follow each other. */
async function follow(
  store: Store,
  months: readonly Month[],
  regions: readonly string[],
): Promise<readonly LinkedSpell<ListContact>[]> {
  const contactOf = contactReader();
  const read = async (status: Status, manad: Month) => {
    const rows = await store.fields(FIELDS, { status, manad }), last = lastDay(manad);
    return rows.flatMap((row) => {
      const contact = regions.includes(row.regionkod ?? "") ? contactOf(row) : null;
      return contact === null ? [] : [{ contact, operated: row.start_datum ?? last }];
    });
  };
  const waitingIn = async (manad: Month) => (await read("vantande", manad)).map(({ contact }) => contact);
  const before = await waitingIn(addMonths(months[0], -1));
  const seen = await Array.fromAsync(months, async (manad) => ({
    manad,
    waiting: await waitingIn(manad),
    performed: await read("genomforda", manad),
  }));
  return linkContacts(before, seen);
}

const FIELDS = [
  "regionkod",
  "vardkontakt_id",
  "beslut_datum",
  "start_datum",
  "aktivitetskod",
  "kva_kod",
  "aktivitet_kva",
  "mvo_kod",
] as const;

type Fields = Readonly<Record<typeof FIELDS[number], string | null>>;

function regionsWithRows(store: Store, months: readonly Month[]): string[] {
  const held = new Set(
    store.holdings.filter((holding) => holding.hasContacts)
      .map(({ region, manad, status }) => `${region} ${manad} ${status}`),
  );
  const needed = [
    `${addMonths(months[0], -1)} vantande`,
    ...months.flatMap((manad) => [`${manad} vantande`, `${manad} genomforda`]),
  ];
  return store.regionsOf(months[months.length - 1])
    .filter((region) => needed.every((each) => held.has(`${region} ${each}`)));
}

/** Reads a row as a contact; `null` when it does not say whose it is. */
function contactReader(): (row: Fields) => ListContact | null {
  const known = new Map<string, string>(); // the same codes come again and again
  return ({ regionkod, vardkontakt_id, beslut_datum, aktivitetskod, kva_kod, aktivitet_kva, mvo_kod }) => {
    const codes = { aktivitetskod, kva_kod: kva_kod ?? aktivitet_kva, mvo_kod };
    const key = `${codes.aktivitetskod} ${codes.kva_kod} ${mvo_kod}`;
    let group = known.get(key);
    if (group === undefined) known.set(key, group = careOfferingOf(codes));
    if (regionkod === null || vardkontakt_id === null || beslut_datum === null) return null;
    const id = `${regionkod} ${group} ${vardkontakt_id}`;
    return { id, decided: beslut_datum, region: regionkod, vardutbud: group };
  };
}
