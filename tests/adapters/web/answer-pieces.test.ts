import { describe, expect, it } from 'vitest';
import { answerPieces } from '../../../adapters/web/answer-pieces.js';

const ANSWERS = [
  '4月7日，阿里云为“通义千问”开放了内测入口。[1]4月11日，张勇宣布它将接入所有产品。[2]',
  'The source says: “海水的盐度随深度变化。” [1] (海水: sea water)',
  `- ${'很长的一句话没有停顿'.repeat(20)}[1]\n- 短句。[2][3]`,
  'x'.repeat(500),
  '家庭👨‍👩‍👧‍👦和𠮷野家'.repeat(20),
  'array[0] is [not a marker] and [12] is.',
  '\n\n',
];

describe('answerPieces', () => {
  it.each(ANSWERS)('puts %j together again', (answer) => {
    expect(answerPieces(answer).join('')).toBe(answer);
  });

  it('cuts behind sentences, with their markers', () => {
    expect(answerPieces(ANSWERS[0] ?? '')).toEqual([
      '4月7日，阿里云为“通义千问”开放了内测入口。[1]',
      '4月11日，张勇宣布它将接入所有产品。[2]',
    ]);
  });

  it('makes no piece longer than some dozen characters, words apart', () => {
    for (const piece of ANSWERS.slice(0, 3).flatMap(answerPieces))
      expect(piece.length).toBeLessThanOrEqual(52);
  });

  it('cuts no marker, word or character in two', () => {
    expect(answerPieces(ANSWERS[3] ?? '')).toHaveLength(1);
    for (const piece of ANSWERS.flatMap(answerPieces)) {
      expect(piece).not.toMatch(/\[\d*$|^\d*\]/);
      expect(piece).not.toMatch(/[\ud800-\udbff]$|^[\udc00-\udfff]/);
    }
  });

  it('has nothing for nothing', () => {
    expect(answerPieces('')).toEqual([]);
  });
});
