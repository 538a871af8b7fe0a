/**
 * What did not happen? Operations and decisions month by month against what was usual in a stated period, cumulated, and
 * what it would take to work it off (vårdskuld, framflyttad vård).
 *
 * @module
 */
export * from "./deferred_care.ts";
export * from "./work_off.ts";
