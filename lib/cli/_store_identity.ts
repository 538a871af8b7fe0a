import { lockStore } from "../store/lock.ts";
import { StoreError, writeDurably } from "../store/writing.ts";

/** The file in the store. */
const FILE = "identitet";

/**
 * What distinguishes a store from every other, wherever it lies: drawn at random the first time that it is asked for, kept in
 * the store, and moved with it.
 *
 * @param store The store's folder.
 * @returns The identity; a new one each time of a store that cannot be written.
 * @throws {StoreError} If the file in the store is not an identity.
 */
export async function storeIdentity(store: string): Promise<string> {
  const drawn: string = crypto.randomUUID();
  try {
    using _lock = await lockStore(store);
    const kept = await readIdentity(store);
    if (kept === null) await writeDurably(`${store}/${FILE}`, new TextEncoder().encode(`${drawn}\n`));
    return kept ?? drawn;
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    return await readIdentity(store) ?? drawn;
  }
}

const isUnwritable = (error: unknown): boolean => error instanceof StoreError && error.cause !== undefined;

async function readIdentity(store: string): Promise<string | null> {
  const path = `${store}/${FILE}`;
  const text = await Deno.readTextFile(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  });
  if (text === null) return null;
  const identity = text.trim();
  if (/^[0-9a-f-]{36}$/.test(identity)) return identity;
  throw new StoreError(
    `Kan inte läsa ${path}: filen ska hålla lagrets identitet, 36 tecken. Ta bort den, så skapas en ny`,
  );
}
