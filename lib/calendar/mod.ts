/**
 * Days, months, weeks and the Swedish working year. A `Day` is the text "yyyy-mm-dd" and a `Month` the text
 * "yyyy-mm": both sort as text, and neither has a clock, so that no time zone can move a wait by a day.
 *
 * @module
 */
export * from "./day.ts";
export * from "./month.ts";
export * from "./holidays.ts";
