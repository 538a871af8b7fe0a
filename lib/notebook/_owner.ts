/** The key of message metadata that holds the id of the request an output belongs to; see `_inside.ts`. */
export const OWNER = "vantelage_request";
