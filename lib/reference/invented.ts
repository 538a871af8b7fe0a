/** The global symbol that is set where invented data has been read; the runner of notebooks asks for it by name. */
const READ = Symbol.for("vantelage.invented");

/** Says that invented data has been read: what is shown from now on is marked. */
export function tellInvented(): void {
  Reflect.set(globalThis, READ, true);
}

/** Whether invented data has been read since the code was loaded. */
export function hasReadInvented(): boolean {
  return Reflect.has(globalThis, READ);
}
