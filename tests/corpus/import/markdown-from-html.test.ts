import { describe, expect, it } from 'vitest';
import { withoutBlanks } from '../../../src/corpus/document.js';
import { parsePage } from '../../../src/corpus/import/dom.js';
import { markdownFromHtml } from '../../../src/corpus/import/markdown-from-html.js';
import { parseMarkdown } from '../../../src/corpus/parse-markdown.js';

const markdown = (html: string): string => markdownFromHtml(parsePage(html));

describe('markdownFromHtml', () => {
  it('writes headings, lists, quotations and code', () => {
    const html = `<h2>标题</h2><ul><li>一<ul><li>一之一</li></ul></li><li>二</li></ul><ol start="3"><li>三</li><li>四</li></ol>
      <blockquote><p>引文</p></blockquote><pre><code>a *b*\n  c</code></pre><p>用 <code>npm ci</code> 安装</p>`;
    expect(markdown(html)).toBe(
      '## 标题\n\n- 一\n  - 一之一\n- 二\n\n3. 三\n4. 四\n\n> 引文\n\n```\na *b*\n  c\n```\n\n用 `npm ci` 安装',
    );
  });

  it('leaves emphasis, pictures and the addresses of links out, so that quotes read as the page does', () => {
    expect(
      markdown(
        '<p>这是<b>“重点”</b>的<a href="https://example.com">说明</a><img src="x.png" alt="图">。</p>',
      ),
    ).toBe('这是“重点”的说明。');
  });

  it('joins lines of the source: Chinese ones without a space, English ones with one', () => {
    expect(markdown('<p>第一行\n    第二行</p><p>one\n  two</p>')).toBe('第一行第二行\n\none two');
  });

  it.each([
    'a *star* and a_b_c and _d_ and `code`',
    '# no heading',
    '1 < 2, a <b> c, AT&amp;T &lt;div&gt;',
    '[1] and [text](address) and [note]: here',
    'a ~~wave~~ and 10~20',
    'C:\\new\\*',
  ])('writes text that reads as that text: %s', (text) => {
    const escaped = markdown(`<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`);
    const { prose, blocks } = parseMarkdown(escaped);
    expect(blocks).toHaveLength(1);
    expect(withoutBlanks(prose)).toBe(text);
  });

  it('leaves what is no markup as it is', () => {
    for (const text of ['2 * 3', 'snake_case', '价格 [1]', '10~20cm', '1. 总则', 'a|b', 'R&D', 'x < y']) {
      expect(markdown(`<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`)).toBe(text);
    }
  });
});

describe('tables', () => {
  it('repeats the text of merged cells in each row and column that they cover', () => {
    const html = `<table><caption>假期</caption><tr><th rowspan="2">部门</th><th colspan="2">天数</th></tr><tr><td>婚假</td><td>病假</td></tr>
      <tr><td>研发</td><td>10</td><td><p>15</p><p>天|起</p></td></tr></table>`;
    expect(markdown(html)).toBe(
      '假期\n\n| 部门 | 天数 | 天数 |\n| --- | --- | --- |\n| 部门 | 婚假 | 病假 |\n| 研发 | 10 | 15 天\\|起 |',
    );
  });

  it('takes tables that arrange the page away around what they hold', () => {
    const html =
      '<table><tr><td><h2>左</h2></td><td><table><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>';
    expect(markdown(html)).toBe('## 左\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |');
    expect(markdown('<table><tr><td><p>一段</p></td></tr><tr><td>又一段</td></tr></table>')).toBe(
      '一段\n\n又一段',
    );
  });

  it('does not believe huge spans', () => {
    const html =
      '<table><tr><td colspan="1000000000" rowspan="99999999">甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>';
    expect(markdown(html).length).toBeLessThan(5_000);
  });
});
