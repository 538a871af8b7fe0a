/**
 * What regions can do together: signals of needs and offers with their history, and the board where they meet.
 *
 * @module
 */
export * from "./safe_text.ts";
export * from "./signal.ts";
export * from "./signal_history.ts";
export * from "./signal_files.ts";
export * from "./signal_board.ts";
