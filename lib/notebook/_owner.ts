/** The key of message metadata that holds the id of the request an output belongs to; see `_inside.ts`. */
export const OWNER = "vantelage_request";

/** The global symbol under which the kernel holds what `_inside.ts` offers; absent elsewhere, as in plain Jupyter. */
export const INSIDE = Symbol.for("vantelage.notebook");

/** The name of the global symbol under which the kernel holds what its code has read; absent elsewhere. */
export const READ = "vantelage.read";
