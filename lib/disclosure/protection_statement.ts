import type { AuditReport } from "./audit.ts";
import type { Protection } from "./protection.ts";

/**
 * What a report's appendix says of its protection, in Swedish: the rule, how much is hidden, and what the audit found.
 *
 * @param protection The protected numbers.
 * @param report The audit's report on them.
 * @returns Sentences, one paragraph each. They name no hidden number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { protect, protectionStatement } from "vantelage/disclosure";
 * const cell = (region: string, antal: number) => ({ manad: "2024-04", status: "vantande", avvikelse: null, vardgaranti: true, region,
 *   sjukhus: null, agarform: null, vardutbud: null, lo: 100, hi: 100, antal }) as const;
 * const protection = await protect([cell("A", 3), cell("B", 30), cell("C", 9)]);
 * assert.match(protectionStatement(protection, await protection.audit()).join(" "), /Antal under 5 visas inte/);
 * ```
 */
export function protectionStatement(protection: Protection, report: AuditReport): string[] {
  const { rule: { k, mode, base }, offered, hidden } = protection;
  if (k === 0) return ["Inga tal är dolda eller avrundade. Rapporten är intern och får inte spridas."];
  const number = (value: number) => value.toLocaleString("sv-SE");
  const share = (100 * hidden / offered).toLocaleString("sv-SE", { maximumFractionDigits: 1 });
  const rule = mode === "suppress"
    ? `Antal under ${k} visas inte, inte heller 0. För att de inte ska gå att räkna fram ur summor, skillnader eller andelar döljs också andra antal. Av allt som visas ska det inte gå att utesluta något värde från 0 till ${
      k - 1
    } för ett dolt litet antal, och varje annat dolt antal ska kunna vara minst ${k} olika tal.`
    : `Alla antal är slumpmässigt avrundade uppåt eller nedåt till en multipel av ${base}, alltid lika för samma antal. Summor är avrundade för sig och kan avvika från delarnas summa. Varje antal under ${base} ska kunna vara minst ${base} olika tal även när alla avrundade tal jämförs; där det inte räcker visas antalet inte.`;
  const median = `En median visas när minst ${
    2 * k
  } insatser ligger bakom den och den inte säger mer om väntetidsbanden än de antal som visas. Andelar och tal per 1 000 invånare visas bara när de antal de räknas på visas.`;
  const found = report.passed
    ? `Granskningen är godkänd: med heltalsoptimering (HiGHS) prövades ${
      number(report.audited)
    } skyddade antal mot alla sammanhängande tabeller, och inget går att ringa in snävare än regeln tillåter.`
    : `Granskningen är underkänd: ${number(report.weaknesses.length)} av ${
      number(report.audited)
    } skyddade antal går att ringa in snävare än regeln tillåter.`;
  return [
    rule,
    median,
    ...protection.besides,
    ...protection.leftOut,
    `Av ${number(offered)} antal som rapporten kan visa är ${number(hidden)} dolda (${share} %).`,
    found,
  ];
}
