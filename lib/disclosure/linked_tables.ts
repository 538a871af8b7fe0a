import type { Axis, AxisSum, HideWith } from "./axis.ts";

/** One sum between counts: the parts make up the total. Indices of counts. */
export interface CountSum {
  /** The total. */
  readonly total: number;
  /** Its parts. */
  readonly parts: readonly number[];
  /** What is hidden with a hidden count of it. */
  readonly hideWith: HideWith;
}

/**
 * Every count that a page can show of the same contacts: one for each choice of a group on every axis. All are sums of
 * the finest counts, one for each choice of a category on every axis; so they are linked, and what one hides another
 * may say.
 */
export class LinkedTables {
  /** The ways in which contacts are distinguished. */
  readonly axes: readonly Axis[];
  /** The finest counts; the last axis runs fastest. Contacts. */
  readonly finest: Int32Array;
  /** The counts, one for each choice of groups; the last axis runs fastest. Contacts. */
  readonly counts: Int32Array;
  /** 1 for each count that a page would show if it were not small, 0 for what no page shows. */
  readonly offers: Uint8Array;
  /** How many finest counts each count is the sum of. */
  readonly finestIn: Float64Array;
  /** How far apart neighbours on each axis stand among the counts. */
  readonly strides: readonly number[];
  /** How far apart neighbours on each axis stand among the finest counts. */
  readonly finestStrides: readonly number[];
  /** The groups that hold each category, axis by axis. */
  readonly groupsHolding: readonly (readonly (readonly number[])[])[];

  /**
   * Adds the finest counts up.
   *
   * @param axes The axes, at least one.
   * @param finest One count for each choice of categories, the last axis running fastest; whole numbers >= 0.
   * @param isOffered Whether a page would show the count of these groups, by their keys. @default every count
   * @throws {RangeError} If there are too few or too many finest counts.
   */
  constructor(
    axes: readonly Axis[],
    finest: Int32Array,
    isOffered: (keys: readonly string[]) => boolean = () => true,
  ) {
    this.axes = axes;
    this.finest = finest;
    this.strides = stridesOf(axes.map((axis) => axis.groups.length));
    this.finestStrides = stridesOf(axes.map((axis) => axis.size));
    const size = axes.reduce((product, axis) => product * axis.size, 1);
    if (finest.length !== size) {
      throw new RangeError(`Cannot link tables as there must be ${size} finest counts: got ${finest.length}`);
    }
    this.groupsHolding = axes.map((axis) =>
      Array.from(
        { length: axis.size },
        (_, leaf) => axis.groups.flatMap((group, index) => group.leaves.includes(leaf) ? [index] : []),
      )
    );
    this.counts = Int32Array.from(this.add(finest));
    this.finestIn = this.add(finest.map(() => 1));
    this.offers = Uint8Array.from(this.counts, (_, count) => isOffered(this.keysOf(count)) ? 1 : 0);
  }

  /**
   * The counts that other finest counts would give.
   *
   * @param finest Finest counts in the same order.
   * @returns The counts.
   */
  add(finest: ArrayLike<number>): Float64Array {
    const counts = new Float64Array(this.axes.reduce((product, axis) => product * axis.groups.length, 1));
    const spread = (axis: number, base: number, leafBase: number): void => {
      const { size } = this.axes[axis];
      for (let leaf = 0; leaf < size; leaf++) {
        const at = leafBase + leaf * this.finestStrides[axis];
        if (axis + 1 === this.axes.length) {
          if (finest[at] === 0) continue;
          for (const group of this.groupsHolding[axis][leaf]) counts[base + group] += finest[at];
        } else {
          for (const group of this.groupsHolding[axis][leaf]) {
            spread(axis + 1, base + group * this.strides[axis], at);
          }
        }
      }
    };
    spread(0, 0, 0);
    return counts;
  }

  /**
   * The group that a count belongs to on an axis.
   *
   * @param count The count's index.
   * @param axis The axis' index.
   * @returns The group's index.
   */
  groupAt(count: number, axis: number): number {
    return Math.floor(count / this.strides[axis]) % this.axes[axis].groups.length;
  }

  /**
   * The count of some groups.
   *
   * @param keys The key of a group on every axis.
   * @returns The count's index, or `undefined` when an axis lacks the group.
   */
  indexOf(keys: readonly string[]): number | undefined {
    let index = 0;
    for (const [axis, key] of keys.entries()) {
      const group = this.axes[axis].groupOf.get(key);
      if (group === undefined) return undefined;
      index += group * this.strides[axis];
    }
    return index;
  }

  /**
   * The keys of the groups that a count belongs to.
   *
   * @param count The count's index.
   * @returns A key for every axis.
   */
  keysOf(count: number): string[] {
    return this.axes.map((axis, index) => axis.groups[this.groupAt(count, index)].key);
  }

  /**
   * Whether a page shows the count, or a reader can only compute it.
   *
   * @param count The count's index.
   * @returns `true` when any of its groups is only computed.
   */
  isDerived(count: number): boolean {
    return this.axes.some((axis, index) => axis.groups[this.groupAt(count, index)].derived);
  }

  /**
   * What it costs the reader when the count is hidden.
   *
   * @param count The count's index.
   * @returns The product of its groups' prices.
   */
  priceOf(count: number): number {
    return this.axes.reduce(
      (product, axis, index) => product * axis.groups[this.groupAt(count, index)].price,
      1,
    );
  }

  /**
   * The sums that a count stands in, as total or part.
   *
   * @param count The count's index.
   * @returns The sums.
   */
  sumsOf(count: number): CountSum[] {
    return this.axes.flatMap((axis, index) => {
      const group = this.groupAt(count, index), stride = this.strides[index];
      return axis.sums.filter(({ total, parts }) => total === group || parts.includes(group))
        .map((sum) => shifted(sum, count - group * stride, stride));
    });
  }

  /** All sums between the counts. */
  *sums(): Generator<CountSum> {
    for (const [index, axis] of this.axes.entries()) {
      const stride = this.strides[index];
      for (let base = 0; base < this.counts.length; base++) {
        if (this.groupAt(base, index) !== 0) continue;
        for (const sum of axis.sums) yield shifted(sum, base, stride);
      }
    }
  }
}

function shifted({ total, parts, hideWith }: AxisSum, base: number, stride: number): CountSum {
  return { total: base + total * stride, parts: parts.map((part) => base + part * stride), hideWith };
}

function stridesOf(lengths: readonly number[]): number[] {
  const strides = lengths.map(() => 1);
  for (let axis = lengths.length - 2; axis >= 0; axis--) {
    strides[axis] = strides[axis + 1] * lengths[axis + 1];
  }
  return strides;
}
