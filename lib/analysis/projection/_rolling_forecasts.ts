import { addMonths, type Month, monthRange } from "../../calendar/mod.ts";
import { countBetween, countContacts } from "../../numeric/mod.ts";
import { seasonalFit } from "../season/mod.ts";
import type { Calibration, ProjectionCell } from "./calibrate.ts";
import { CANDIDATES, MONTHS_AHEAD, said, SIMPLE } from "./_candidates.ts";
import { errorWidths, type ForecastError } from "./error_widths.ts";
import { type ForecastTrial, forecastWeights, relativeErrors } from "./forecast_weights.ts";
import type { ForecastMeasure, ForecastMethod, ListForecast } from "./list_forecast.ts";
import { courseOf } from "./_course.ts";
import { sumOf } from "./_compartments.ts";
import { roadAhead } from "./_road.ts";

const COUNTED = ["waiting", "over"] as const;
type Counted = (typeof COUNTED)[number];
type Values<Value> = Readonly<Record<Counted, Value>>;

/** What is known of one month, and what each method then said of the next twelve. */
interface Origin {
  /** The flow model as it was learnt then. */
  readonly calibration: Calibration;
  /** By region; `null` where its list was not delivered. */
  readonly regions: readonly (OriginRegion | null)[];
  /** Which methods there were. */
  readonly there: readonly boolean[];
}

interface OriginRegion {
  readonly level: Values<number>;
  /** By method, month ahead. */
  readonly said: Values<readonly (readonly number[])[]>;
}

/** How much of the growth of flows goes on, in the flow model's two variants. */
export const DAMPINGS: readonly [number, number] = [0, 0.98];

/**
 * The forecasts of some lists, made from every earlier month with what was then known (rullande start).
 *
 * The flow model, with and without growth, stands beside forecasts that the series alone give ({@linkcode forecastWeights}
 * says how much each counts). All regions choose together, and half of what counts is the error of their sum. Where
 * the last value or the year before has had less than 0.85 of the weighed mean's error it is shown instead. Origins
 * with less than six months, and targets within the first year, are not tried: the year before is not known there.
 */
export class RollingForecasts {
  readonly #learn: (asAt: Month) => Calibration;
  readonly #limitDays: number;
  readonly #months: readonly Month[];
  readonly #regions: readonly string[];
  readonly #values: Values<readonly (readonly (number | null)[])[]>;
  readonly #origins = new Map<number, Origin>();
  readonly #trials = new Map<string, readonly ForecastTrial[]>();
  readonly #weights = new Map<number, readonly (readonly number[])[]>();
  readonly #weighed = new Map<number, readonly (Values<readonly number[]> | null)[]>();

  /**
   * @param cells Cells of who waits, one list a region.
   * @param limitDays The limit in whole days.
   * @param learn The flow model as it is learnt up to a month.
   */
  constructor(
    cells: readonly ProjectionCell[],
    limitDays: number,
    learn: (asAt: Month) => Calibration,
  ) {
    this.#learn = learn;
    this.#limitDays = limitDays;
    const waiting = cells.filter(({ status }) => status === "vantande");
    const known = [...new Set(waiting.map(({ manad }) => manad))].sort();
    this.#months = known.length === 0 ? [] : monthRange(known[0], known[known.length - 1]);
    this.#regions = [...new Set(waiting.map(({ region }) => region))].sort();
    const census = Map.groupBy(waiting, ({ region, manad }) => `${region} ${manad}`);
    const count = (of: (there: readonly ProjectionCell[]) => number) =>
      this.#regions.map((region) =>
        this.#months.map((manad) => {
          const there = census.get(`${region} ${manad}`);
          return there === undefined ? null : of(there);
        })
      );
    this.#values = {
      waiting: count(countContacts),
      over: count((there) => countBetween(there, limitDays + 1, null).value),
    };
  }

  /** What is said of the twelve months after one, for these regions; none where nothing has been tried. */
  at(asAt: Month, regions: readonly string[]): (ListForecast & { damping: number }) | null {
    const now = this.#months.indexOf(asAt);
    if (now < 0) return null;
    const trials = this.#trialsUntil(now);
    if (trials.length === 0) return null;
    const origin = this.#at(now), weights = this.#weightsAt(now), methods = this.#methodsAt(now);
    const flows = relativeErrors(trials, { horizons: MONTHS_AHEAD }).map((row) =>
      row.slice(CANDIDATES.length)
    );
    const grows =
      flows.reduce((sum, [still, growing]) => sum + Math.log((growing ?? 1) / (still ?? 1)), 0) < 0;
    return {
      methods,
      damping: DAMPINGS[grows ? 1 : 0],
      regions: this.#regions.flatMap((region, place) => {
        const own = origin.regions[place];
        // An empty list has no level to follow: the flow model alone fills it again.
        if (own === null || !regions.includes(region) || this.#values.waiting[place][now] === 0) return [];
        const { waiting, over } = this.#shown(own, origin, weights, methods), { level } = own;
        return [{ region, waiting, over, level: { ...level, overShare: ratio(level.over, level.waiting) } }];
      }),
      widths: this.#widths(now, weights, methods),
    };
  }

  #at(index: number): Origin {
    const kept = this.#origins.get(index);
    if (kept !== undefined) return kept;
    const calibration = this.#learn(this.#months[index]);
    const flows = new Map(calibration.regions.map((region) => {
      const road = roadAhead(calibration, region, { months: MONTHS_AHEAD, limitDays: this.#limitDays });
      return [
        region.region,
        DAMPINGS.map((damping) =>
          region.lists.map((list) => courseOf(list, region, road, { damping }).usual)
        ),
      ] as const;
    }));
    const steps = Array.from({ length: MONTHS_AHEAD }, (_, step) => step);
    const season = Object.fromEntries(COUNTED.map((measure) => [measure, this.#season(measure, index)]));
    const regions = this.#regions.map((region, place) => {
      if (this.#values.waiting[place][index] === null) return null;
      const of = (measure: Counted) => {
        const from = Math.max(0, index + 1 - LONGEST);
        const series = filled(this.#values[measure][place].slice(from, index + 1));
        const own = season[measure].slice(-(series.length + MONTHS_AHEAD));
        return {
          level: series.slice(-12).reduce((sum, value) => sum + value, 0) / Math.min(12, series.length),
          said: [
            ...CANDIDATES.map((candidate) => said(candidate, series, own)),
            ...DAMPINGS.map((_, variant) => {
              const courses = flows.get(region)?.[variant];
              return courses === undefined
                ? said(SIMPLE.last, series, own)
                : steps.map((step) => sumOf(courses.map((course) => course[step][measure])));
            }),
          ],
        };
      };
      const waiting = of("waiting"), over = of("over");
      return {
        level: { waiting: waiting.level, over: over.level },
        said: { waiting: waiting.said, over: over.said },
      };
    });
    const longest = Math.max(...this.#values.waiting.map((own) => {
      const first = own.findIndex((value) => value !== null);
      return first < 0 ? 0 : index + 1 - first;
    }));
    const origin = {
      calibration,
      regions,
      there: [
        ...CANDIDATES.map(({ least }) => longest >= least),
        ...DAMPINGS.map(() => calibration.regions.length > 0),
      ],
    };
    this.#origins.set(index, origin);
    return origin;
  }

  /** The season of all regions together, for each month up to one and the twelve after it: 1 where none is known. */
  #season(measure: Counted, index: number): number[] {
    const from = Math.max(0, index + 1 - LONGEST), first = this.#months[from];
    const sums = this.#months.slice(from, index + 1).map((_, month) =>
      addKnown(this.#values[measure].map((own) => own[from + month]))
    );
    const { season } = seasonalFit(sums, { from: first });
    return Array.from({ length: sums.length + MONTHS_AHEAD }, (_, month) => {
      const factor = season[Number(addMonths(first, month).slice(5)) - 1];
      return factor > 0 ? factor : 1;
    });
  }

  /** How far each method lay from what came in a month, said some months before. */
  #trialsOf(index: number, horizon: number): readonly ForecastTrial[] {
    const key = `${index} ${horizon}`, kept = this.#trials.get(key);
    if (kept !== undefined) return kept;
    const trials = COUNTED.flatMap((measure) => {
      const errors = this.#at(index).there.map((there, method) =>
        there ? this.#error(measure, index, horizon, (own) => own.said[measure][method]) : null
      );
      return errors.every((error) => error === null) ? [] : [{ measure, horizon, errors }];
    });
    this.#trials.set(key, trials);
    return trials;
  }

  /** Half of the mean error of a region, half of the error of their sum, as shares of their levels. */
  #error(
    measure: Counted,
    index: number,
    horizon: number,
    ahead: (own: OriginRegion, place: number) => readonly number[],
  ): number | null {
    let sum = 0, size = 0, levels = 0, count = 0;
    this.#at(index).regions.forEach((own, place) => {
      const outcome = this.#values[measure][place][index + horizon] ?? null;
      if (own === null || outcome === null || !(own.level[measure] > 0)) return;
      const error = ahead(own, place)[horizon - 1] - outcome;
      sum += error;
      size += Math.abs(error) / own.level[measure];
      levels += own.level[measure];
      count++;
    });
    return count === 0 ? null : (size / count + Math.abs(sum) / levels) / 2;
  }

  /** The origins and horizons whose outcome was known in a month. */
  #tried(now: number): readonly { index: number; horizon: number }[] {
    const first = Math.max(12, now + 1 - TARGETS);
    return Array.from({ length: Math.max(0, now + 1 - first) }, (_, place) => first + place).flatMap((
      target,
    ) =>
      Array.from({ length: MONTHS_AHEAD }, (_, step) => ({ index: target - step - 1, horizon: step + 1 }))
        .filter(({ index }) => index >= LEAST - 1)
    );
  }

  #trialsUntil(now: number): readonly ForecastTrial[] {
    return this.#tried(now).flatMap(({ index, horizon }) => this.#trialsOf(index, horizon));
  }

  #weightsAt(now: number): readonly (readonly number[])[] {
    const kept = this.#weights.get(now);
    if (kept !== undefined) return kept;
    const weights = forecastWeights(this.#trialsUntil(now), {
      horizons: MONTHS_AHEAD,
      there: this.#at(now).there,
    });
    this.#weights.set(now, weights);
    return weights;
  }

  /** What has been best at each horizon: the weighed mean as it was then, unless a simple forecast was clearly better. */
  #methodsAt(now: number): readonly ForecastMethod[] {
    const trials = this.#tried(now).flatMap(({ index, horizon }) =>
      COUNTED.flatMap((measure) => {
        const errors = METHODS.map((method) =>
          this.#error(measure, index, horizon, (own, place) =>
            method === "weighed"
              ? this.#weighedAt(index)[place]![measure]
              : own.said[measure][SIMPLE_PLACES[method]])
        );
        return errors.includes(null) ? [] : [{ measure, horizon, errors }];
      })
    );
    if (trials.length === 0) return Array<ForecastMethod>(MONTHS_AHEAD).fill("weighed");
    return relativeErrors(trials, { horizons: MONTHS_AHEAD, near: NEAR, alike: ALIKE }).map((row) => {
      const errors = row.map((error, place) =>
        (error ?? Infinity) * (METHODS[place] === "weighed" ? CLEARLY : 1)
      );
      return METHODS[errors.indexOf(Math.min(...errors))];
    });
  }

  /** The weighed mean as it was said in a month, by region. */
  #weighedAt(index: number): readonly (Values<readonly number[]> | null)[] {
    const kept = this.#weighed.get(index);
    if (kept !== undefined) return kept;
    const origin = this.#at(index), weights = this.#weightsAt(index);
    const methods = Array<ForecastMethod>(MONTHS_AHEAD).fill("weighed");
    const weighed = origin.regions.map((own) =>
      own === null ? null : this.#shown(own, origin, weights, methods)
    );
    this.#weighed.set(index, weighed);
    return weighed;
  }

  /** What is shown of the twelve months ahead; those over the limit are never more than those who wait. */
  #shown(
    own: OriginRegion,
    { there }: Origin,
    weights: readonly (readonly number[])[],
    methods: readonly ForecastMethod[],
  ): Values<readonly number[]> {
    const of = (measure: Counted) =>
      methods.map((method, step) => {
        if (method !== "weighed") return own.said[measure][SIMPLE_PLACES[method]][step];
        let sum = 0, all = 0;
        weights[step].forEach((weight, place) => {
          if (!there[place]) return;
          sum += weight * own.said[measure][place][step];
          all += weight;
        });
        return all > 0 ? sum / all : own.said[measure][SIMPLE_PLACES.last][step];
      });
    const waiting = of("waiting");
    return { waiting, over: of("over").map((over, step) => Math.min(over, waiting[step])) };
  }

  /** How far what is now shown would have lain from what came. */
  #widths(
    now: number,
    weights: readonly (readonly number[])[],
    methods: readonly ForecastMethod[],
  ): ListForecast["widths"] {
    const errors: Record<ForecastMeasure, ForecastError[]> = { waiting: [], over: [], overShare: [] };
    for (const { index, horizon } of this.#tried(now)) {
      const origin = this.#at(index);
      const known = origin.regions.flatMap((own, place) => {
        const outcome = this.#outcome(place, index + horizon);
        if (own === null || outcome === null) return [];
        const shown = this.#shown(own, origin, weights, methods);
        return [{
          outcome,
          shown: { waiting: shown.waiting[horizon - 1], over: shown.over[horizon - 1] },
          level: own.level,
        }];
      });
      if (known.length === 0) continue;
      const isWhole = known.length === origin.regions.filter((own) => own !== null).length;
      const sum = (of: (each: (typeof known)[number]) => Values<number>) => ({
        waiting: known.reduce((total, each) => total + of(each).waiting, 0),
        over: known.reduce((total, each) => total + of(each).over, 0),
      });
      const total = {
        outcome: sum(({ outcome }) => outcome),
        shown: sum(({ shown }) => shown),
        level: sum(({ level }) => level),
      };
      for (const [measure, valueOf] of MEASURED) {
        const size = ({ outcome, shown, level }: typeof total) =>
          Math.abs(valueOf(shown) - valueOf(outcome)) / valueOf(level);
        const able = known.filter(({ level }) => valueOf(level) > 0),
          weight = measure === "waiting" ? "waiting" : "over";
        if (able.length === 0) continue;
        errors[measure].push({
          horizon,
          units: able.map(size),
          sum: isWhole && able.length === known.length ? size(total) : null,
          shares: able.map(({ level }) => level[weight] / total.level[weight]),
        });
      }
    }
    const history = Math.min(TARGETS, now - 11);
    return {
      waiting: errorWidths(errors.waiting, { horizons: MONTHS_AHEAD, history }),
      over: errorWidths(errors.over, { horizons: MONTHS_AHEAD, history }),
      overShare: errorWidths(errors.overShare, { horizons: MONTHS_AHEAD, history }),
    };
  }

  #outcome(place: number, index: number): Values<number> | null {
    const waiting = this.#values.waiting[place][index] ?? null,
      over = this.#values.over[place][index] ?? null;
    return waiting === null || over === null ? null : { waiting, over };
  }
}

/** The longest history that a series is forecast from, the fewest months, and how many outcomes are compared with. */
const LONGEST = 60, LEAST = 6, TARGETS = 24;
/** A simple forecast is shown where its error is this much of the weighed mean's, or less. */
const CLEARLY = 0.85;
/** What is shown is chosen by that horizon more than by others, and not on a few trials. */
const NEAR = 0.375, ALIKE = 12;
const METHODS: readonly ForecastMethod[] = ["weighed", "last", "yearBefore"];
const SIMPLE_PLACES = {
  last: CANDIDATES.indexOf(SIMPLE.last),
  yearBefore: CANDIDATES.indexOf(SIMPLE.yearBefore),
};
const MEASURED: readonly (readonly [ForecastMeasure, (of: Values<number>) => number])[] = [
  ["waiting", ({ waiting }) => waiting],
  ["over", ({ over }) => over],
  ["overShare", ({ over, waiting }) => ratio(over, waiting)],
];

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

function addKnown(values: readonly (number | null)[]): number | null {
  return values.reduce((sum, value) => sum === null || value === null ? null : sum + value, 0);
}

/** A series from its first known value, with gaps bridged by a straight line: forecasts need every month. */
function filled(values: readonly (number | null)[]): number[] {
  const known = values.flatMap((value, index) => value === null ? [] : [{ value, index }]);
  return known.flatMap(({ value, index }, place) => {
    const next = known[place + 1];
    if (next === undefined) return [value];
    return Array.from(
      { length: next.index - index },
      (_, step) => value + (next.value - value) * step / (next.index - index),
    );
  });
}
