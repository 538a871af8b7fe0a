import { createHmac, timingSafeEqual } from "node:crypto";
import { StoreError, writing } from "./writing.ts";

/** The file in the store. */
const FILE = "avrundning.nyckel";

/** Bytes of a key: 256 bits. */
const LENGTH = 32;

/** The rights of everybody but the owner. */
const OTHERS = 0o077;

/**
 * The store's secret, made where there is none.
 *
 * @param folder The store's folder; nobody else may write in it.
 * @returns The key.
 * @throws {StoreError} If the file is no key, or others than its owner may read it.
 */
export async function storeKey(folder: string): Promise<Uint8Array> {
  return await readKey(folder) ?? await makeKey(folder);
}

/**
 * The store's secret; `null` where there is none.
 *
 * @param folder The store's folder.
 * @returns The key.
 * @throws {StoreError} If the file is no key, or others than its owner may read it.
 */
export async function readKey(folder: string): Promise<Uint8Array | null> {
  const path = `${folder}/${FILE}`;
  try {
    const { mode } = await Deno.stat(path), key = await Deno.readFile(path);
    if (key.length !== LENGTH) {
      throw new StoreError(
        `${path} är ingen nyckel för avrundning. Hämta tillbaka filen från en säkerhetskopia`,
      );
    }
    if (mode !== null && (mode & OTHERS) !== 0) {
      throw new StoreError(
        `${path} får läsas av andra än sin ägare. Ta bort den rätten (chmod 600) och kör om`,
      );
    }
    return key;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function makeKey(folder: string): Promise<Uint8Array> {
  const path = `${folder}/${FILE}`, key = crypto.getRandomValues(new Uint8Array(LENGTH));
  await writing(path, async () => {
    const temporary = `${path}.${crypto.randomUUID()}.tmp`;
    {
      using file = await Deno.open(temporary, { write: true, createNew: true, mode: 0o600 });
      await file.write(key);
      await file.sync();
    }
    await Deno.rename(temporary, path);
  });
  return key;
}

/**
 * What a text becomes by the store's secret: nobody without it can try texts out, or sign one.
 *
 * @param key The secret.
 * @param purpose What it is for; another purpose gives another result.
 * @param text The text.
 * @returns 64 hexadecimal digits.
 */
export function keyed(key: Uint8Array, purpose: string, text: string): string {
  return createHmac("sha256", key).update(`${purpose}\u0000${text}`).digest("hex");
}

/** Whether two results of {@linkcode keyed} are the same. */
export function isSameKeyed(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => new TextEncoder().encode(text));
  return a.length === b.length && timingSafeEqual(a, b);
}
