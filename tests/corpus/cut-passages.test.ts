import { describe, expect, it } from 'vitest';
import { cutPassages, LONGEST_PASSAGE } from '../../src/corpus/cut-passages.js';
import { BLANK, withoutBlanks } from '../../src/corpus/document.js';
import { parseMarkdown } from '../../src/corpus/parse-markdown.js';
import { parsePlainText } from '../../src/corpus/parse-plain-text.js';

const cutMarkdown = (text: string): string[] =>
  cutPassages('a.md', parseMarkdown(text)).map(({ start, end }) => text.slice(start, end));
/** A sentence of `length` units. */
const sentence = (length: number, of = '通义千问是大模型'): string =>
  `${of.repeat(length).slice(0, length - 1)}。`;

describe('cutPassages', () => {
  it('makes a passage of a paragraph, with its place', () => {
    const text = '# 书\n\n## 章\n\n第一段。\n\n  第二段 *完* \n';
    expect(cutPassages('a/b.md', parseMarkdown(text))).toEqual([
      { source: 'a/b.md', section: ['章'], paragraph: 1, start: 11, end: 15 },
      { source: 'a/b.md', section: ['章'], paragraph: 2, start: 19, end: 25 },
    ]);
    expect(text.slice(19, 25)).toBe('第二段 *完');
  });

  it('begins and ends at what is read, not at markup', () => {
    expect(cutMarkdown('**通义** 是 `模型`\n')).toEqual(['通义** 是 `模型']);
    expect(cutMarkdown('> “引文。”\n> 完。\n')).toEqual(['“引文。”\n> 完。']);
    expect(cutMarkdown('\u3000\u3000缩进。\u3000\n')).toEqual(['缩进。']);
  });

  it('leaves a paragraph of the greatest length whole', () => {
    const text = sentence(160) + sentence(160);
    expect(cutMarkdown(text)).toEqual([text]);
  });

  it('cuts a longer one at sentence ends into nearly equal pieces', () => {
    const parts = Array.from({ length: 9 }, (_, i) => sentence(36 + i));
    const pieces = cutMarkdown(parts.join(''));
    expect(pieces).toEqual([parts.slice(0, 5).join(''), parts.slice(5).join('')]);
  });

  it('gives all pieces the number and section of their paragraph, in order and without gaps', () => {
    const text = `## 章\n\n${sentence(300)}${sentence(300)}\n\n后。\n`;
    const passages = cutPassages('a.md', parseMarkdown(text));
    expect(passages.map(({ paragraph, section }) => [paragraph, section])).toEqual([
      [1, ['章']],
      [1, ['章']],
      [2, ['章']],
    ]);
    expect(passages[1]?.start).toBe(passages[0]?.end);
  });

  it('keeps a quotation with the sentence it belongs to', () => {
    const quoted = `张勇说:“${sentence(60)}”`;
    const pieces = cutMarkdown(sentence(200) + quoted + sentence(200));
    expect(pieces.some((piece) => piece.includes(quoted))).toBe(true);
  });

  it('cuts a sentence that is too long at its clauses', () => {
    const clause = '通义千问是大模型,'.repeat(3);
    const pieces = cutMarkdown(`${clause.repeat(20).slice(0, -1)}。`);
    expect(pieces.length).toBe(2);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(LONGEST_PASSAGE);
      expect(piece).toMatch(/[,。]$/);
    }
  });

  it('cuts what has no marks at spaces, else between characters', () => {
    const words = cutMarkdown('word '.repeat(200).trim());
    expect(words.join(' ')).toBe('word '.repeat(200).trim());
    expect(Math.max(...words.map(({ length }) => length))).toBeLessThanOrEqual(LONGEST_PASSAGE);
    const rare = cutMarkdown(`通${'𠮷'.repeat(500)}`);
    expect(rare.join('')).toBe(`通${'𠮷'.repeat(500)}`);
    for (const piece of rare) {
      expect(piece.length).toBeLessThanOrEqual(LONGEST_PASSAGE);
      expect(piece).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
    }
  });

  it('measures what is read, so that an address in a link cuts nothing', () => {
    const text = `${sentence(100)}见[链接](https://example.org/${'a'.repeat(400)})${sentence(100)}`;
    expect(cutMarkdown(text)).toEqual([text]);
  });

  it('finds sentence ends beside markup', () => {
    const text = `**${sentence(200)}**${sentence(200, '文心一言')}`;
    expect(cutMarkdown(text)).toEqual([sentence(200), sentence(200, '文心一言')]);
  });

  it('cuts code at the ends of its lines', () => {
    const line = `${'ls -a '.repeat(15).trim()}\n`;
    const pieces = cutMarkdown(`\`\`\`sh\n${line.repeat(5)}\`\`\`\n`);
    expect(pieces.length).toBe(2);
    for (const piece of pieces) expect(`${piece}\n`).toMatch(/^(?:ls -a .*\n)+$/);
  });

  it('joins short items of a list with those behind them, the last one with those before it', () => {
    const long = '这一项的长度已经超过了二十个字,不必与别的合并';
    const text = `- 通义千问\n- 文心一言\n- 天工大模型是昆仑万维的产品\n- ${long}\n- 盘古\n`;
    const passages = cutPassages('a.md', parseMarkdown(text));
    expect(passages.map(({ paragraph, start, end }) => [paragraph, text.slice(start, end)])).toEqual([
      [1, '通义千问\n- 文心一言\n- 天工大模型是昆仑万维的产品'],
      [4, `${long}\n- 盘古`],
    ]);
  });

  it('joins the head of a table with its first row, and leaves long rows alone', () => {
    const row = '| 通义千问 | 阿里云于4月7日开放内测的大模型 |\n';
    const text = `| 模型 | 说明 |\n|---|---|\n${row}${row}`;
    expect(cutMarkdown(text)).toEqual([
      `模型 | 说明 |\n|---|---|\n${row.slice(0, -3)}`.trim(),
      row.slice(2, -3).trim(),
    ]);
  });

  it('joins nothing across lists, and no paragraphs', () => {
    expect(cutMarkdown('- 甲\n\n乙\n\n- 丙\n\n1. 丁\n')).toEqual(['甲', '乙', '丙', '丁']);
  });

  it('joins no more than a passage holds', () => {
    const pieces = cutMarkdown(`- 短\n- ${sentence(319)}\n`);
    expect(pieces).toEqual(['短', sentence(319)]);
  });

  it('cuts a book without an empty line in a moment', () => {
    const text = sentence(50).repeat(20_000);
    const startedAt = performance.now();
    const passages = cutPassages('a.txt', parsePlainText(text));
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(passages.at(-1)?.end).toBe(text.length);
  });

  it('covers every character that is read, whatever the markup', () => {
    const text = `# 书\n\n- **一**项。\n- 二[项](x)。\n\n> ${sentence(400)}\n\n|a|b|\n|-|-|\n|c|d|\n`;
    const parsed = parseMarkdown(text);
    const passages = cutPassages('a.md', parsed);
    let rest = parsed.prose;
    for (const { start, end } of passages) {
      rest = rest.slice(0, start) + BLANK.repeat(end - start) + rest.slice(end);
    }
    expect(withoutBlanks(rest).trim()).toBe('书');
  });
});
