import { beforeAll, describe, expect, it } from 'vitest';
import { KeywordIndex } from '../../src/retrieval/keyword-index.js';
import { KeywordIndexBuilder } from '../../src/retrieval/keyword-index-builder.js';
import { KeywordPostings } from '../../src/retrieval/keyword-postings.js';
import { KEYWORD_WEIGHTS, type KeywordQuery } from '../../src/retrieval/keyword-query.js';
import { seededRandom } from './random.js';

interface Texts {
  readonly title: readonly string[];
  readonly passages: readonly (readonly string[])[];
}

const random = seededRandom(7);
const word = (): string => `w${Math.floor(200 * random() ** 2)}`;
const words = (count: number): string[] => Array.from({ length: count }, word);
const corpus: Texts[] = Array.from({ length: 60 }, () => ({
  title: words(1 + Math.floor(3 * random())),
  passages: Array.from({ length: 1 + Math.floor(5 * random()) }, () => words(Math.floor(40 * random()))),
}));

function postingsOf(texts: readonly Texts[]): Promise<KeywordPostings> {
  const builder = new KeywordIndexBuilder();
  for (const { title, passages } of texts) {
    builder.addDocument(title);
    for (const passage of passages) builder.addPassage(passage);
  }
  return builder.build();
}

const build = async (texts: readonly Texts[]): Promise<KeywordIndex> =>
  KeywordIndex.whole(await postingsOf(texts));

/** The formulas written down plainly. */
function referenceScores(texts: readonly Texts[], query: KeywordQuery): number[] {
  const { passageK1, passageB, documentK1, documentB, document: share, title: titleWeight } = KEYWORD_WEIGHTS;
  const count = (terms: readonly string[], term: string): number =>
    terms.filter((other) => other === term).length;
  const idf = (frequency: number, total: number): number =>
    Math.log(1 + (total - frequency + 0.5) / (frequency + 0.5));
  const slots = texts.flatMap(({ title, passages }) => [title, ...passages]);
  const passages = texts.flatMap((document) =>
    document.passages.map((passage, number) => ({ document, passage, isFirst: number === 0 })),
  );
  const lengthOf = ({ title, passages: own }: Texts): number =>
    titleWeight * title.length + own.flat().length;
  const meanDocument = texts.reduce((sum, document) => sum + lengthOf(document), 0) / texts.length;
  const meanPassage = passages.reduce((sum, { passage }) => sum + passage.length, 0) / passages.length;
  const bm25 = (tf: number, length: number, mean: number, k1: number, b: number): number =>
    (tf * (k1 + 1)) / (tf + k1 * (1 - b + (b * length) / mean));
  return passages.map(({ document, passage, isFirst }) => {
    let score = 0;
    for (const { alternatives, weight } of query) {
      const own = alternatives.map(({ term, weight: alternative }) => {
        const rarity = idf(slots.filter((slot) => slot.includes(term)).length, slots.length);
        const bm = bm25(count(passage, term), passage.length, meanPassage, passageK1, passageB);
        return weight * alternative * rarity * bm;
      });
      const whole = alternatives.map(({ term, weight: alternative }) => {
        const holding = texts.filter(({ title, passages: all }) =>
          [title, ...all].some((slot) => slot.includes(term)),
        );
        const tf = titleWeight * count(document.title, term) + count(document.passages.flat(), term);
        const bm = bm25(tf, lengthOf(document), meanDocument, documentK1, documentB);
        return weight * alternative * idf(holding.length, texts.length) * bm;
      });
      score += Math.max(...own) + share * Math.max(...whole);
    }
    const searched = isFirst ? [...passage, ...document.title] : passage;
    const isFound = query.some(({ alternatives }) =>
      alternatives.some(({ term }) => searched.includes(term)),
    );
    return isFound ? score : 0;
  });
}

const single = (term: string, weight = 1): KeywordQuery[number] => ({
  alternatives: [{ term, weight: 1 }],
  weight,
});

const queries: KeywordQuery[] = Array.from({ length: 20 }, () => [
  single(word()),
  single(word(), 0.5),
  single('nowhere'),
  {
    weight: 0.7,
    alternatives: [
      { term: word(), weight: 1 },
      { term: word(), weight: 0.8 },
      { term: word(), weight: 0.3 },
    ],
  },
]);

describe('KeywordIndex', () => {
  let index: KeywordIndex;
  let all: number;

  beforeAll(async () => {
    index = await build(corpus);
    all = index.passageCount;
  });

  it('scores every passage as the formulas say, for groups of alternatives and repeated searches', () => {
    for (const query of queries) {
      const reference = referenceScores(corpus, query);
      const hits = index.search(query, all);
      expect(hits).toHaveLength(reference.filter((score) => score > 0).length);
      for (const { passage, score } of hits) expect(score).toBeCloseTo(reference[passage] ?? 0, 3);
    }
  });

  it('gives the same best passages whatever the limit', () => {
    for (const query of queries) {
      const hits = index.search(query, all);
      for (const limit of [0, 1, 3, 10]) expect(index.search(query, limit)).toEqual(hits.slice(0, limit));
    }
  });

  it('lists passages that were asked for beside the best', () => {
    for (const query of queries) {
      const hits = index.search(query, all);
      const last = hits.at(-1);
      if (last === undefined || hits.length < 4) continue;
      expect(index.search(query, 2, [last.passage])).toEqual([hits[0], hits[1], last]);
    }
  });

  it('lets synonyms of one group count by the best of them only', () => {
    const [text] = corpus;
    const [first = '', second = ''] = text?.passages.find((passage) => new Set(passage).size > 2) ?? [];
    const scoreOf = (query: KeywordQuery): number => index.search(query, 1)[0]?.score ?? 0;
    const together: KeywordQuery = [
      { weight: 1, alternatives: [first, second].map((term) => ({ term, weight: 1 })) },
    ];
    expect(scoreOf(together)).toBeCloseTo(Math.max(scoreOf([single(first)]), scoreOf([single(second)])), 3);
  });

  it('prefers the passage whose document holds the rest of the question', async () => {
    const small = await build([
      {
        title: ['a'],
        passages: [
          ['fact', 'x', 'y'],
          ['subject', 'z'],
        ],
      },
      {
        title: ['b'],
        passages: [
          ['fact', 'x', 'y'],
          ['other', 'z'],
        ],
      },
    ]);
    expect(small.search([single('fact'), single('subject')], 3).map(({ passage }) => passage)).toEqual([
      1, 0, 2,
    ]);
  });

  it('counts a term of the title for the passages of its document', async () => {
    const small = await build([
      { title: ['other'], passages: [['fact']] },
      { title: ['subject'], passages: [['fact']] },
    ]);
    expect(small.search([single('fact'), single('subject')], 1)[0]?.passage).toBe(1);
  });

  it('finds the first passage of a document by its title alone', async () => {
    const small = await build([
      { title: ['other'], passages: [['fact']] },
      { title: ['subject'], passages: [['fact'], ['fact']] },
      { title: ['subject'], passages: [] },
    ]);
    expect(small.search([single('subject')], 5).map(({ passage }) => passage)).toEqual([1]);
  });

  it('tells how rare a term is', async () => {
    const small = await build([
      { title: ['a'], passages: [['x', 'y'], ['x']] },
      { title: ['b'], passages: [['x']] },
    ]);
    expect([
      small.documentFrequency('x'),
      small.documentFrequency('y'),
      small.documentFrequency('q'),
    ]).toEqual([2, 1, 0]);
    expect(small.passageFrequency('x')).toBe(3);
    expect(small.idf('q')).toBeGreaterThan(small.idf('y'));
    expect(small.idf('y')).toBeGreaterThan(small.idf('x'));
  });

  it('is the same after it was written and read', async () => {
    const bytes = await (await postingsOf(corpus)).toBytes();
    const read = KeywordIndex.whole(await KeywordPostings.fromBytes(bytes));
    expect(read.passageCount).toBe(index.passageCount);
    expect(read.documentCount).toBe(corpus.length);
    for (const query of queries) expect(read.search(query, 20)).toEqual(index.search(query, 20));
  });

  it('gives the same bytes for the same corpus', async () => {
    const [one, other] = await Promise.all([postingsOf(corpus), postingsOf(corpus)]);
    expect((await one.toBytes()).equals(await other.toBytes())).toBe(true);
  });

  it('refuses bytes with a flipped bit anywhere, cut short, or of another kind', async () => {
    const bytes = await (await postingsOf(corpus)).toBytes();
    const damaged = [bytes.subarray(0, -8), bytes.subarray(0, 20), Buffer.alloc(0), Buffer.from('{"a":1}')];
    for (let i = 0; i < bytes.length; i += 997) {
      const flipped = Buffer.from(bytes);
      flipped[i] = (flipped[i] ?? 0) ^ 4;
      damaged.push(flipped);
    }
    for (const wrong of damaged) {
      await expect(KeywordPostings.fromBytes(wrong)).rejects.toMatchObject({ code: 'snapshot-damaged' });
    }
  });

  it('holds no passage', async () => {
    const empty = await postingsOf([]);
    expect(KeywordIndex.whole(empty).search([single('x')], 10)).toEqual([]);
    const read = await KeywordPostings.fromBytes(await empty.toBytes());
    expect(KeywordIndex.whole(read).passageCount).toBe(0);
  });
});
