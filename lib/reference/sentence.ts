/**
 * Names in a Swedish sentence.
 *
 * @param names The names.
 * @param word The word before the last of them.
 * @returns "A", "A och B" or "A, B och C"; empty without names.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { joinNames } from "vantelage/reference";
 * assert.equal(joinNames(["Dalarna", "Uppsala", "Örebro"]), "Dalarna, Uppsala och Örebro");
 * ```
 */
export function joinNames(names: readonly string[], word: "och" | "eller" = "och"): string {
  return names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} ${word} ${names[names.length - 1]}`;
}

/**
 * A name inside a sentence.
 *
 * @param name The name.
 * @returns The name with a small first letter, unless more of it is capitals.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { lowerFirst } from "vantelage/reference";
 * assert.deepEqual([lowerFirst("Gråstarr"), lowerFirst("PSA-prov")], ["gråstarr", "PSA-prov"]);
 * ```
 */
export function lowerFirst(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/**
 * The text as a sentence begins.
 *
 * @param text The text.
 * @returns The text with a capital first letter.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { capitalise } from "vantelage/reference";
 * assert.equal(capitalise("april 2024"), "April 2024");
 * ```
 */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
