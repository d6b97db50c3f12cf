/** Numbers from 0 to 1, the same for the same seed (mulberry32, Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Unit vectors around `clusters` centres. */
export function clusteredVectors(
  count: number,
  dimension: number,
  clusters: number,
  seed: number,
): number[][] {
  const random = seededRandom(seed);
  const gaussian = (): number =>
    Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random());
  const centres = Array.from({ length: clusters }, () => Array.from({ length: dimension }, gaussian));
  return Array.from({ length: count }, (_, i) => {
    const centre = centres[i % clusters] ?? [];
    const vector = centre.map((value) => value + gaussian());
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}
