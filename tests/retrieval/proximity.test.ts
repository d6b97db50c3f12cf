import { describe, expect, it } from 'vitest';
import { proximity } from '../../src/retrieval/proximity.js';

const terms = [
  { forms: ['通义千问', 'tongyi'], weight: 2 },
  { forms: ['内测'], weight: 1 },
  { forms: ['价格'], weight: 1 },
];

describe('proximity', () => {
  it('is the weight of the terms in the best window', () => {
    expect(proximity(terms, '4月7日,通义千问开放内测。')).toBe(0.75);
  });

  it('does not join what stands far apart', () => {
    expect(proximity(terms, `通义千问${'。'.repeat(200)}内测,价格`)).toBe(0.5);
  });

  it('counts a term once, in any of its forms', () => {
    expect(proximity(terms, 'tongyi通义千问tongyi')).toBe(0.5);
  });

  it('is 0 without terms or without text', () => {
    expect(proximity([], '通义千问')).toBe(0);
    expect(proximity(terms, '')).toBe(0);
  });
});
