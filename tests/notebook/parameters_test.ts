import assert from "node:assert/strict";
import { z } from "zod";
import { nearest } from "../../lib/notebook/_nearest.ts";
import { parameters, PARAMETERS_VARIABLE, type ParameterSchemas } from "../../lib/notebook/mod.ts";

const schemas = {
  manad: z.string().regex(/^\d{4}-\d{2}$/, "skriv månaden som åååå-mm").default("2024-04"),
  status: z.enum(["väntande", "genomförda"], "välj väntande eller genomförda").default("väntande"),
  limitDays: z.coerce.number("skriv ett tal").default(90),
};

function given<S extends ParameterSchemas, T>(values: Record<string, string>, act: () => T): T {
  Deno.env.set(PARAMETERS_VARIABLE, JSON.stringify(values));
  try {
    return act();
  } finally {
    Deno.env.delete(PARAMETERS_VARIABLE);
  }
}

Deno.test("parameters() gives defaults, and in a run the values given as text", () => {
  const { manad, limitDays }: { manad: string; limitDays: number } = parameters(schemas);
  assert.deepEqual([manad, limitDays], ["2024-04", 90]);
  const values = given({ manad: "2023-12", limitDays: "365" }, () => parameters(schemas));
  assert.deepEqual(values, { manad: "2023-12", status: "väntande", limitDays: 365 });
});

Deno.test("parameters() names the nearest when a choice is unknown, and leaves other names to other notebooks", () => {
  const refuses = (values: Record<string, string>, message: string) =>
    assert.throws(() => given(values, () => parameters(schemas)), { name: "ParameterError", message });
  refuses(
    { status: "väntade" },
    'Parametern status kan inte vara "väntade": välj väntande eller genomförda, närmast är "väntande"',
  );
  refuses({ manad: "april" }, 'Parametern manad kan inte vara "april": skriv månaden som åååå-mm');
  assert.deepEqual(
    given({ Månad: "2024-03", toString: "x" }, () => parameters(schemas)),
    parameters(schemas),
  );
  const text = z.string().default("a");
  assert.deepEqual(given({}, () => parameters({ toString: text })), { toString: "a" });
});

Deno.test("parameters() demands a default of every schema", () => {
  assert.throws(() => parameters({ manad: z.string() }), {
    name: "TypeError",
    message: /must have a default/,
  });
});

Deno.test("nearest() counts edits, case aside", () => {
  assert.equal(nearest("KNAPROTES", ["höftprotes", "knäprotes"]), "knäprotes");
  assert.equal(nearest("", ["abc", "a"]), "a");
  assert.equal(nearest("x", []), null);
});
