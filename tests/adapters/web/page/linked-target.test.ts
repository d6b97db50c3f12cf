import { describe, expect, it } from 'vitest';
import { evidenceLink } from '../../../../adapters/dingtalk/evidence-link.js';
import { linkedTarget } from '../../../../adapters/web/page/evidence/linked-target.js';

const CITATION = { source: '目录/海 & 山.md', paragraph: 3, start: 120, quote: '深海很冷，“(真的)”#1。' };

function follow(publicUrl: string, citation: typeof CITATION) {
  const url = new URL(evidenceLink(publicUrl, citation));
  return { url, target: linkedTarget(url) };
}

describe('linkedTarget', () => {
  it('finds the stretch that a link in a chat names', () => {
    const { url, target } = follow('https://wenju.example/', CITATION);
    expect(url.origin + url.pathname).toBe('https://wenju.example/corpus');
    expect(target).toMatchObject({ ...CITATION, end: 120 + CITATION.quote.length });
  });

  it('keeps the path that the page is served under', () => {
    expect(follow('https://example.org/wenju', CITATION).url.pathname).toBe('/wenju/corpus');
  });

  it('marks the beginning of a long quote, and cuts no character in two', () => {
    const quote = '海'.repeat(159) + '😀'.repeat(10);
    const { target } = follow('https://wenju.example', { ...CITATION, quote });
    expect(target).toMatchObject({ quote: '海'.repeat(159), start: 120, end: 279 });
  });

  it.each(['', '?q=海', '?source=a.md&start=x&end=3', '?source=a.md&start=-1&end=3'])(
    'is none in %j',
    (search) => {
      expect(linkedTarget({ search, hash: '' })).toBeUndefined();
    },
  );
});
