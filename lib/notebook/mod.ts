/**
 * Notebooks as files and as runs: read an `.ipynb`, run it from top to bottom in the real Deno kernel without
 * Jupyter or Python, and check it without running it. Knows nothing of surgery.
 *
 * @module
 */
export { checkNotebooks, type CheckOptions, type NotebookFinding, type NotebookRule } from "./check.ts";
export { type Help, help } from "./help.ts";
export { type Cell, type Notebook, readNotebook } from "./ipynb.ts";
export {
  type ExecuteOptions,
  type Execution,
  type Kernel,
  KernelError,
  type KernelOptions,
  type KernelRights,
  startKernel,
} from "./kernel.ts";
export { type DisplayOutput, type ErrorOutput, type Output, type StreamOutput } from "./outputs.ts";
export {
  ParameterError,
  parameters,
  PARAMETERS_MIME,
  PARAMETERS_VARIABLE,
  type ParameterSchemas,
  type ParameterValues,
} from "./parameters.ts";
export { type Bench, prepareNotebook, type TableLike } from "./prepare.ts";
export { reload, type Reloaded } from "./reload.ts";
export {
  declaredParameters,
  type ExecutedCell,
  type ExecutedNotebook,
  NotebookError,
  type NotebookPlace,
  runNotebook,
  runNotebookForEach,
  runNotebooks,
  type RunOptions,
  type RunProgress,
} from "./run.ts";
export { writeNotebook } from "./write.ts";
