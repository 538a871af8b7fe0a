/**
 * The wait cube: one small additive table that every question of the field is a question to. It says how many
 * contacts of each kind waited between which days. Only the judge and one query in SQL make it of rows.
 *
 * @module
 */
export * from "./cell.ts";
export * from "./cover.ts";
export * from "./answered_cells.ts";
export * from "./cover_sentence.ts";
export * from "./roll_up.ts";
export * from "./cube_definition.ts";
export * from "./cube_query.ts";
export * from "./pack_cells.ts";
export * from "./roll_columns.ts";
export * from "./cube.ts";
