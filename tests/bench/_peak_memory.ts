import { resourceUsage } from "node:process";

/** The most memory that this process has held, MiB. */
export function peakMemory(): number {
  return resourceUsage().maxRSS / 1024;
}
