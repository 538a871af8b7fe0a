/**
 * How queues behave: load and balance, time to operation, signal or noise, the months ahead, deferred care. The
 * analyses do not know each other; this lists them for those outside lib/.
 *
 * @module
 */
export * from "./season/mod.ts";
export * from "./queueing/mod.ts";
export * from "./survival/mod.ts";
export * from "./variation/mod.ts";
export * from "./projection/mod.ts";
export * from "./deferred/mod.ts";
