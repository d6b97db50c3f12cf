import { describe, expect, it } from 'vitest';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';

const embeddings = new LocalEmbeddings();
const similarity = async (a: string, b: string): Promise<number> => {
  const [first = [], second = []] = await Promise.all([embeddings.embedQuery(a), embeddings.embedQuery(b)]);
  return first.reduce((sum, value, i) => sum + value * (second[i] ?? 0), 0);
};

describe('LocalEmbeddings', () => {
  it('gives unit vectors of its dimension', async () => {
    const [vector = []] = await embeddings.embedDocuments(['通义千问于4月7日开放内测。']);
    expect(vector).toHaveLength(embeddings.dimension);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 10);
  });

  it('gives the same vector for the same text, in every instance', async () => {
    const text = '阿里云的大模型 Tongyi Qianwen';
    expect(await new LocalEmbeddings().embedQuery(text)).toEqual(await embeddings.embedQuery(text));
  });

  it.each(['', '   ', '。。。!?', '\u0000\u0000', '😀'])(
    'gives a finite unit vector for %j, which has no letter',
    async (text) => {
      const vector = await embeddings.embedQuery(text);
      expect(vector.every(Number.isFinite)).toBe(true);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 10);
    },
  );

  it('takes Traditional, full-width and upper-case letters for what they stand for', async () => {
    expect(await embeddings.embedQuery('開放內測 ＣＨＡＴＧＰＴ')).toEqual(
      await embeddings.embedQuery('开放内测 chatgpt'),
    );
  });

  it('puts texts that share words nearer than texts that do not', async () => {
    const question = '通义千问什么时候开放内测';
    const near = await similarity(question, '4月7日,通义千问开放内测入口');
    expect(near).toBeGreaterThan(await similarity(question, '海水的盐度随深度变化'));
  });

  it('names its dimension in its identity', () => {
    expect(new LocalEmbeddings({ dimension: 64 }).identity).not.toBe(embeddings.identity);
  });
});
