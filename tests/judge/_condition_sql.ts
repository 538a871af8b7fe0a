import type { Condition, Term } from "../../lib/contract/mod.ts";
import { literal } from "../../lib/database/mod.ts";

/** A condition as a SQL expression that is `true` or `false`, never NULL; `column` gives the SQL of a field. */
export function conditionSql(condition: Condition, column: (name: string) => string): string {
  switch (condition.test) {
    case "missing":
      return `(${termSql(condition.of, column)} IS NULL)`;
    case "and":
    case "or":
      return `(${
        condition.of.map((part) => conditionSql(part, column)).join(
          condition.test === "and" ? " AND " : " OR ",
        )
      })`;
    case "not":
      return `(NOT ${conditionSql(condition.of, column)})`;
    default: {
      const { left, test, right } = condition;
      return `coalesce(${termSql(left, column)} ${test} ${termSql(right, column)}, false)`;
    }
  }
}

function termSql(term: Term, column: (name: string) => string): string {
  const sqlOf = (part: Term) => termSql(part, column);
  switch (term.term) {
    case "field":
      return column(term.name);
    case "constant":
      return literal(term.value);
    case "firstDay":
      return `CAST(${sqlOf(term.month)} || '-01' AS DATE)`;
    case "lastDay":
      return `last_day(CAST(${sqlOf(term.month)} || '-01' AS DATE))`;
    case "days":
      return `date_diff('day', ${sqlOf(term.from)}, ${sqlOf(term.to)})`;
    case "year":
      return `year(${sqlOf(term.day)})`;
    case "sum":
      return `CASE WHEN ${term.of.map((part) => `${sqlOf(part)} IS NULL`).join(" AND ")} THEN NULL ELSE ${
        term.of.map((part) => `coalesce(${sqlOf(part)}, 0)`).join(" + ")
      } END`;
  }
}
