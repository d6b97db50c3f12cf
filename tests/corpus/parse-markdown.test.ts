import { describe, expect, it } from 'vitest';
import { BLANK, withoutBlanks } from '../../src/corpus/document.js';
import { parseMarkdown } from '../../src/corpus/parse-markdown.js';

/** The prose with a dot for each blank. */
const dotted = (text: string): string => parseMarkdown(text).prose.replaceAll(BLANK, '.');

/** Number, section and prose of each block. */
const blocks = (text: string): [number, string, string][] => {
  const parsed = parseMarkdown(text);
  return parsed.blocks.map(({ paragraph, section, start, end }) => [
    paragraph,
    section.join(' / '),
    withoutBlanks(parsed.prose.slice(start, end)).trim(),
  ]);
};

describe('the prose of a Markdown text', () => {
  it.each([
    ['paragraphs', '一段。\n\n二段。\n', '一段。\n\n二段。\n'],
    ['line ends of all kinds', '一\r\n二\r三\n', '一\r\n二\r三\n'],
    ['headings', '# 标题 #\n\n## 二\n', '..标题..\n\n...二\n'],
    ['underlined headings', '标题\n===\n', '标题\n...\n'],
    ['emphasis', '**通义**_千问_~~旧~~***新***', '..通义...千问...旧.....新...'],
    ['emphasis that ends at a Chinese mark', '**“通义千问”**是模型', '..“通义千问”..是模型'],
    ['asterisks that are none', '2 ** 3 * 4', '2 ** 3 * 4'],
    ['ranges with a tilde', '高0.3~1.5m,长10~20cm', '高0.3~1.5m,长10~20cm'],
    ['links', '见[通义](https://a.b/c "标题")。', '见.通义.....................。'],
    [
      'links by reference',
      '见[通义][a]和[千问]。\n\n[a]: https://a.b\n[千问]: /c\n',
      '见.通义....和.千问.。\n\n................\n........\n',
    ],
    ['brackets that are no link', '见[1]。', '见[1]。'],
    ['addresses', '<https://a.b> 和 https://a.b/c?d=e', '.https://a.b. 和 https://a.b/c?d=e'],
    ['addresses behind Chinese', '见www.a.com。', '见www.a.com。'],
    ['images', '![图[一]](a.png "t")', '..图[一]............'],
    ['code in a line', '用`npm ci`和``a`b``', '用.npm ci.和..a`b..'],
    ['escapes', '\\*不斜\\* C:\\目录 \\\\', '.*不斜.* C:\\目录 .\\'],
    ['character references', 'A&amp;B', 'A&amp;B'],
    ['tags in a line', 'H<sub>2</sub>O<br>水', 'H.....2......O....水'],
    ['comments', '<!-- 不看 -->\n\n看<!-- 不看 -->见', '...........\n\n看...........见'],
    ['a comment over lines', '<!-- 一\n二 -->\n三', '......\n.....\n三'],
    ['blocks of HTML', '<p align="c">\n正文\n</p>\n', '.............\n正文\n....\n'],
    ['scripts and styles', '<style>\np { }\n</style>\n', '.......\n.....\n........\n'],
    ['lists', '- 一\n* 二\n\n1. 三\n   四\n', '..一\n..二\n\n...三\n...四\n'],
    ['task lists', '- [ ] 做\n- [x] 完\n', '......做\n......完\n'],
    ['quotations', '> 一\n> > 二\n>三\n', '..一\n....二\n.三\n'],
    ['a mark > in a quotation', '> 1 > 0\n', '..1 > 0\n'],
    ['tables', '| 甲 | 乙 |\n|:--|---|\n| a | *b* |\n', '. 甲 . 乙 .\n.........\n. a . .b. .\n'],
    ['an escaped bar', '| a \\| b |\n|---|\n', '. a .| b .\n.....\n'],
    ['fenced code', '```sh\n> ls -a\n  b\n```\n', '.....\n> ls -a\n  b\n...\n'],
    ['a fence that stays open', '~~~\nls\n', '...\nls\n'],
    ['indented code', '一\n\n    ls\n', '一\n\n    ls\n'],
    ['code in a quotation', '> ```\n> > ls\n> ```\n', '.....\n. > ls\n.....\n'],
    ['footnotes', '文[^1]。\n\n[^1]: 注。\n', '文....。\n\n......注。\n'],
    ['rules', '一\n\n---\n\n***\n', '一\n\n...\n\n...\n'],
    ['characters of two units', '**𠮷😀**𠮷', '..𠮷😀..𠮷'],
  ])('keeps %s in place', (_, text, prose) => {
    expect(dotted(text)).toBe(prose);
  });

  it('blanks what is before its start but for line ends', () => {
    const text = '---\r\na: b\r\n---\r\n正*文*';
    expect(parseMarkdown(text, 16).prose.replaceAll(BLANK, '.')).toBe('...\r\n....\r\n...\r\n正.文.');
  });
});

describe('the blocks of a Markdown text', () => {
  it('are paragraphs under their headings, the title left out', () => {
    const text = '# 标题\n\n一\n\n## 甲\n\n二\n\n#### 深\n\n三\n\n### 浅\n\n四\n\n## 乙\n\n五\n';
    expect(blocks(text)).toEqual([
      [1, '', '一'],
      [2, '甲', '二'],
      [3, '甲 / 深', '三'],
      [4, '甲 / 浅', '四'],
      [5, '乙', '五'],
    ]);
    expect(parseMarkdown(text).heading).toBe('标题');
  });

  it('say where they are', () => {
    const text = '# 标题\r\n\r\n一*段*。\r\n\r\n- 项\r\n';
    const found = parseMarkdown(text).blocks.map(({ start, end }) => text.slice(start, end));
    expect(found).toEqual(['一*段*。', '项']);
  });

  it('have the later first-level headings above them', () => {
    expect(blocks('# 书\n\n一\n\n# 章\n\n二\n\n## 节\n\n三\n')).toEqual([
      [1, '', '一'],
      [2, '章', '二'],
      [3, '章 / 节', '三'],
    ]);
  });

  it('have the first of several first-level headings above them when the title is another', () => {
    const { blocks: found } = parseMarkdown('# 一章\n\n一\n\n# 二章\n\n二\n', 0, '书名');
    expect(found.map(({ section }) => section)).toEqual([['一章'], ['二章']]);
    const [own] = parseMarkdown('# 书名(全)\n\n一\n', 0, '书名').blocks;
    expect(own?.section).toEqual([]);
  });

  it('have headings as they are read', () => {
    expect(blocks('## **“甲”**的`b` [c](d) &amp; ![e](f)\n\n一\n')).toEqual([[1, '“甲”的b c & e', '一']]);
  });

  it('number list items, quotations, table rows, code and notes like paragraphs', () => {
    const text =
      '一\n\n- 二\n  - 三\n\n    四\n- 五\n\n> 六\n>\n> 七\n\n| 八 | 8 |\n|--|--|\n| 九 | 9 |\n\n```\n十\n```\n\n<div>11</div>\n\n[^1]: 12\n';
    expect(blocks(text)).toEqual(
      ['一', '二', '三', '四', '五', '六', '七', '八  8', '九  9', '十', '11', '12'].map((prose, i) => [
        i + 1,
        '',
        prose,
      ]),
    );
  });

  it('are grouped by outermost list and by table', () => {
    const text = '- 一\n  1. 二\n- 三\n\n段\n\n1. 四\n\n|五|\n|--|\n|六|\n';
    expect(parseMarkdown(text).blocks.map(({ group }) => group)).toEqual([0, 0, 0, undefined, 1, 2, 2]);
  });

  it('take their numbers from comments and count on', () => {
    const text =
      '<!-- paragraph: 7 -->\n\n一\n\n二\n\n<!--paragraph:3-->\n- 三\n- 四\n\n<!-- paragraph: 20 --> 五\n\n<!-- paragraph: x -->\n\n六\n';
    expect(blocks(text).map(([paragraph, , prose]) => [paragraph, prose])).toEqual([
      [7, '一'],
      [8, '二'],
      [3, '三'],
      [4, '四'],
      [20, '五'],
      [21, '六'],
    ]);
  });

  it('are none where there is nothing to read', () => {
    for (const text of [
      '',
      '\n\n',
      '# 只有标题\n',
      '![](a.png)\n',
      '<br>\n',
      '……\n\n***\n',
      '- \n',
      '[a]: /b\n',
    ]) {
      expect(parseMarkdown(text).blocks).toEqual([]);
    }
  });

  it('do not count what has nothing to read', () => {
    expect(blocks('一\n\n![](a.png)\n\n……\n\n二\n').map(([paragraph]) => paragraph)).toEqual([1, 2]);
  });
});
