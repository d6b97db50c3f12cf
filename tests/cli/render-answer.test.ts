import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../src/cli/render-answer.js';
import { ANSWER, REFUSAL } from './answers.js';

const plain = pc.createColors(false);
const coloured = pc.createColors(true);

describe('renderAnswer', () => {
  it('shows the text, then each citation with its place, quote and offsets', () => {
    expect(renderAnswer(ANSWER, plain)).toBe(`通义千问于4月7日开放内测。[1]

[1] 国产大模型 › 阿里 › 内测 · 第 3 段
    4月7日，阿里云开放了
    “通义千问”的内测。
    news/article.md:120-143`);
  });

  it('names the place in the language of the answer, and a web address where there is one', () => {
    const [citation] = ANSWER.citations;
    if (citation === undefined) throw new Error('the answer has a citation');
    const linked = { ...citation, section: '', url: 'https://example.com/a' };
    const text = renderAnswer({ ...ANSWER, language: 'en', citations: [linked] }, plain);
    expect(text).toContain('[1] 国产大模型, paragraph 3');
    expect(text).toContain('news/article.md:120-143  https://example.com/a');
  });

  it('shows a refusal with what the documents do tell about', () => {
    expect(renderAnswer(REFUSAL, plain)).toBe(`The corpus has no evidence.

The documents tell about:
  · Tongyi Qianwen
  · ERNIE Bot`);
  });

  it('says why a generated answer was replaced', () => {
    expect(renderAnswer({ ...ANSWER, fallback: { reason: 'timeout' } }, plain)).toContain('timeout');
    const half = { ...ANSWER, mode: 'generative' as const, fallback: { reason: 'timeout' } };
    expect(renderAnswer(half, plain)).toContain('模型没有答完，其余为摘录：timeout');
  });

  it('colours nothing but with colours', () => {
    const text = renderAnswer(ANSWER, coloured);
    expect(text).toContain('\u001b[36m[1]\u001b[39m');
    expect(text.replace(/\u001b\[\d+m/g, '')).toBe(renderAnswer(ANSWER, plain));
  });

  it('lets no control character of a document through', () => {
    const [citation] = ANSWER.citations;
    if (citation === undefined) throw new Error('the answer has a citation');
    const evil = {
      ...citation,
      title: 'a\u001b]0;title\u0007',
      quote: 'b\u001b[2J\u009bc\r',
      source: 'd\u001b.md',
    };
    const text = renderAnswer({ ...ANSWER, answer: 'e\u001b[31m[1]', citations: [evil] }, plain);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});
