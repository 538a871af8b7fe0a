import { fileURLToPath } from "node:url";

/** A JSON file of the checkout. */
export async function checkoutJson(path: string): Promise<unknown> {
  return JSON.parse(await Deno.readTextFile(fileURLToPath(new URL(`../../${path}`, import.meta.url))));
}
