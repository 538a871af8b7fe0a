import * as z from "zod";
import data from "../../data/reference/columns.json" with { type: "json" };
import { careOfferings, hospitals } from "../reference/mod.ts";
import { STANDARD_BANDS, TOTAL, TOTAL_BAND } from "./aggregate_layout.ts";
import type { FieldSpec } from "./field.ts";
import { type Layout, specOf } from "./layout.ts";

/** A column of a layout, for those who deliver files in it. */
export interface LayoutColumn {
  /** The field. */
  readonly field: string;
  /** The header that a file writes best; others are read too. */
  readonly header: string;
  /** What it holds, in Swedish and in English, without full stop. */
  readonly meaning: { readonly sv: string; readonly en: string };
  /** How it is written, in Swedish and in English (a text by the expression that it matches). */
  readonly form: { readonly sv: string; readonly en: string };
  /** "yes": a row without it is rejected. "kept": it should be there, but the row is kept without it. */
  readonly required: "yes" | "kept" | "no";
  /** The values that are known, and what each means or belongs to; "" where the value says it itself. */
  readonly values: readonly { readonly value: string; readonly means: string }[];
}

const Meaning = z.strictObject({ sv: z.string(), en: z.string(), rubrik: z.string().optional() });
const Examples = z.array(z.record(z.string(), z.string()));
const { register, aggregat, exempel } = z.strictObject({
  register: z.record(z.string(), Meaning),
  aggregat: z.record(z.string(), Meaning),
  exempel: z.strictObject({ register: Examples, aggregat: Examples, bandrader: Examples }),
}).parse(data);

/**
 * The columns of a layout as those who deliver need to know them (kolumnerna i en leverans).
 *
 * @param layout One of our layouts, with the standard bands.
 * @returns A column for each field, in the layout's order.
 * @throws {Error} If nobody has said what a field means: data/reference/columns.json must.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { aggregateLayout, layoutColumns } from "vantelage/contract";
 * const [manad] = layoutColumns(aggregateLayout());
 * assert.deepEqual([manad.header, manad.form.en, manad.required], ["månad", "yyyy-mm", "yes"]);
 * ```
 */
export function layoutColumns(layout: Layout): LayoutColumn[] {
  const meanings = layout.name === "register" ? register : aggregat;
  return Object.entries(layout.shape).map(([field, schema]) => {
    const spec = specOf(schema), band = STANDARD_BANDS.find((band) => band.field === field);
    const label = band === undefined ? undefined : bandLabel(band);
    const meaning = label === undefined ? meanings[field] : {
      sv: `antal som har väntat ${label} dagar, utan PvV och MoV`,
      en: `contacts that waited ${label} days, without PvV and MoV`,
    };
    if (meaning === undefined) {
      throw new Error(
        `Cannot describe the column as data/reference/columns.json must say what it means: got ${field}`,
      );
    }
    const { sv, en } = meaning;
    return {
      field,
      header: label ?? meanings[field]?.rubrik ?? field,
      meaning: { sv, en },
      form: formsOf(spec),
      required: !spec.required ? "no" : spec.level === "error" ? "yes" : "kept",
      values: valuesOf(spec),
    };
  });
}

/**
 * Rows that show how a layout is filled in, made up.
 *
 * @param layout The layout.
 * @returns Cells by field; a field that is not there is empty.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { exampleRows, judgeRecord, registerLayout } from "vantelage/contract";
 * for (const row of exampleRows(registerLayout())) assert.deepEqual(judgeRecord(registerLayout(), row).breaches, []);
 * ```
 */
export function exampleRows({ name }: Pick<Layout, "name">): readonly Readonly<Record<string, string>>[] {
  return exempel[name];
}

/** The band that others make up, for files that say no more. */
const UNION = "d91_365";

/** A band as a header or a cell writes it: 0-30, 366+. */
function bandLabel({ lo, hi }: { readonly lo: number; readonly hi: number | null }): string {
  return hi === null ? `${lo}+` : `${lo}-${hi}`;
}

/** The values that are known, in the spelling that people know. */
function valuesOf({ codes = new Map(), reads }: FieldSpec): LayoutColumn["values"] {
  if (reads !== undefined) {
    return STANDARD_BANDS.filter(({ field }) => field !== UNION).map((band) => ({
      value: bandLabel(band),
      means: "dagar",
    }));
  }
  const spellings = [...codes];
  if (spellings.length > 0 && spellings.every(([spelling]) => /^\d+$/.test(spelling))) {
    return spellings.map(([value, means]) => ({ value, means }));
  }
  const values = [...new Set(codes.values())].filter((value) => value !== TOTAL && value !== TOTAL_BAND);
  return values.map((value) => {
    const known = (wanted: RegExp) =>
      spellings.flatMap(([spelling, code]) => code === value && wanted.test(spelling) ? [spelling] : [])
        .toSorted((a, b) => b.length - a.length).at(0);
    return {
      value: (/^[a-z]+$/.test(value) ? known(/[åäö]/) : undefined) ?? value,
      means: hospitals.find(({ namn }) => namn === value)?.region ??
        careOfferings.find(({ namn }) => namn === value)?.omrade ??
        (/^\p{Lu}\p{Ll}\p{Lu}$/u.test(value) ? known(/ /) : undefined) ?? "",
    };
  });
}

/** A list of more values is in the templates. */
const FEW = 8;

function formsOf(spec: FieldSpec): LayoutColumn["form"] {
  const { kind, pattern, min, max, expects } = spec, values = valuesOf(spec).map(({ value }) => value);
  const plain = { sv: expects, en: "text" };
  switch (kind) {
    case "code":
      return values.length <= FEW
        ? { sv: values.join(", "), en: values.join(", ") }
        : { sv: "ett värde ur kodlistan", en: "a value of its code list" };
    case "day":
      return { ...plain, en: "yyyy-mm-dd" };
    case "month":
      return { ...plain, en: "yyyy-mm" };
    case "name":
      return { ...plain, en: "text, at most 100 characters" };
    case "whole":
    case "decimal": {
      const least = min === undefined ? "" : max === undefined ? `, at least ${min}` : `, ${min}–${max}`;
      return { ...plain, en: `${kind === "whole" ? "whole number" : "number"}${least}` };
    }
    case "text":
      return pattern === undefined
        ? { sv: "text", en: "text" }
        : { ...plain, en: `\`${pattern.replaceAll("|", "\\|")}\`` };
  }
}
