/** The name of all that a store says of its deliveries, among what the code of a notebook has read. */
export const ALL_DELIVERIES = "leveranser";

/** Says to the runner of notebooks, where one listens, that all deliveries have been looked at, not only their cells. */
export function tellAllRead(): void {
  tellRead(ALL_DELIVERIES);
}

/** What is being made, with the names that have been reported since. */
const listening = new Set<Set<string>>();

/** Makes something, and takes down what is read meanwhile: what is remembered of it rests on that. */
export async function hearRead<T>(make: () => Promise<T>): Promise<{ made: T; read: ReadonlySet<string> }> {
  const read = new Set<string>();
  listening.add(read);
  try {
    return { made: await make(), read };
  } finally {
    listening.delete(read);
  }
}

/** Says to the runner of notebooks what has been used that was read before: a file's full path. */
export function tellRead(name: string): void {
  for (const heard of listening) heard.add(name);
  const read: unknown = Reflect.get(globalThis, Symbol.for("vantelage.read"));
  if (read instanceof Set) read.add(name);
}
