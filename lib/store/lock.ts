import { finishErasure } from "./_unnamed.ts";
import { storePath } from "./_store_path.ts";
import { writing } from "./writing.ts";

/**
 * Holds the store for one writer; the system lets go of the lock when the process ends, however it ends. Finishes an
 * erasure that was stopped.
 *
 * @param folder The store's folder; it must exist.
 * @returns The lock, to be held by `using`.
 * @throws {StoreError} If the store cannot be written.
 */
export async function lockStore(folder: string): Promise<Disposable> {
  const file = await writing(
    folder,
    () => Deno.open(storePath(folder, "las"), { create: true, write: true }),
  );
  await file.lock(true);
  try {
    await finishErasure(folder);
  } catch (error) {
    file.close();
    throw error;
  }
  return { [Symbol.dispose]: () => file.close() };
}
