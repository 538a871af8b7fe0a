// The keys of entries, sorted and added up. Written in AssemblyScript, TypeScript for the machine's own words; _cell_keys_code.ts
// is made of it, and a test holds the two equal. _cell_keys.ts says what it does.

/** Bits of a digit: so few that the place where each digit's next entry goes stays in the processor's nearest cache. */
const DIGIT_BITS: u32 = 11, DIGITS: u32 = 1 << DIGIT_BITS, DIGIT: u32 = DIGITS - 1;

/** The parts of a key in words of 31 bits, the least informative word first: how many, and where the numbers of each begin. */
let words: i32 = 0, total: i32 = 0, list: usize = 0;
/** What the next part of the latest word is multiplied by. */
let factor: u64 = 1;

/** Where a column of codes, the order of their values and the places of the entries are given, and what entries count. */
export let codes: usize = 0, ranks: usize = 0, places: usize = 0, counts: usize = 0;
/** For each different key its first entry, and its sum. */
export let firsts: usize = 0, sums: usize = 0;

/** Keys of `entries`, of `records` whose columns have at most `values` different ones; `several` where an entry counts more than one. */
export function open(entries: i32, records: i32, values: i32, several: bool): void {
  total = entries;
  list = heap.alloc(64 * sizeof<usize>());
  codes = heap.alloc(max(<usize>records, <usize>entries) * 4);
  ranks = heap.alloc(<usize>values * 4);
  places = heap.alloc(<usize>entries * 4);
  if (several) counts = heap.alloc(<usize>entries * 8);
  addWord();
}

function addWord(): void {
  const word = heap.alloc(<usize>total * 4);
  memory.fill(word, 0, <usize>total * 4);
  store<usize>(list + words * sizeof<usize>(), word);
  words++;
  factor = 1;
}

function wordOf(number: i32): usize {
  return load<usize>(list + number * sizeof<usize>());
}

/** The word that takes a part of so many values. */
function wordFor(size: u32): usize {
  if (factor * size >= <u64>1 << 31) addWord();
  return wordOf(words - 1);
}

/** Adds a part of `size` values: the rank of the code at each entry's place; codes of two bytes or four. */
export function addCodes(size: u32, wide: bool): void {
  const word = wordFor(size), by = <u32>factor, column = codes, entries = places, order = ranks;
  for (let at: usize = 0, end = <usize>total * 4; at < end; at += 4) {
    const place = <usize>load<u32>(entries + at);
    const code: u32 = wide ? load<u32>(column + place * 4) : load<u16>(column + place * 2);
    store<u32>(word + at, load<u32>(word + at) + load<u32>(order + <usize>code * 4) * by);
  }
  factor *= size;
}

/** Adds a part of `size` numbers from `least` on, one an entry; `open` is the last. */
export function addNumbers(size: u32, least: i32, open: i32): void {
  const word = wordFor(size), by = <u32>factor, numbers = codes;
  for (let at: usize = 0, end = <usize>total * 4; at < end; at += 4) {
    const number = load<i32>(numbers + at);
    store<u32>(word + at, load<u32>(word + at) + (number == open ? size - 1 : <u32>(number - least)) * by);
  }
  factor *= size;
}

/** Adds the entries of each key up; how many different keys there are. */
export function sum(): i32 {
  const order = sorted(), several = counts;
  firsts = heap.alloc(<usize>total * 4);
  sums = heap.alloc(<usize>total * 8);
  let size: usize = 0, before: u32 = 0;
  for (let at: usize = 0; at < <usize>total; at++) {
    const entry = <u32>load<u64>(order + at * 8);
    if (size == 0 || !isSame(before, entry)) {
      before = entry;
      store<u32>(firsts + size * 4, entry);
      store<f64>(sums + size * 8, 0);
      size++;
    }
    const one: f64 = several == 0 ? 1 : load<f64>(several + <usize>entry * 8), last = sums + size * 8 - 8;
    store<f64>(last, load<f64>(last) + one);
  }
  return <i32>size;
}

function isSame(one: u32, other: u32): bool {
  for (let number = 0; number < words; number++) {
    const word = wordOf(number);
    if (load<u32>(word + <usize>one * 4) != load<u32>(word + <usize>other * 4)) return false;
  }
  return true;
}

/** The entries, in eight bytes each, in the order of their keys; those of one key as they came: a digit at a time, the least first. */
function sorted(): usize {
  let order = heap.alloc(<usize>total * 8), other = heap.alloc(<usize>total * 8);
  const starts = heap.alloc(DIGITS * 4);
  for (let at: usize = 0; at < <usize>total; at++) store<u64>(order + at * 8, at);
  for (let number = 0; number < words; number++) {
    const word = wordOf(number);
    // An entry's word is moved with it.
    for (let here = order, end = order + <usize>total * 8; here < end; here += 8) {
      const entry = load<u32>(here);
      store<u32>(here, load<u32>(word + <usize>entry * 4), 4);
    }
    for (let shift: u64 = 32; shift < 63; shift += DIGIT_BITS) {
      if (!findStarts(order, shift, starts)) continue;
      for (let here = order, end = order + <usize>total * 8; here < end; here += 8) {
        const entry = load<u64>(here), start = starts + <usize>((entry >> shift) & DIGIT) * 4, at = load<u32>(start);
        store<u32>(start, at + 1);
        store<u64>(other + <usize>at * 8, entry);
      }
      const sorted = other;
      other = order;
      order = sorted;
    }
  }
  return order;
}

/** Where the entries of each digit begin when they are sorted by it; false where all have the same. */
function findStarts(order: usize, shift: u64, starts: usize): bool {
  memory.fill(starts, 0, DIGITS * 4);
  for (let here = order, end = order + <usize>total * 8; here < end; here += 8) {
    const start = starts + <usize>((load<u64>(here) >> shift) & DIGIT) * 4;
    store<u32>(start, load<u32>(start) + 1);
  }
  let before: u32 = 0;
  for (let digit: u32 = 0; digit < DIGITS; digit++) {
    const count = load<u32>(starts + digit * 4);
    if (count == <u32>total) return false;
    store<u32>(starts + digit * 4, before);
    before += count;
  }
  return true;
}
