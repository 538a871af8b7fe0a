/** How the numbers of a public report are protected. */
import type { Month } from "../calendar/mod.ts";
import { type ProtectionRule, scanForHidden } from "../disclosure/mod.ts";
import type { Audience } from "../report/mod.ts";
import { type ProtectedMonth, protectMonth, type PublishOptions } from "../selection/mod.ts";
import { roundingKey, type Store } from "../store/mod.ts";
import { oneOf, text, ToldError, UsageError, type Values } from "./_command.ts";
import type { Standing } from "./_publications.ts";

/** How the numbers of a public report are protected. */
export function ruleOf(values: Values, audience: Audience): ProtectionRule {
  const k = Number(oneOf(values, "troskel", ["5", "20"], "5"));
  const given = ["troskel", "avrunda", "inifran", "dominans", "p-procent", "ersatt"]
    .filter((name) => values[name] !== undefined);
  if (audience === "internal" && given.length > 0) {
    throw new UsageError(
      `--${given[0]} hör till --mottagare publik: en intern rapport skyddar inga tal`,
    );
  }
  if (values.avrunda && values.troskel !== undefined) {
    throw new UsageError("--troskel går inte med --avrunda: alla antal avrundas till multiplar av 5");
  }
  const hiding = given.find((name) => ["inifran", "dominans", "p-procent"].includes(name));
  if (values.avrunda && hiding !== undefined) {
    throw new UsageError(`--${hiding} går inte med --avrunda: den säger vilka antal som döljs`);
  }
  return { k, mode: values.avrunda ? "round" : "suppress", base: 5 };
}

/** What numbers are hidden for besides that they are small. */
export function besidesOf(values: Values): Pick<PublishOptions, "insiders" | "concentration"> {
  const dominans = text(values, "dominans"), percent = text(values, "p-procent");
  const [, n, share] = /^([1-9])\s*,\s*(\d{1,2})$/.exec(dominans ?? "1,1") ?? [];
  if (n === undefined || Number(share) === 0) {
    throw new UsageError(
      `--dominans ska vara antal sjukhus och procent, till exempel 2,90: fick "${dominans}"`,
    );
  }
  if (percent !== undefined && !/^[1-9]\d?$/.test(percent)) {
    throw new UsageError(`--p-procent ska vara ett heltal från 1 till 99: fick "${percent}"`);
  }
  const concentration = {
    ...dominans !== undefined && { dominance: { n: Number(n), share: Number(share) / 100 } },
    ...percent !== undefined && { percent: Number(percent) },
  };
  return {
    insiders: values.inifran === true,
    ...Object.keys(concentration).length > 0 && { concentration },
  };
}

/** A month whose small numbers are protected. */
export interface SecuredMonth {
  readonly month: ProtectedMonth;
  /** What it is protected against. */
  readonly standing: Standing;
}

/** Protects the month: the notebooks get nothing but its numbers in the place of the store. */
export async function secureMonth(
  store: Store,
  manad: Month,
  rule: ProtectionRule,
  standing: Standing,
  besides: Pick<PublishOptions, "insiders" | "concentration">,
): Promise<SecuredMonth> {
  console.error(`Skyddar små tal i ${manad} och månaderna före, och granskar skyddet`);
  const month = await protectMonth(store, manad, rule, {
    standing,
    ...besides,
    ...rule.mode === "round" && { key: await roundingKey(store.folder) },
  });
  const { hidden, offered } = month.published;
  console.error(`Granskningen är godkänd: ${hidden} av ${offered} antal är dolda`);
  return { month, standing };
}

/**
 * The last scan: no hidden number may stand in a page, nor in what the pages were made of, which is all that a chart's
 * marks can have been drawn from.
 */
export function checkPages(pages: readonly string[], { month: { published, secrets } }: SecuredMonth): void {
  const leaks = [JSON.stringify(published), ...pages].flatMap((text) => scanForHidden(text, secrets));
  if (leaks.length > 0) {
    throw new ToldError(
      `Inga rapporter skrivs: ${leaks.length} dolda tal står i dem eller i det de är gjorda av, det första i ${
        leaks[0].place
      }`,
    );
  }
}
