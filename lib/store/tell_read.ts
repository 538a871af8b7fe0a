/** The name of all that a store says of its deliveries, among what the code of a notebook has read. */
export const ALL_DELIVERIES = "leveranser";

/** Says to the runner of notebooks, where one listens, that all deliveries have been looked at, not only their cells. */
export function tellAllRead(): void {
  tellRead(ALL_DELIVERIES);
}

/** Says to the runner of notebooks what has been used that was read before: a file's full path. */
export function tellRead(name: string): void {
  const read: unknown = Reflect.get(globalThis, Symbol.for("vantelage.read"));
  if (read instanceof Set) read.add(name);
}
