/**
 * The names and codes of the field, as data (data/reference): regions with their inhabitants, hospitals with their
 * ownership and the ways between them, vårdutbud with their codes, every spelling of these that a delivery may use,
 * and the words of the texts.
 *
 * @module
 */
export * from "./borders.ts";
export * from "./bounded_name.ts";
export * from "./data_folder.ts";
export * from "./invented.ts";
export * from "./municipalities.ts";
export * from "./name_key.ts";
export { enterNames, namesKnown } from "./_known_name.ts";
export * from "./regions.ts";
export * from "./inhabitants.ts";
export * from "./hospitals.ts";
export * from "./travel.ts";
export * from "./care_offerings.ts";
export * from "./offering_words.ts";
export * from "./official_name.ts";
export * from "./sentence.ts";
export * from "./check_options.ts";
export * from "./terms.ts";
