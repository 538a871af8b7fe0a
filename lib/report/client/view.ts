/** What a reader has chosen, and how it stands in the page's address. */
import type { Month } from "../../calendar/mod.ts";
import type { Ownership } from "../../reference/mod.ts";

/** What a reader has chosen. */
export interface View {
  /** Those who wait, or those operated. */
  status: "vantande" | "genomforda";
  /** The month. */
  manad: Month;
  /** One vårdutbud; `null` for all. */
  vardutbud: string | null;
  /** One ownership; `null` for all. */
  agarform: Ownership | null;
  /** One region or one hospital, by name; `null` for all. */
  plats: string | null;
  /** What comparisons distinguish. */
  niva: "region" | "sjukhus";
  /** Whether PvV and MoV are counted among those who wait. */
  inkl: boolean;
  /** The limit in whole days. */
  limitDays: number;
}

/** The limits that a reader may set, in whole days. */
export const LIMITS = { least: 1, most: 999 } as const;

/** What may be chosen of each kind. */
export interface Choices {
  readonly manad: readonly string[];
  readonly vardutbud: readonly string[];
  readonly agarform: readonly string[];
  readonly plats: readonly string[];
}

/**
 * The view as a fragment: only what differs from the page's own view, so that the plain page has none.
 *
 * @param view What is chosen.
 * @param initial The page's own view.
 * @returns For example "#urval&vardutbud=Gråstarr&grans=120", encoded; empty for the page's own view.
 */
export function fragmentOf(view: View, initial: View): string {
  const fields = new URLSearchParams();
  const now = textsOf(view), first = textsOf(initial);
  for (const name of NAMES) if (now[name] !== first[name]) fields.set(name, now[name]);
  return fields.size === 0 ? "" : `#${MARK}&${fields}`;
}

/** Whether a fragment is a view and not a place on the page. */
export function isView(fragment: string): boolean {
  return fragment === "" || fragment === "#" || fragment.startsWith(`#${MARK}&`);
}

/**
 * The view of a fragment. What it does not say, or says wrongly, is as in the page's own view.
 *
 * @param fragment With or without its "#".
 * @param initial The page's own view.
 * @param choices What may be chosen.
 */
export function viewOf(fragment: string, initial: View, choices: Choices): View {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const among = <T extends string | null>(
    name: string,
    allowed: readonly string[],
    otherwise: T,
  ): string | T => {
    const text = fields.get(name);
    return text !== null && allowed.includes(text) ? text : otherwise;
  };
  const limit = Number(fields.get("grans") ?? NaN);
  return {
    status: among("status", ["vantande", "genomforda"], initial.status) as View["status"],
    manad: among("manad", choices.manad, initial.manad),
    vardutbud: among("vardutbud", choices.vardutbud, initial.vardutbud),
    agarform: among("agarform", choices.agarform, initial.agarform) as View["agarform"],
    plats: among("plats", choices.plats, initial.plats),
    niva: among("niva", ["region", "sjukhus"], initial.niva) as View["niva"],
    inkl: fields.has("inkl") ? fields.get("inkl") === "ja" : initial.inkl,
    limitDays: isLimit(limit) ? limit : initial.limitDays,
  };
}

/** Whether a number may be a limit. */
export function isLimit(days: number): boolean {
  return Number.isInteger(days) && days >= LIMITS.least && days <= LIMITS.most;
}

/** Whether a fragment asks for a limit that none can be; its view then has the page's own. */
export function hasWrongLimit(fragment: string): boolean {
  const given = new URLSearchParams(fragment.replace(/^#/, "")).get("grans");
  return given !== null && !isLimit(Number(given));
}

const MARK = "urval";
const NAMES = ["status", "manad", "vardutbud", "agarform", "plats", "niva", "inkl", "grans"] as const;

function textsOf(view: View): Record<typeof NAMES[number], string> {
  return {
    status: view.status,
    manad: view.manad,
    vardutbud: view.vardutbud ?? "",
    agarform: view.agarform ?? "",
    plats: view.plats ?? "",
    niva: view.niva,
    inkl: view.inkl ? "ja" : "nej",
    grans: String(view.limitDays),
  };
}
