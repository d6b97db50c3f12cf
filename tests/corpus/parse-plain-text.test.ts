import { describe, expect, it } from 'vitest';
import { BLANK } from '../../src/corpus/document.js';
import { parsePlainText } from '../../src/corpus/parse-plain-text.js';

const paragraphs = (text: string): string[] =>
  parsePlainText(text).blocks.map(({ start, end }) => text.slice(start, end));

describe('parsePlainText', () => {
  it('has paragraphs between empty lines and numbers them', () => {
    const text = '一段。\n\n二段的\n第二行。\n \t\n\n三段。\n';
    expect(paragraphs(text)).toEqual(['一段。', '二段的\n第二行。', '三段。']);
    expect(parsePlainText(text).blocks.map(({ paragraph }) => paragraph)).toEqual([1, 2, 3]);
  });

  it('reads all kinds of line ends', () => {
    expect(paragraphs('\r\n一段。\r\n\r\n二段\r\n第二行。\r\n')).toEqual(['一段。', '二段\r\n第二行。']);
    expect(paragraphs('一段。\r\r二段。\r')).toEqual(['一段。', '二段。']);
  });

  it('takes lines for paragraphs where there are no empty lines and most lines end as sentences do', () => {
    expect(paragraphs('标题\n第一段。\n他说:“第二段!”\r\n第三段……\n')).toEqual([
      '标题',
      '第一段。',
      '他说:“第二段!”',
      '第三段……',
    ]);
    expect(paragraphs('First one.\nSecond one?\n')).toEqual(['First one.', 'Second one?']);
  });

  it('leaves a paragraph of wrapped lines whole', () => {
    const text = '通义千问是阿里云\n开发的大模型,\n于4月7日开放\n内测。';
    expect(paragraphs(text)).toEqual([text]);
  });

  it('knows paragraphs by their indentation', () => {
    expect(paragraphs('\u3000\u3000第一段\n没完。\n\u3000\u3000第二段\n也没完。\n')).toEqual([
      '\u3000\u3000第一段\n没完。',
      '\u3000\u3000第二段\n也没完。',
    ]);
  });

  it('takes everything for prose, markup too, but for what is before its start', () => {
    const text = '---\na: b\n---\n# 一 *二* <b> [c](d)\n';
    const { prose, blocks, heading } = parsePlainText(text, 13);
    expect(prose.replaceAll(BLANK, '.')).toBe('...\n....\n...\n# 一 *二* <b> [c](d)\n');
    expect(blocks).toEqual([{ kind: 'text', section: [], paragraph: 1, start: 13, end: text.length - 1 }]);
    expect(heading).toBeUndefined();
  });

  it.each(['', '\n\n', ' \u3000\n', '————\n\n***\n'])('has no paragraph in %j', (text) => {
    expect(paragraphs(text)).toEqual([]);
  });
});
