/**
 * The vocabulary of the keyword index: term → number, as an open-addressing table over 64-bit hashes in
 * typed arrays. A million terms take 16 MB, load without work and keep no strings. Two terms of one hash
 * would be taken for each other: with a million terms the odds are 1 in 37 million.
 */

/** Above this load the table doubles: linear probing stays short below it. */
const LARGEST_LOAD = 0.6;

const FIRST_CAPACITY = 1 << 12;

export interface TermTableParts {
  /** Lower and upper half of each term's hash, by term number. */
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  /** Term number plus one at each place, 0 where it is free; the length is a power of two. */
  readonly places: Int32Array;
}

export class TermTable {
  private low: Uint32Array;
  private high: Uint32Array;
  private places: Int32Array;
  private count: number;

  constructor(parts?: TermTableParts) {
    this.low = parts?.low ?? new Uint32Array(FIRST_CAPACITY);
    this.high = parts?.high ?? new Uint32Array(FIRST_CAPACITY);
    this.places = parts?.places ?? new Int32Array(FIRST_CAPACITY);
    this.count = parts?.low.length ?? 0;
  }

  get size(): number {
    return this.count;
  }

  /** The number of a term, -1 for one that was never added. */
  find(term: string): number {
    const [low, high] = hash64(term);
    return (this.places[this.placeOf(low, high)] ?? 0) - 1;
  }

  /** The number of a term; a new one gets the next. */
  add(term: string): number {
    const [low, high] = hash64(term);
    return this.addHash(low, high);
  }

  /** The number of a term of another table, which may be new here. */
  addFrom(other: TermTable, number: number): number {
    return this.addHash(other.low[number] ?? 0, other.high[number] ?? 0);
  }

  private addHash(low: number, high: number): number {
    const place = this.placeOf(low, high);
    const known = this.places[place] ?? 0;
    if (known > 0) return known - 1;
    const number = this.count++;
    if (number >= this.low.length) {
      this.low = doubled(this.low);
      this.high = doubled(this.high);
    }
    this.low[number] = low;
    this.high[number] = high;
    this.places[place] = number + 1;
    if (this.count > this.places.length * LARGEST_LOAD) this.rehash();
    return number;
  }

  /** The table as it is saved. */
  parts(): TermTableParts {
    return {
      low: this.low.slice(0, this.count),
      high: this.high.slice(0, this.count),
      places: this.places,
    };
  }

  /** The place of a hash: the one that holds it, or the free one where it would go. */
  private placeOf(low: number, high: number): number {
    const mask = this.places.length - 1;
    for (let place = low & mask; ; place = (place + 1) & mask) {
      const number = (this.places[place] ?? 0) - 1;
      if (number < 0 || (this.low[number] === low && this.high[number] === high)) return place;
    }
  }

  private rehash(): void {
    this.places = new Int32Array(this.places.length * 2);
    for (let number = 0; number < this.count; number++) {
      this.places[this.placeOf(this.low[number] ?? 0, this.high[number] ?? 0)] = number + 1;
    }
  }
}

function doubled(array: Uint32Array): Uint32Array {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** A 64-bit hash of a string in two halves: cyrb53 (bryc, public domain) with all its bits. */
function hash64(text: string): [low: number, high: number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return [a >>> 0, b >>> 0];
}
