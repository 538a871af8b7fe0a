import type { Command } from "./_command.ts";
import { checkCommand } from "./check.ts";
import { commentCommand } from "./comment.ts";
import { compareCommand } from "./compare.ts";
import { dataCommand } from "./data.ts";
import { decisionCommand } from "./decision.ts";
import { kernelCommand } from "./kernel.ts";
import { labCommand } from "./lab.ts";
import { loadCommand } from "./load.ts";
import { newCommand } from "./new.ts";
import { packageCommand } from "./package.ts";
import { planCommand } from "./plan.ts";
import { profileCommand } from "./profile.ts";
import { rejectedCommand } from "./rejected.ts";
import { reportCommand } from "./report.ts";
import { roundCommand } from "./round.ts";
import { sampleCommand } from "./sample.ts";
import { signalCommand } from "./signal.ts";
import { startCommand } from "./start.ts";
import { storeCommand } from "./store.ts";
import { tableCommand } from "./table.ts";
import { validateCommand } from "./validate.ts";
import { watchCommand } from "./watch.ts";

/** The commands in the order in which one meets them. */
export const COMMANDS: readonly Command[] = [
  startCommand,
  loadCommand,
  validateCommand,
  rejectedCommand,
  profileCommand,
  tableCommand,
  compareCommand,
  reportCommand,
  roundCommand,
  storeCommand,
  dataCommand,
  planCommand,
  signalCommand,
  decisionCommand,
  commentCommand,
  sampleCommand,
  labCommand,
  newCommand,
  watchCommand,
  kernelCommand,
  checkCommand,
  packageCommand,
];
