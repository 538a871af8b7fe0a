/**
 * What regions can do together: signals of needs and offers with their history, and the board where they meet; who
 * should operate whose patients, and what that changes; the lists as one, and how unequal they are today.
 *
 * @module
 */
export * from "./signal.ts";
export * from "./signal_history.ts";
export * from "./signal_kind.ts";
export * from "./signal_files.ts";
export * from "./signal_board.ts";
export * from "./decision.ts";
export * from "./comment.ts";
export * from "./suitability.ts";
export {
  type Acceptance,
  ASSUMED_ACCEPTANCE,
  type FreeCapacity,
  type Transfer,
  type TransferContract,
  type TransferList,
  type TransferProblem,
  type TransferRules,
} from "./transfer_problem.ts";
export {
  proposeTransfers,
  type TransferGoalRow,
  transferGoalRow,
  type TransferGoals,
  transferGoals,
} from "./transfers.ts";
export * from "./greedy_transfers.ts";
export * from "./transfer_effects.ts";
export * from "./transfer_sensitivity.ts";
export * from "./transfer_front.ts";
export * from "./transfer_range.ts";
export * from "./transfer_course.ts";
export * from "./capacity.ts";
export * from "./transfer_map.ts";
export * from "./signal_comparison.ts";
export * from "./priority_rule.ts";
export * from "./joint_list.ts";
export * from "./equality.ts";
