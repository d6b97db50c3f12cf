import { describe, expect, it } from 'vitest';
import { TermTable } from '../../src/retrieval/term-table.js';

describe('TermTable', () => {
  const terms = Array.from({ length: 50_000 }, (_, i) => `术语${i.toString(36)}`);

  it('numbers terms in the order they come, each once, however many', () => {
    const table = new TermTable();
    expect(terms.every((term, number) => table.add(term) === number)).toBe(true);
    expect(terms.every((term, number) => table.add(term) === number)).toBe(true);
    expect(table.size).toBe(terms.length);
    expect(table.find('没有')).toBe(-1);
  });

  it('tells all pairs of frequent characters apart', () => {
    const table = new TermTable();
    const characters = Array.from({ length: 300 }, (_, i) => String.fromCharCode(0x4e00 + 7 * i));
    for (const a of characters) for (const b of characters) table.add(a + b);
    expect(table.size).toBe(characters.length ** 2);
  });

  it('is the same when made again from its parts', () => {
    const table = new TermTable();
    for (const term of terms) table.add(term);
    const again = new TermTable(table.parts());
    expect(terms.every((term, number) => again.find(term) === number)).toBe(true);
    expect(again.add('新')).toBe(terms.length);
  });
});
