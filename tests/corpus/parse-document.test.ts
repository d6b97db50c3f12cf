import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/corpus/parse-document.js';

const titleOf = (source: string, text: string): string => parseDocument({ source, text }).document.title;

describe('parseDocument', () => {
  it('reads what the front matter says', () => {
    const text = '---\npublisher: 解放日报\npublished: 2023-04\nurl: https://a.b/\n---\n# 标题\n\n正文。\n';
    const { document, passages, problems } = parseDocument({ source: 'a.md', text });
    expect(document).toEqual({
      source: 'a.md',
      title: '标题',
      text,
      prose: expect.stringMatching(/^\0{3}\n/),
      publisher: '解放日报',
      published: '2023-04',
      url: 'https://a.b/',
    });
    expect(passages.map(({ start, end }) => text.slice(start, end))).toEqual(['正文。']);
    expect(problems).toEqual([]);
  });

  it('takes its title from the front matter, else the first heading, else the name of the file', () => {
    expect(titleOf('x/a.md', '---\ntitle: 甲\n---\n# 乙\n')).toBe('甲');
    expect(titleOf('x/a.md', '文\n\n## 乙 `c`\n\n# 丙\n')).toBe('乙 c');
    expect(titleOf('x/说明.v2.MD', '文\n')).toBe('说明.v2');
    expect(titleOf('a.txt', '# 乙\n')).toBe('a');
    expect(titleOf('a.txt', '---\ntitle: 甲\n---\n文\n')).toBe('甲');
  });

  it.each(['.md', '.MD', '.markdown'])('parses %s as Markdown', (ending) => {
    expect(titleOf(`a${ending}`, '# 标题\n')).toBe('标题');
  });

  it.each(['', '\n', '---\ntitle: 甲\n---\n', '# 标题\n', '<!-- 无 -->'])('has no passages in %j', (text) => {
    const { document, passages, problems } = parseDocument({ source: 'a.md', text });
    expect(document.prose.length).toBe(text.length);
    expect(passages).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('reads a document whose front matter is broken, and says so', () => {
    const text = '---\ntitle: 甲: 乙\n---\n\n正文。\n';
    const { document, passages, problems } = parseDocument({ source: 'x/a.md', text });
    expect(document.title).toBe('a');
    expect(passages.map(({ start, end }) => text.slice(start, end))).toEqual(['正文。']);
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'document-unreadable',
        message: expect.stringMatching(/^x\/a\.md: its front matter is not valid YAML/),
      }),
    ]);
  });

  it.each([
    ['a table of numbers', '1,2,“三”\n'.repeat(8_000)],
    ['JSON', JSON.stringify(Array.from({ length: 3_000 }, (_, i) => ({ id: i, tags: ['a_b', '*c*'] })))],
    ['quotations in quotations', `${'> '.repeat(20_000)}甲`],
    ['lists in lists', Array.from({ length: 500 }, (_, i) => `${'  '.repeat(i)}- 甲`).join('\n')],
    ['asterisks', `${'*'.repeat(30_000)}甲${'*'.repeat(30_000)}`],
    ['spaces', `甲${' '.repeat(5_000)}乙`],
  ])('reads %s that are called Markdown as plain text, and says so', (_, text) => {
    const startedAt = performance.now();
    const { passages, problems } = parseDocument({ source: 'a.md', text });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(passages.length).toBeGreaterThan(0);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^a\.md: it .* and is read as plain text: simplify it, or call it \.txt$/),
    ]);
  });

  it.each([
    ['list', '- 通义千问是阿里云的大模型。\n'.repeat(4_000)],
    ['table', `| a | b |\n|---|---|\n${'| 通义千问 | 阿里云的大模型 |\n'.repeat(3_000)}`],
    ['piece of code', `\`\`\`\n${'ls -a\n'.repeat(10_000)}\`\`\`\n`],
    ['paragraph', '通义千问是阿里云的大模型。'.repeat(3_000)],
  ])('reads a long %s as Markdown', (_, text) => {
    const { passages, problems } = parseDocument({ source: 'a.md', text });
    expect(problems).toEqual([]);
    expect(passages.length).toBeGreaterThan(50);
  });
});
