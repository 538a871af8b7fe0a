/** A notebook's parameters: defaults in Jupyter, the runner's values in a run. */
import * as z from "zod";
import { nearest } from "./_nearest.ts";
import { INSIDE } from "./_owner.ts";
import { warnOfStaleCode } from "./_stale.ts";

/** The media type under which a notebook reports to the runner its parameter values. */
export const PARAMETERS_MIME = "application/vnd.vantelage.parameters+json";

/** The environment variable in which the runner gives parameter values: a JSON object of texts. */
export const PARAMETERS_VARIABLE = "VANTELAGE_PARAMETERS";

/** A schema for each parameter; each reads text and has a default. */
export type ParameterSchemas = Record<string, z.ZodType>;

/** The value of each parameter. */
export type ParameterValues<S extends ParameterSchemas> = { [Name in keyof S]: z.infer<S[Name]> };

/** A run was given a value that a parameter does not take. */
export class ParameterError extends Error {
  /** Distinguished from other errors by this. */
  /** The name of the error. */
  override readonly name: string = "ParameterError";
}

/**
 * Declares a notebook's parameters (parametrar) and gives their values.
 *
 * In Jupyter each takes its schema's default. In a run those that the runner gives are read by their schemas, from
 * text: a number needs `z.coerce.number()`. The names and the values used are reported to the runner, which keeps them
 * with the executed notebook; nothing is shown. Values for other names are left to those notebooks that have them. In Jupyter it also sees to it that the analyst is warned when the code grows
 * older than its files; {@linkcode reload} loads it again.
 *
 * @param schemas A schema with a default for each name. Its messages reach the analyst: write them in Swedish.
 * @returns The values, typed by the schemas.
 * @throws {ParameterError} If the run gives a value that its schema refuses.
 * @throws {TypeError} If a schema has no default.
 *
 * @example Defaults, as in Jupyter
 * ```ts
 * import assert from "node:assert/strict";
 * import { parameters } from "vantelage";
 * import * as z from "zod";
 *
 * const { manad, gräns } = parameters({
 *   manad: z.string().regex(/^\d{4}-\d{2}$/, "skriv månaden som åååå-mm").default("2024-04"),
 *   gräns: z.coerce.number().default(90),
 * });
 * assert.deepEqual([manad, gräns], ["2024-04", 90]);
 * ```
 */
export function parameters<S extends ParameterSchemas>(schemas: S): ParameterValues<S> {
  warnOfStaleCode();
  const text = Deno.env.get(PARAMETERS_VARIABLE);
  const given = z.record(z.string(), z.string()).parse(JSON.parse(text ?? "{}"));
  const names = Object.keys(schemas);
  tellRunner({ names, values: {} }); // a value may be refused
  const values = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      valueOf(name, schema, Object.hasOwn(given, name) ? given[name] : undefined),
    ]),
  );
  tellRunner({ names, values });
  return values as ParameterValues<S>; // fromEntries cannot say that each name kept its schema's type
}

/** What a notebook reports to the runner under {@linkcode PARAMETERS_MIME}. */
export interface ToldParameters {
  /** The names of its parameters. */
  readonly names: string[];
  /** Their values; none before they are read. */
  readonly values: Record<string, unknown>;
}

/** What a notebook reports to the runner, checked. */
export const ToldParameters: z.ZodType<ToldParameters> = z.strictObject({
  names: z.array(z.string()),
  values: z.record(z.string(), z.unknown()),
});

function tellRunner(told: ToldParameters): void {
  if (!(INSIDE in globalThis)) return;
  void Deno.jupyter.broadcast("display_data", {
    data: { [PARAMETERS_MIME]: told },
    metadata: {},
    transient: {},
  });
}

function valueOf(name: string, schema: z.ZodType, text: string | undefined): unknown {
  const read = schema.safeParse(text);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  if (text === undefined) {
    throw new TypeError(
      `Cannot declare the parameter "${name}" as its schema must have a default: ${issue.message}`,
    );
  }
  const choices = issue.code === "invalid_value" ? issue.values.map(String) : [];
  const meant = nearest(text, choices);
  const hint = meant === null ? "" : `, närmast är "${meant}"`;
  throw new ParameterError(`Parametern ${name} kan inte vara "${text}": ${issue.message}${hint}`);
}
