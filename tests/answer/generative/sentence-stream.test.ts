import { describe, expect, it } from 'vitest';
import { readSentence } from '../../../src/answer/generative/marked-sentence.js';
import { SentenceStream } from '../../../src/answer/generative/sentence-stream.js';

const ANSWER =
  '4月7日，阿里云开放了“通义千问”的内测。[1] 它由张勇宣布[2]。参数为3.5亿。[1][3]\n\n- 第一点 [2]\n- 第二点。[3]\nIt opened on April 7 [1]. U.S. officials said no. [2]';

function cut(pieces: readonly string[]): string[] {
  const stream = new SentenceStream();
  return [...pieces.flatMap((piece) => stream.push(piece)), ...stream.end()].map(({ raw }) => raw);
}

describe('SentenceStream', () => {
  const expected = [
    '4月7日，阿里云开放了“通义千问”的内测。[1]',
    '它由张勇宣布[2]。',
    '参数为3.5亿。[1][3]',
    '- 第一点 [2]',
    '- 第二点。[3]',
    'It opened on April 7 [1].',
    'U.S. officials said no. [2]',
  ];

  it('cuts a whole answer into its sentences, each with its markers', () => {
    expect(cut([ANSWER])).toEqual(expected);
  });

  it.each([2, 3, 7, 20])('cuts the same when it comes in pieces of %i', (size) => {
    const pieces = ANSWER.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
    const read = (raws: readonly string[]) => raws.map((raw) => readSentence(raw).text);
    expect(read(cut(pieces))).toEqual(read(expected));
  });

  it('gives a sentence out with the bracket that closes its marker', () => {
    const stream = new SentenceStream();
    expect(stream.push('参数为160亿。[')).toEqual([]);
    expect(stream.push('1')).toEqual([]);
    expect(stream.push(']').map(({ raw }) => raw)).toEqual(['参数为160亿。[1]']);
    expect(stream.push('下一句[2]').map(({ raw }) => raw)).toEqual([]);
    expect(stream.push('。').map(({ raw }) => raw)).toEqual(['下一句[2]。']);
  });

  it('tells lines and paragraphs apart', () => {
    const stream = new SentenceStream();
    const all = [...stream.push('甲一。[1]乙二。[2]\n丙三。[1]\n\n丁四。[1]'), ...stream.end()];
    expect(all.map(({ begins }) => begins)).toEqual(['paragraph', 'sentence', 'line', 'paragraph']);
  });

  it('has nothing for nothing and for marks alone', () => {
    expect(cut([''])).toEqual([]);
    expect(cut(['\n\n', ' …', '[1]'])).toEqual([]);
  });
});

describe('readSentence', () => {
  it.each([
    ['参数为160亿。[1][3]', '参数为160亿。', [1, 3], ''],
    ['参数为160亿[1]。', '参数为160亿。', [1], ''],
    ['It has 16 billion [1, 2].', 'It has 16 billion.', [1, 2], ''],
    ['参数为160亿【资料2】。', '参数为160亿。', [2], ''],
    ['- **MOSS** 有160亿参数 [2-4]', 'MOSS 有160亿参数', [2, 3, 4], '- '],
    ['1. 第一［1］', '第一', [1], '1. '],
    ['3.5亿 [1]', '3.5亿', [1], ''],
    ['没有标记。', '没有标记。', [], ''],
  ])('reads %s', (raw, text, markers, bullet) => {
    expect(readSentence(raw)).toEqual({ text, markers, bullet });
  });
});
