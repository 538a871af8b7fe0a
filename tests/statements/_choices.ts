/** What a reader may choose on the first page, drawn by seed, chosen in a real browser and read when it has settled. */
import type { Page } from "playwright-core";
import type { Random } from "../../lib/numeric/mod.ts";
import { settled } from "../browser/_browser.ts";
import type { Cell, Scope } from "./_counts.ts";

/** What is chosen; what is left out stays as the page opens. */
export interface Choice {
  readonly status?: "genomforda";
  readonly manad?: string;
  readonly vardutbud?: string;
  readonly agarform?: string;
  /** A region's official name, or a hospital. */
  readonly plats?: string;
  readonly niva?: "sjukhus";
  readonly grans?: number;
  readonly inkl?: true;
}

/** The limits that are tried: the ends of bands, and one within a band. */
const LIMITS = [30, 60, 100, 180, 365];

const one = <T>(random: Random, of: readonly T[]): T => of[random.integer(of.length)];
const different = (values: readonly (string | null)[]) =>
  [...new Set(values)].filter((value) => value !== null).sort();

/** One choice of each kind: a hospital, an ownership, a region, a vårdutbud, operations, a limit. */
export function eachChoice(cells: readonly Cell[], random: Random): Choice[] {
  const hospitals = different(cells.map(({ sjukhus }) => sjukhus));
  const owners = different(cells.map(({ agarform }) => agarform));
  return [
    ...hospitals.length > 0 ? [{ plats: one(random, hospitals) }] : [],
    ...owners.length > 0 ? [{ agarform: one(random, owners) }] : [],
    { plats: one(random, different(cells.map(({ region }) => region))) },
    { vardutbud: one(random, different(cells.map(({ vardutbud }) => vardutbud))) },
    { status: "genomforda" },
    { grans: one(random, LIMITS) },
  ];
}

/** Some choices at once. */
export function drawChoice(cells: readonly Cell[], random: Random): Choice {
  const maybe = <T>(of: readonly T[], chance: number): T | undefined =>
    of.length > 0 && random.next() < chance ? one(random, of) : undefined;
  const choice = {
    status: random.next() < 0.25 ? "genomforda" as const : undefined,
    manad: maybe(different(cells.map(({ manad }) => manad)), 0.25),
    vardutbud: maybe(different(cells.map(({ vardutbud }) => vardutbud)), 0.4),
    agarform: maybe(different(cells.map(({ agarform }) => agarform)), 0.3),
    plats: maybe(different(cells.flatMap(({ region, sjukhus }) => [region, sjukhus])), 0.5),
    niva: random.next() < 0.2 ? "sjukhus" as const : undefined,
    grans: maybe(LIMITS, 0.4),
    inkl: random.next() < 0.2 ? true as const : undefined,
  };
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined));
}

/** The choice in words, for lists. */
export function choiceText(choice: Choice): string {
  return Object.entries(choice).map(([name, value]) => `${name}=${value}`).join(" ") || "–";
}

/**
 * The cells as the first page carries them: those of its own month as they are, those of other months in bands that part
 * at the published days, or for operations and for PvV and MoV at 90 and 365 days.
 */
export function carried(cells: readonly Cell[], manad: string): Cell[] {
  return cells.map((cell) => {
    if (cell.manad === manad) return cell;
    const ends = cell.status === "vantande" && cell.avvikelse === null ? [0, 31, 61, 91, 366] : [0, 91, 366];
    const from = ends.findLast((end) => end <= cell.lo)!,
      to = ends.find((end) => end > (cell.hi ?? Infinity));
    return { ...cell, lo: from, hi: to === undefined ? null : to - 1 };
  });
}

/** The scope that a choice asks for. */
export function scopeOf(choice: Choice, cells: readonly Cell[], opens: Scope): Scope {
  const { status, manad, vardutbud, agarform, plats, grans, inkl } = choice;
  const isRegion = plats !== undefined && cells.some(({ region }) => region === plats);
  const region = isRegion ? plats : cells.find(({ sjukhus }) => sjukhus === plats)?.region;
  return {
    ...opens,
    ...status && { status },
    ...manad && { manad },
    ...vardutbud && { vardutbud },
    ...agarform && { agarform },
    ...plats && { region, ...!isRegion && { sjukhus: plats } },
    ...grans && { limit: grans },
    ...inkl && { inkl },
  };
}

/** Chooses in the page's own form. @returns `false` where the form does not offer it. */
export async function choose(page: Page, choice: Choice): Promise<boolean> {
  await page.click("#urval form button");
  await settled(page);
  const pick = async (name: string, value: string | undefined) => {
    if (value === undefined) return true;
    const select = page.locator(`#urval-${name}`);
    if (await select.count() === 0) return false;
    const offered = await select.locator("option").evaluateAll((all) =>
      all.map((each) => each.getAttribute("value"))
    );
    if (!offered.includes(value)) return false;
    await select.selectOption(value);
    await settled(page);
    return true;
  };
  for (const name of ["manad", "vardutbud", "agarform", "plats"] as const) {
    if (!await pick(name, choice[name])) return false;
  }
  for (const name of ["niva", "status"] as const) {
    if (choice[name] === undefined) continue;
    const radio = page.locator(`#urval input[value=${choice[name]}]`);
    if (await radio.count() === 0 || !await radio.isEnabled()) return false;
    await radio.check();
    await settled(page);
  }
  if (choice.grans !== undefined) {
    const limit = page.locator("#urval-grans");
    if (!await limit.isEnabled()) return false;
    await limit.fill(String(choice.grans));
    await limit.press("Enter");
    await settled(page);
  }
  if (choice.inkl) {
    const box = page.locator("#urval-inkl");
    if (await box.count() === 0 || !await box.isEnabled()) return false;
    await box.check();
    await settled(page);
  }
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await settled(page);
  return true;
}
