import type { Engine } from "../database/mod.ts";

/**
 * Bytes of a delivery's text that DuckDB in WebAssembly has room for. It holds at most 3.1 GiB, of which the typed rows
 * take up to 2.5 times their text, the cells up to 0.9 times, and what is made on the way nearly as much again. Measured
 * with register deliveries of 83 to 583 MiB (0.5 to 3.5 million rows).
 */
const WASM_BYTES = 600 * 2 ** 20;

/**
 * Why an engine cannot take a delivery, in Swedish; `null` when it can.
 *
 * @param engine The engine.
 * @param bytes The delivery's size as text, in bytes.
 * @returns The reason, and what to do instead.
 *
 * @example A whole country's month
 * ```ts
 * import assert from "node:assert/strict";
 * import { tooLarge } from "vantelage";
 * assert.equal(tooLarge("wasm", 100e6), null);
 * assert.match(tooLarge("wasm", 5e9) ?? "", /--engine native/);
 * assert.equal(tooLarge("native", 5e9), null);
 * ```
 */
export function tooLarge(engine: Engine, bytes: number): string | null {
  if (engine === "native" || bytes <= WASM_BYTES) return null;
  const megabytes = (size: number) => `${Math.round(size / 2 ** 20).toLocaleString("sv-SE")} MiB`;
  return `filen är ${megabytes(bytes)} och motorn wasm rymmer ${megabytes(WASM_BYTES)}. ` +
    "Läs in den med --engine native, eller dela upp den per månad";
}
