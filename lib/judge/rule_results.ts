import {
  duplicateRule,
  fieldBreach,
  type Finding,
  type Layout,
  LayoutError,
  type Level,
  Profile,
  profileLayout,
  profiles,
  type Reading,
  recognise,
  specOf,
} from "../contract/mod.ts";

/** What {@linkcode ruleResults} needs to know of a delivery, kept or only judged. */
export interface Judged {
  /** The profile it was read by. */
  readonly profile: string;
  /** That profile, where it is none that comes with Vänteläge. */
  readonly ownProfile?: Profile;
  /** The layout it was judged by. */
  readonly layout: Layout["name"];
  /** The names of the file's columns. */
  readonly header?: readonly string[];
  /** Records in the file. */
  readonly read: number;
  /** Records skipped. */
  readonly skipped: number;
  /** What the rules found. */
  readonly findings: readonly Finding[];
}

/** The result of one rule in one delivery. */
export interface RuleResult {
  /** The rule's name. */
  readonly rule: string;
  /** What is wrong where it is broken, in Swedish. */
  readonly says: string;
  /** The fields it speaks of. */
  readonly fields: readonly string[];
  /** How serious it is. */
  readonly level: Level;
  /** Records it was tried on: those that could be read and were not skipped. */
  readonly tested: number;
  /** Records that broke it. */
  readonly failed: number;
  /** The share that broke it, in [0, 1]; `null` where it was tried on none. */
  readonly share: number | null;
  /** The level reached: the rule's own where some record broke it, else `null`. */
  readonly reached: Level | null;
  /** The first place, "file:line:column"; `null` where nothing is broken. */
  readonly first: string | null;
}

/** Findings of records that could not be split into fields: no other rule was tried on them. */
const UNREADABLE: readonly string[] = ["fel_antal_falt", "citattecken", "nul_tecken", "avhuggen_fil"];

/**
 * Every rule that a delivery was judged by, those too that no record broke, in the order of the layout.
 *
 * The rules of fields that the file did not have are left out, except that a required field must be there. Of a
 * delivery kept before 2026-11-24 by a profile that does not come with Vänteläge, bands are taken for the standard ones.
 *
 * @param delivery The delivery.
 * @returns One result a rule. What was found by no rule of the records (drift, likely sums) is not among them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ruleResults } from "vantelage/judge";
 * const finding = { rule: "antal_saknas", level: "error", says: "", count: 1, first: "a.csv:3:1" } as const;
 * const results = ruleResults({ profile: "aggregat", layout: "aggregat", header: ["manad", "status", "region", "antal"], read: 5, skipped: 1, findings: [finding] });
 * const { tested, failed, share, reached } = results.find(({ rule }) => rule === "antal_saknas")!;
 * assert.deepEqual({ tested, failed, share, reached }, { tested: 4, failed: 1, share: 0.25, reached: "error" });
 * ```
 */
export function ruleResults(delivery: Judged): RuleResult[] {
  const { layout, sources } = readingOf(delivery);
  const count = (rules: readonly string[]) =>
    delivery.findings.filter(({ rule }) => rules.includes(rule)).reduce((sum, { count }) => sum + count, 0);
  const tested = Math.max(0, delivery.read - delivery.skipped - count(UNREADABLE));
  const own = Object.entries(layout.shape).flatMap(([name, schema]) => {
    const spec = specOf(schema), given = sources === null || sources[name] !== undefined;
    return [
      ...(given ? [fieldBreach(name, spec, "ogiltigt")] : []),
      ...(given && spec.lostZero ? [fieldBreach(name, spec, "nolla")] : []),
      ...(spec.required ? [fieldBreach(name, spec, "saknas")] : []),
    ].map(({ rule, says, level, field }) => ({ rule, says, level, fields: [field] as readonly string[] }));
  });
  const across = [...layout.rules, ...layout.key.length > 0 ? [duplicateRule] : []]
    .map(({ name, says, level, fields }) => ({ rule: name, says, level, fields }));
  return [...own, ...across].map((rule) => {
    const finding = delivery.findings.find((finding) => finding.rule === rule.rule);
    const failed = finding?.count ?? 0;
    return {
      ...rule,
      tested,
      failed,
      share: tested === 0 ? null : failed / tested,
      reached: failed > 0 ? rule.level : null,
      first: finding?.first ?? null,
    };
  });
}

/** The layout, and the sources of its fields; `null` where the delivery does not keep its header. */
export function readingOf(
  { profile: name, ownProfile, layout, header }: Pick<Judged, "profile" | "ownProfile" | "layout" | "header">,
): { layout: Layout; sources: Reading["sources"] | null } {
  const profile = ownProfile ?? profiles.find(({ namn }) => namn === name) ??
    Profile.parse({ namn: layout, beskrivning: "", layout });
  const unknown = { layout: profileLayout(profile), sources: null };
  if (header === undefined) return unknown;
  // What was given as a constant is not in the manifest: it was what the columns lack.
  for (let constants: Record<string, string> | null = {}; constants !== null;) {
    try {
      return recognise(header, [profile], constants);
    } catch (error) {
      if (!(error instanceof LayoutError)) throw error;
      const { missing } = error;
      constants = missing.length > 0 ? Object.fromEntries(missing.map((field) => [field, ""])) : null;
    }
  }
  return unknown;
}
