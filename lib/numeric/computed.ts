/**
 * A number that the data may not be able to give: then `value` is `null` and `reason` says why, in Swedish, as it
 * is meant for the reader of a table or chart. Never NaN, never infinite.
 */
export type Computed<T = number> =
  | { readonly value: T }
  | {
    /** Nothing. */
    readonly value: null;
    /** Why there is nothing, in Swedish. */
    readonly reason: string;
  };
