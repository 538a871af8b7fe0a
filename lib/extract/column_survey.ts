/** What a look at every cell of a column says, so that an engine need not ask of each what none is. */
export interface ColumnSurvey {
  /** Some cell is not empty. */
  readonly filled: boolean;
  /** Some cell is empty. */
  readonly empty: boolean;
  /** Some cell may hold blanks at its ends: its first or last byte is white space or not ASCII, as a no-break space. */
  readonly padded: boolean;
  /** The different cells, without quotes and without the empty one; `null` when they are many. */
  readonly values: readonly string[] | null;
  /** What all cells that are not empty look like, each digit as 9 ("9999-99-99"); `null` where they differ. */
  readonly form: string | null;
  /** Whether all cells that are not empty are digits and nothing else. */
  readonly digits: boolean;
  /** How many digits a cell holds at most, wherever in it; bytes beyond ASCII count too, as digits of other scripts have. */
  readonly mostDigits: number;
  /** How many bytes a cell that is not empty has at least and at most; 0 and 0 where all are empty. */
  readonly bytes: readonly [least: number, most: number];
}

const MOST_VALUES = 512, MOST_VALUES_OF_ALL = 65_536;

/**
 * The most different cells of a column that are told apart; fewer where there are hundreds of columns, as a statement
 * names them all.
 */
export function mostValues(columns: number): number {
  return Math.min(MOST_VALUES, Math.floor(MOST_VALUES_OF_ALL / columns));
}

/** What a look at the cells of both would say, with at most `most` told apart. */
export function joinSurveys(first: ColumnSurvey, second: ColumnSurvey, most: number): ColumnSurvey {
  if (!first.filled) return { ...second, empty: first.empty || second.empty };
  if (!second.filled) return { ...first, empty: first.empty || second.empty };
  const values = first.values && second.values && [...new Set([...first.values, ...second.values])];
  return {
    filled: true,
    empty: first.empty || second.empty,
    padded: first.padded || second.padded,
    values: values && values.length <= most ? values : null,
    form: first.form === second.form ? first.form : null,
    digits: first.digits && second.digits,
    mostDigits: Math.max(first.mostDigits, second.mostDigits),
    bytes: [Math.min(first.bytes[0], second.bytes[0]), Math.max(first.bytes[1], second.bytes[1])],
  };
}
