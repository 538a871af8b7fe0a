export * from "./calendar/mod.ts";
export * from "./numeric/mod.ts";
export * from "./reference/mod.ts";
