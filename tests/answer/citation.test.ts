import { beforeAll, describe, expect, it } from 'vitest';
import { cite } from '../../src/answer/citation.js';
import type { Evidence } from '../../src/answer/evidence.js';
import { allEvidence, openFiles, sentenceWith } from './small-corpus.js';

describe('cite', () => {
  let evidence: Evidence;
  let bare: Evidence;
  let twin: Evidence | undefined;

  beforeAll(async () => {
    const snapshot = await openFiles({
      'nature/sea.md':
        '---\ntitle: 深海\nurl: https://example.org/sea\n---\n# 深海\n\n## 水\n\n### 温度\n\n深海很冷。那里没有光。\n',
      'a.txt': '只有一句。\n',
      'b.txt': '只有一句。\n',
    });
    evidence = sentenceWith(snapshot, '没有光');
    [bare = evidence, twin] = allEvidence(snapshot).filter(({ text }) => text === '只有一句。');
  });

  it('quotes a stretch word for word, and says where it stands', () => {
    const { document, passage, start, end } = evidence;
    expect(cite(3, document, passage, start, end)).toEqual({
      n: 3,
      source: 'nature/sea.md',
      title: '深海',
      section: '水 › 温度',
      paragraph: passage.paragraph,
      quote: '那里没有光。',
      start,
      end,
      url: 'https://example.org/sea',
    });
  });

  it('has an empty section and no address where there are none', () => {
    const { document, passage, start, end } = bare;
    expect(cite(1, document, passage, start, end)).toMatchObject({ title: 'a', section: '', url: null });
  });

  it.each([
    ['before the passage', -1, 0],
    ['behind the passage', 0, 1],
  ])('refuses a stretch that reaches %s', (_, before, behind) => {
    const { document, passage } = evidence;
    expect(() => cite(1, document, passage, passage.start + before, passage.end + behind)).toThrow(
      expect.objectContaining({ name: 'WenjuError', code: 'internal' }),
    );
  });

  it('refuses an empty stretch, and a passage of another document', () => {
    const { document, passage, start } = evidence;
    const internal = expect.objectContaining({ code: 'internal' });
    expect(() => cite(1, document, passage, start, start)).toThrow(internal);
    expect(() => cite(1, bare.document, twin?.passage ?? passage, 0, 2)).toThrow(internal);
  });
});
