import { describe, expect, it } from 'vitest';
import type { CorpusDocument } from '../../../../adapters/web/page/api/shapes.js';
import {
  paragraphsOf,
  pieces,
  standing,
  type Target,
} from '../../../../adapters/web/page/evidence/excerpt.js';

const TEXT = '# 海\n\n海水是咸的。深海很冷。\n\n冬天很冷。\n\n深海很冷。\n';

/** A document whose paragraphs are its blocks but the heading. */
function documentOf(text: string): CorpusDocument {
  const paragraphs = [...text.matchAll(/^(?!#).+$/gm)].map(({ 0: found, index }, at) => ({
    paragraph: at + 1,
    section: '海',
    start: index,
    end: index + found.length,
  }));
  return { source: 'sea.md', title: '海', snapshot: 's', text, paragraphs };
}

function targetOf(quote: string, start: number): Target {
  return {
    source: 'sea.md',
    title: '海',
    section: '海',
    paragraph: 1,
    quote,
    start,
    end: start + quote.length,
  };
}

describe('standing', () => {
  it('finds a quote at its place, though it stands elsewhere as well', () => {
    const at = TEXT.lastIndexOf('深海很冷');
    expect(standing(documentOf(TEXT), targetOf('深海很冷', at))).toEqual({
      state: 'as-cited',
      start: at,
      end: at + 4,
    });
  });

  it('finds a quote that has moved, at the nearest of its places', () => {
    const first = TEXT.indexOf('深海很冷');
    const last = TEXT.lastIndexOf('深海很冷');
    expect(standing(documentOf(TEXT), targetOf('深海很冷', first + 1))).toMatchObject({
      state: 'moved',
      start: first,
    });
    expect(standing(documentOf(TEXT), targetOf('深海很冷', last - 1))).toMatchObject({
      state: 'moved',
      start: last,
    });
    expect(standing(documentOf(TEXT), targetOf('深海很冷', 1000))).toMatchObject({
      state: 'moved',
      start: last,
    });
  });

  it('says that a quote is gone', () => {
    expect(standing(documentOf(TEXT), targetOf('深海很暖', 9))).toMatchObject({ state: 'gone' });
  });
});

describe('paragraphsOf', () => {
  it('finds the paragraphs that a stretch touches', () => {
    const document = documentOf(TEXT);
    const of = (first: string, last: string) =>
      paragraphsOf(document, TEXT.indexOf(first), TEXT.indexOf(last) + last.length);
    expect(of('海水', '咸的')).toEqual({ from: 0, to: 1 });
    expect(of('深海', '冬天')).toEqual({ from: 0, to: 2 });
    expect(paragraphsOf(document, 0, 0)).toEqual({ from: 0, to: 1 });
    expect(paragraphsOf(document, 1000, 1001)).toEqual({ from: 2, to: 3 });
  });

  it('finds none in a document without paragraphs', () => {
    expect(paragraphsOf(documentOf('# 海\n'), 0, 1)).toEqual({ from: 0, to: 0 });
  });
});

describe('pieces', () => {
  it('cuts a paragraph where the mark begins and ends, and never outside of it', () => {
    const document = documentOf(TEXT);
    const [first, second] = document.paragraphs;
    if (first === undefined || second === undefined) throw new Error('the document has two paragraphs');
    const marked = { start: TEXT.indexOf('深海'), end: TEXT.indexOf('冬天') + 2 };
    expect(pieces(document, first, marked)).toEqual({
      before: '海水是咸的。',
      marked: '深海很冷。',
      after: '',
    });
    expect(pieces(document, second, marked)).toEqual({ before: '', marked: '冬天', after: '很冷。' });
    expect(pieces(document, second, { start: 0, end: 0 })).toEqual({
      before: '',
      marked: '',
      after: '冬天很冷。',
    });
  });
});
