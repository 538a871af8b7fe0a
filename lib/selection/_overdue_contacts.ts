import { dayNumber, lastDay, type Month } from "../calendar/mod.ts";
import type { Store } from "../store/mod.ts";
import { OFFERING_FIELDS, rowOffering } from "./_row_offering.ts";
import { countedAlike } from "./counted_alike.ts";

type Row<Name extends string> = Readonly<Record<Name, string | null>>;

/** Somebody who waits actively and has waited over the limit. */
interface Overdue<Name extends string> {
  readonly region: string;
  readonly vardutbud: string;
  readonly dagar: number;
  /** The fields asked for. */
  readonly row: Row<Name>;
}

/** Those who have waited over the limit in a month, with some fields of their rows; none where no rows are delivered. */
export async function overdueContacts<const Name extends Parameters<Store["fields"]>[0][number]>(
  store: Store,
  fields: readonly Name[],
  { manad, limitDays }: { readonly manad: Month; readonly limitDays: number },
): Promise<Overdue<Name>[]> {
  const delivered = store.holdings.some((holding) =>
    holding.manad === manad && holding.status === "vantande" && holding.hasContacts
  );
  if (!delivered) return [];
  const { counts } = countedAlike(store, manad),
    census = dayNumber(lastDay(manad)),
    found: Overdue<Name>[] = [];
  for (const row of await store.fields([...ASKED, ...fields], { status: "vantande", manad })) {
    const { regionkod: region, beslut_datum, avvikelsekod } = row;
    if (avvikelsekod !== null || region === null || beslut_datum === null) continue;
    const dagar = census - dayNumber(beslut_datum), vardutbud = rowOffering(row);
    if (dagar <= limitDays || !counts({ manad, status: "vantande", region, vardutbud })) continue;
    found.push({ region, vardutbud, dagar, row });
  }
  return found;
}

const ASKED = ["regionkod", "beslut_datum", "avvikelsekod", ...OFFERING_FIELDS] as const;
