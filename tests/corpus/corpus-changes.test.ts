import { describe, expect, it } from 'vitest';
import { corpusChanges } from '../../src/corpus/corpus-changes.js';

const files = (texts: Record<string, string>) =>
  Object.entries(texts).map(([source, text]) => ({ source, text }));

describe('corpusChanges', () => {
  it('counts documents by source and text', () => {
    const before = files({ 'a.md': '1', 'b.md': '2', 'c.md': '3' });
    const after = files({ 'a.md': '1', 'b.md': 'other', 'd.md': '3', 'e.md': '' });
    expect(corpusChanges(before, after)).toEqual({ added: 2, updated: 1, removed: 1, unchanged: 1 });
  });

  it('finds nothing but what is there', () => {
    expect(corpusChanges([], files({ 'a.md': '1' }))).toEqual({
      added: 1,
      updated: 0,
      removed: 0,
      unchanged: 0,
    });
    expect(corpusChanges(files({ 'a.md': '' }), files({ 'a.md': '' }))).toMatchObject({ unchanged: 1 });
    expect(corpusChanges(files({ 'a.md': '1' }), [])).toMatchObject({ removed: 1 });
  });
});
