import type { Random } from "../numeric/mod.ts";
import { bisect } from "./_bisect.ts";

/**
 * How long a contact stays in the queue (days of capacity): nobody leaves before `delay`, then the chance to leave
 * falls with age (a Lomax distribution with this scale and shape + 1). The queue's ages then follow a Lomax
 * distribution with the same scale and `shape`.
 */
export interface WaitProfile {
  delay: number;
  scale: number;
  shape: number;
}

/** The profile whose steady queue has these numbers in the published bands (0–30, 31–60, 61–90, 91–365, over 365). */
export function fitProfile(band: readonly number[]): WaitProfile {
  const total = band.reduce((sum, part) => sum + part, 0);
  const beyond30 = total - band[0], beyond90 = band[3] + band[4], beyond365 = band[4];
  const ratio = Math.log(beyond30 / beyond365) / Math.log(beyond30 / beyond90);
  const logRatio = (start: number, day: number) => Math.log((start + day) / (start + 30.5));
  const start = bisect((x) => logRatio(x, 365.5) / logRatio(x, 90.5) - ratio, 1, 10_000);
  const shape = Math.log(beyond30 / beyond365) / logRatio(start, 365.5);
  const beyond = (day: number) => beyond30 * ((start + day) / (start + 30.5)) ** -shape;
  const delay = bisect((day) => total - beyond(day) * (1 + shape * day / (start + day)), 0, 30);
  return { delay, scale: start + delay, shape };
}

/** The mean stay. Contacts waiting = arrivals per day × mean stay (Little's law). */
export function meanStay({ delay, scale, shape }: WaitProfile): number {
  return delay + scale / shape;
}

/** The share that stays longer than `days`. */
export function stayBeyond({ delay, scale, shape }: WaitProfile, days: number): number {
  return (1 + Math.max(0, days - delay) / scale) ** -(shape + 1);
}

/** The share of a steady queue that has waited longer than `days`. */
export function queueBeyond(profile: WaitProfile, days: number): number {
  const { delay, scale, shape } = profile;
  if (days < delay) return 1 - days / meanStay(profile);
  return scale / shape * (1 + (days - delay) / scale) ** -shape / meanStay(profile);
}

/** A random stay. The delay varies from contact to contact around its mean, so that no edge shows. */
export function drawStay({ delay, scale, shape }: WaitProfile, random: Random): number {
  return 2 * delay * random.next() + scale * ((1 - random.next()) ** (-1 / (shape + 1)) - 1);
}
