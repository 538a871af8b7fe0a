import type { Month } from "../calendar/month.ts";
import { onlyOfferings } from "../cube/cover.ts";
import type { Ownership } from "../reference/mod.ts";
import { boundedName } from "../reference/bounded_name.ts";
import { regionShortName } from "../reference/regions.ts";
import { capitalise } from "../reference/sentence.ts";

/** What is counted (urval): a month, and whatever is narrower than all who wait or were operated in it. */
export interface Scope {
  /** The month. */
  readonly manad: Month;
  /** One vårdutbud only; `null` for all. */
  readonly vardutbud: string | null;
  /** One ownership only; `null` for all. */
  readonly agarform: Ownership | null;
  /** One region only; `null` for all. */
  readonly region: string | null;
  /** One hospital of that region only; `null` for all. */
  readonly sjukhus: string | null;
  /** Whether PvV and MoV are counted among those who wait. */
  readonly inkl: boolean;
  /** The limit in whole days. */
  readonly limitDays: number;
}

/**
 * A scope in words, without its month: the only words of a selection.
 *
 * @param scope What is counted.
 * @param only The vårdutbud that all deliveries hold, where nobody has delivered all.
 * @returns For example "Gråstarr, alla ägarformer", "Falu lasarett, alla vårdutbud, alla ägarformer".
 */
export function scopeWords(
  { region, sjukhus, vardutbud, agarform }: Scope,
  only: readonly string[] | null,
): string {
  const place = sjukhus ?? region;
  const offerings = only === null ? "alla vårdutbud" : onlyOfferings(only);
  return [
    ...place === null ? [] : [boundedName(sjukhus ?? regionShortName(place))],
    vardutbud ?? (place === null ? capitalise(offerings) : offerings),
    agarform === null ? "alla ägarformer" : `${agarform} ägarform`,
  ].join(", ");
}
