// The walk over a text's bytes: finds its records and cells, and the number of each different cell of a column. Written in
// AssemblyScript, TypeScript for the machine's own words, sixteen bytes at a time; _walk_code.ts is made of it, and a test
// holds the two equal. _walk.ts says how it is used.
//
// The text comes in pieces, each at `piece` with a line feed after it. Records go to a block: for each column a number a
// record, or where the column is plain the first byte and the byte after.

/** Records in a block; a column's room is a little larger, since rooms of 4 KiB would share the same cache lines. */
const BLOCK: i32 = 1024, ROOM: i32 = BLOCK + 16;

/** The longest record, and the bytes of the largest piece. */
const LONGEST: i32 = 1 << 20;
export const PIECE: i32 = LONGEST + (1 << 16);

/** The bytes that may be read after a piece or a cell. */
const AFTER: i32 = 128;

const TAB: u8 = 9, LF: u8 = 10, CR: u8 = 13, SPACE: u8 = 32, QUOTE: u8 = 34;

/** Why a walk ended: the block is full, the records are read, one goes beyond the piece, a line is blank, a record is broken. */
const FULL: i32 = 0, END: i32 = 1, MORE: i32 = 2, BLANK: i32 = 3, BROKEN: i32 = 4;

/** Cells of at most this many bytes are their own key. */
const SHORT: i32 = 8;

/** A column while the text is read. */
@unmanaged
class Column {
  /** The latest cell: where its bytes are kept, its length doubled, one more where quotes are written twice in it; its number. */
  cell: usize;
  length: i32;
  code: u32;
  /** Whether places are kept instead of numbers. */
  plain: i32;
  /** A number or the first byte of a cell for each record of the block; the byte after it. */
  first: usize;
  after: usize;
  /** Slots of 16 bytes: key, number, length. */
  slots: usize;
  mask: u32;
  /** The different cells, 12 bytes each: where the first lies in the text, its length, where its bytes are kept. */
  cells: usize;
  room: u32;
  size: u32;
}

let columns: usize = 0, width: i32 = 0, fewest: i32 = 0, delimiter: u8 = 0, hasNul: bool = false, cut: bool = false;
/** Where the piece lies, and for each record of the block the byte where it begins in the text and its line. */
export let piece: usize = 0, starts: usize = 0, lines: usize = 0;
/** A table of 256 bytes for {@linkcode mark}. */
export let seen: usize = 0;
/** The byte of the piece that is read next, the records in the block, and the line that is read next. */
export let at: i32 = 0, row: i32 = 0, line: u32 = 1;
/** Line breaks in the quoted fields of a record, and whether the latest quoted field has quotes written twice. */
let breaks: u32 = 0, doubled: i32 = 0;
/** Where the bytes of cells are kept next, and where that room ends. */
let keep: usize = 0, keepEnd: usize = 0;

export function open(delimiting: i32, wide: i32, least: i32, nul: bool, isCut: bool): void {
  delimiter = <u8>delimiting;
  width = wide;
  fewest = least;
  hasNul = nul;
  cut = isCut;
  piece = heap.alloc(PIECE + AFTER);
  seen = heap.alloc(256);
  memory.fill(seen, 0, 256);
  starts = heap.alloc(BLOCK * 4);
  lines = heap.alloc(BLOCK * 4);
  columns = heap.alloc(wide * offsetof<Column>());
  memory.fill(columns, 0, wide * offsetof<Column>());
  for (let index = 0; index < wide; index++) {
    const column = columnOf(index);
    column.first = heap.alloc(ROOM * 4);
    column.mask = 511;
    column.slots = heap.alloc(512 * 16);
    memory.fill(column.slots, 0, 512 * 16);
    column.room = 256;
    column.cells = heap.alloc(256 * 12);
    memory.fill(column.cells, 0, 12);
    column.size = 1;
  }
}

function columnOf(index: i32): Column {
  return changetype<Column>(columns + index * offsetof<Column>());
}

export function firstOf(index: i32): usize {
  return columnOf(index).first;
}

/** Makes the numbers of the block, which all are less than 65 536, numbers of two bytes. */
export function narrow(index: i32): void {
  const first = columnOf(index).first, end = first + <usize>row * 4;
  let to = first;
  for (let from = first; from < end; from += 32, to += 16) {
    v128.store(to, i16x8.narrow_i32x4_u(v128.load(from), v128.load(from, 16)));
  }
}

export function afterOf(index: i32): usize {
  return columnOf(index).after;
}

export function sizeOf(index: i32): u32 {
  return columnOf(index).size;
}

export function cellsOf(index: i32): usize {
  return columnOf(index).cells;
}

/** From the next block on, places of the column's cells are kept. */
export function makePlain(index: i32): void {
  const column = columnOf(index);
  column.plain = 1;
  column.after = heap.alloc(ROOM * 4);
}

/** The number of the cell whose bytes are first in the piece; `length` is as in {@linkcode Column}. */
export function codeOf(index: i32, length: i32, place: u32): u32 {
  return length < 2 ? 0 : lookUp(columnOf(index), piece, length, place);
}

/** Marks in the table of 256 bytes at `seen` which bytes that text seldom has, NUL and those beyond ASCII, are in the piece. */
export function mark(size: i32): void {
  const end = piece + size, none = i8x16.splat(0);
  // What follows the piece up to a whole step is ASCII.
  v128.store(end, i8x16.splat(SPACE));
  for (let here = piece; here < end; here += 16) {
    const bytes = v128.load(here);
    for (let found = i8x16.bitmask(v128.or(bytes, i8x16.eq(bytes, none))); found != 0; found &= found - 1) {
      store<u8>(seen + load<u8>(here + ctz(found)), 1);
    }
  }
}

/** Which of the 64 bytes from `block` on are delimiters or parts of line ends, a bit each. */
function endsAt(block: usize): u64 {
  return endsOf16(block) | endsOf16(block + 16) << 16 | endsOf16(block + 32) << 32 | endsOf16(block + 48) << 48;
}

function endsOf16(from: usize): u64 {
  const bytes = v128.load(from), returns = v128.or(i8x16.eq(bytes, i8x16.splat(LF)), i8x16.eq(bytes, i8x16.splat(CR)));
  return <u64>i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(delimiter)), returns)) & 0xffff;
}

/** Whether two cells of the same length hold the same bytes. */
function isSame(one: usize, other: usize, bytes: i32): bool {
  while (bytes > 16) {
    if (v128.any_true(v128.xor(v128.load(one), v128.load(other)))) return false;
    one += 16;
    other += 16;
    bytes -= 16;
  }
  const differs = v128.xor(v128.load(one), v128.load(other));
  const within = i8x16.lt_u(v128(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>bytes));
  return !v128.any_true(v128.and(differs, within));
}

/** The number of a cell, which becomes the column's latest; a new one where it has not been met before. Exact, as bytes are compared. */
function lookUp(column: Column, from: usize, length: i32, place: u32): u32 {
  const bytes = length >> 1;
  let key: u64;
  if (bytes <= SHORT) key = load<u64>(from) & (~(<u64>0) >> <u64>(64 - bytes * 8));
  else {
    key = <u64>length * 0x9e3779b97f4a7c15;
    const last = from + bytes - 8;
    for (let here = from; here < last; here += 8) {
      key = (key ^ load<u64>(here)) * 0x9fb21c651e98df25;
      key ^= key >> 29;
    }
    key = (key ^ load<u64>(last)) * 0x9fb21c651e98df25;
    key ^= key >> 32;
  }
  const slots = column.slots, mask = column.mask;
  let slot = slotOf(key) & mask;
  while (true) {
    const here = slots + (<usize>slot << 4), code = load<u32>(here, 8);
    if (code == 0) {
      column.cell = add(column, key, from, length, place);
      return column.size - 1;
    }
    if (load<u64>(here) == key && load<i32>(here, 12) == length) {
      const kept = load<u32>(column.cells + <usize>code * 12, 8);
      if (bytes <= SHORT || isSame(kept, from, bytes)) {
        column.cell = kept;
        return code;
      }
    }
    slot = (slot + 1) & mask;
  }
}

function slotOf(key: u64): u32 {
  return <u32>((key * 0x9e3779b97f4a7c15) >> 32);
}

function add(column: Column, key: u64, from: usize, length: i32, place: u32): usize {
  const code = column.size, bytes = length >> 1;
  if (code == column.room) {
    const cells = heap.alloc(<usize>code * 24);
    memory.copy(cells, column.cells, <usize>code * 12);
    column.cells = cells;
    column.room = code * 2;
  }
  if ((code << 1) > column.mask) spread(column);
  if (keep + bytes + AFTER > keepEnd) {
    const size = <usize>max(bytes + AFTER, 65536);
    keep = heap.alloc(size);
    keepEnd = keep + size;
  }
  const kept = keep, cell = column.cells + <usize>code * 12;
  memory.copy(kept, from, bytes);
  keep += bytes;
  store<u32>(cell, place);
  store<u32>(cell, length, 4);
  store<u32>(cell, <u32>kept, 8);
  put(column.slots, column.mask, key, code, length);
  column.size = code + 1;
  return kept;
}

function put(slots: usize, mask: u32, key: u64, code: u32, length: i32): void {
  let slot = slotOf(key) & mask;
  while (load<u32>(slots + (<usize>slot << 4), 8) != 0) slot = (slot + 1) & mask;
  const here = slots + (<usize>slot << 4);
  store<u64>(here, key);
  store<u32>(here, code, 8);
  store<i32>(here, length, 12);
}

function spread(column: Column): void {
  const before = column.slots, count = <usize>column.mask + 1, mask = column.mask * 2 + 1;
  const slots = heap.alloc(count * 32);
  memory.fill(slots, 0, count * 32);
  for (let here = before; here < before + count * 16; here += 16) {
    const code = load<u32>(here, 8);
    if (code != 0) put(slots, mask, load<u64>(here), code, load<i32>(here, 12));
  }
  column.slots = slots;
  column.mask = mask;
}

/**
 * Reads the records that begin before the byte `end` of the piece, from `at` on, until the block is full; returns why it
 * ended. The piece has `size` bytes, the text's last ones where `last`, and begins at the text's byte `base`.
 */
export function walk(end: i32, size: i32, last: bool, base: u32): i32 {
  const limit = piece + size, stop = piece + end, wide = width, parts = delimiter;
  let here = piece + at, block = here, ends = endsAt(here);
  while (row < BLOCK && here < stop) {
    const start = here;
    at = <i32>(start - piece);
    if (load<u8>(here) <= SPACE) {
      const next = blankEnd(here);
      if (next != 0) {
        if (next >= limit && !last) return MORE;
        at = <i32>(next - piece);
        line++;
        return BLANK;
      }
    }
    // Of the block's ends those that lie behind are left out.
    if (here - block < 64) ends &= ~(<u64>0) << (here - block);
    else {
      block = here;
      ends = endsAt(here);
    }
    let index = 0, byte = parts;
    breaks = 0;
    while (true) {
      const column = columnOf(index);
      let first = here, after: usize = 0;
      doubled = 0;
      byte = load<u8>(here);
      if (byte <= QUOTE && (byte == QUOTE || byte == SPACE)) {
        const quote = quoteAt(here);
        if (quote != 0) {
          first = quote + 1;
          after = closingQuote(first, start, limit);
          if (after == 0) return last || limit - start > <usize>LONGEST ? BROKEN : MORE;
          here = after + 1;
          while (load<u8>(here) == SPACE) here++;
          byte = load<u8>(here);
          if (byte != parts && byte != LF && byte != CR) return BROKEN;
          if (here - block < 64) ends &= ~(<u64>0) << (here - block);
          else {
            block = here;
            ends = endsAt(here);
          }
        }
      }
      while (ends == 0) {
        block += 64;
        ends = endsAt(block);
      }
      here = block + <usize>ctz(ends);
      ends &= ends - 1;
      byte = load<u8>(here);
      if (after == 0) after = here;
      // The cell at the end of a piece may have more bytes, and the record is read again with them.
      if (here >= limit && !last) return limit - start > <usize>LONGEST ? BROKEN : MORE;
      if (column.plain) {
        store<u32>(column.first + row * 4, base + <u32>(first - piece));
        store<u32>(column.after + row * 4, base + <u32>(after - piece));
      } else {
        const length = <i32>((after - first) << 1) + doubled;
        if (length != column.length || (length > 1 && !isSame(first, column.cell, length >> 1))) {
          column.length = length;
          column.code = length < 2 ? 0 : lookUp(column, first, length, base + <u32>(first - piece));
        }
        store<u32>(column.first + row * 4, column.code);
      }
      index++;
      if (byte != parts || index == wide) break;
      here++;
    }
    const next = byte == CR && load<u8>(here, 1) == LF ? here + 2 : here + 1;
    if (next >= limit && !last && byte != parts) return limit - start > <usize>LONGEST ? BROKEN : MORE;
    if (
      byte == parts || index < fewest || here - start > <usize>LONGEST || (cut && last && next >= limit) ||
      (hasNul && holdsNul(start, here))
    ) return BROKEN;
    if (index < wide) {
      const column = columnOf(index);
      if (column.plain) {
        const place = base + <u32>(here - piece);
        store<u32>(column.first + row * 4, place);
        store<u32>(column.after + row * 4, place);
      } else {
        column.length = 0;
        column.code = 0;
        store<u32>(column.first + row * 4, 0);
      }
    }
    store<u32>(starts + row * 4, base + <u32>(start - piece));
    store<u32>(lines + row * 4, line);
    line += breaks + 1;
    row++;
    here = next;
  }
  at = <i32>(here - piece);
  return row == BLOCK ? FULL : END;
}

/** The byte after a line of nothing but blanks, or 0. */
function blankEnd(here: usize): usize {
  let byte = load<u8>(here);
  while ((byte == SPACE || byte == TAB) && byte != delimiter) byte = load<u8>(++here);
  if (byte == CR) return load<u8>(here, 1) == LF ? here + 2 : here + 1;
  return byte == LF ? here + 1 : 0;
}

/** The quote that opens a field, blanks before it passed over; 0 where there is none. */
function quoteAt(here: usize): usize {
  while (load<u8>(here) == SPACE) here++;
  return load<u8>(here) == QUOTE ? here : 0;
}

/** The quote that closes a field; 0 where there is none in a record of the greatest length, or in the piece. */
function closingQuote(from: usize, start: usize, limit: usize): usize {
  const longest = start + LONGEST, stop = longest < limit ? longest : limit;
  for (let here = from; here < stop; here++) {
    const byte = load<u8>(here);
    if (byte > QUOTE) continue;
    if (byte == QUOTE) {
      if (load<u8>(here, 1) != QUOTE) return here;
      doubled = 1;
      here++;
    } else if (byte == LF || (byte == CR && load<u8>(here, 1) != LF)) breaks++;
  }
  return 0;
}

function holdsNul(from: usize, to: usize): bool {
  for (; from < to; from++) if (load<u8>(from) == 0) return true;
  return false;
}
