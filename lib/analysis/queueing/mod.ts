/**
 * Is a list in balance, and what would it take? Rates with their unit of time, the load, the list's size and capacity
 * for a target, its pressure, Erlang's queue, and the monthly balance of what came, what left and what is unexplained.
 * Demand is new decisions, capacity is operations performed, withdrawals are counted apart.
 *
 * @module
 */
export * from "./rate.ts";
export * from "./wait_target.ts";
export * from "./queue_load.ts";
export * from "./target_queue_size.ts";
export * from "./relief_capacity.ts";
export * from "./target_capacity.ts";
export * from "./pressure.ts";
export * from "./plan_list.ts";
export * from "./queue_table.ts";
export * from "./erlang_c.ts";
export * from "./erlang_a.ts";
export * from "./list_spell.ts";
export * from "./link_contacts.ts";
export * from "./list_change.ts";
export * from "./list_flow.ts";
export * from "./flows.ts";
export * from "./flow_rate.ts";
export * from "./compartments.ts";
export * from "./walk_list.ts";
