import { describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../src/corpus/front-matter.js';

const fields = (yaml: string) => readFrontMatter(`---\n${yaml}\n---\n`).fields;

describe('readFrontMatter', () => {
  it('reads what it knows and passes over the rest', () => {
    const text =
      '---\ntitle: 国产GPT“神仙打架”\npublisher: 解放日报\npublished: 2023-04\nlanguage: zh-CN\nurl: https://example.org/a?b=c\ntags: [a]\nedition_of:\n  title: 别的\n---\n# 标题\n';
    expect(readFrontMatter(text)).toEqual({
      fields: {
        title: '国产GPT“神仙打架”',
        publisher: '解放日报',
        published: '2023-04',
        language: 'zh-CN',
        url: 'https://example.org/a?b=c',
      },
      end: text.indexOf('# 标题'),
      problems: [],
    });
  });

  it('reads lines that end in CR LF, and one that the text ends with', () => {
    expect(readFrontMatter('---\r\ntitle: 甲\r\n---\r\n正文')).toMatchObject({
      fields: { title: '甲' },
      end: 20,
    });
    expect(readFrontMatter('---\ntitle: 甲\n---')).toMatchObject({ fields: { title: '甲' }, end: 16 });
    expect(readFrontMatter('---\n---\n正文')).toEqual({ fields: {}, end: 8, problems: [] });
  });

  it.each([
    '正文\n---\ntitle: 甲\n---\n',
    '---\ntitle: 甲\n',
    '\n---\ntitle: 甲\n---\n',
    '----\ntitle: 甲\n----\n',
    '',
  ])('finds none in %j', (text) => {
    expect(readFrontMatter(text)).toEqual({ fields: {}, end: 0, problems: [] });
  });

  it.each([
    ['2023', '2023'],
    ['"2023"', '2023'],
    ['2023-04', '2023-04'],
    ['2023-04-11', '2023-04-11'],
    ['2023-4-1', '2023-04-01'],
    ['2023/04/11', '2023-04-11'],
    ['2023年4月11日', '2023-04-11'],
    ['2023年4月', '2023-04'],
    ['2023-04-11T08:30:00+08:00', '2023-04-11'],
    ['2023-04-11 08:30', '2023-04-11'],
  ])('takes the date %s for %s', (written, published) => {
    expect(fields(`published: ${written}`)).toEqual({ published });
  });

  it.each(['去年', '2023-13', '2023-02-30', '23-04', '[2023]', '2023-04-11x'])(
    'leaves out the date %s and says so',
    (written) => {
      expect(readFrontMatter(`---\ntitle: 甲\npublished: ${written}\n---\n`)).toMatchObject({
        fields: { title: '甲' },
        problems: ['its published is not a date like 2023, 2023-04 or 2023-04-11 and is not used'],
      });
    },
  );

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'example.org', '/a', '17'])(
    'leaves out the address %s and says so',
    (written) => {
      const { fields: read, problems } = readFrontMatter(`---\nurl: ${written}\n---\n`);
      expect(read).toEqual({});
      expect(problems).toEqual([expect.stringContaining('http://')]);
    },
  );

  it('takes a title that is a number, and one of several lines as one line', () => {
    expect(fields('title: 2023')).toEqual({ title: '2023' });
    expect(fields('title: |\n  上篇\n  下篇')).toEqual({ title: '上篇 下篇' });
  });

  it('passes over keys with nothing behind them', () => {
    expect(readFrontMatter('---\ntitle:\nurl: ""\npublished: null\n---\n')).toMatchObject({
      fields: {},
      problems: [],
    });
  });

  it.each([
    ['title: 国产GPT: 群雄', 'not valid YAML'],
    ['title: [a', 'not valid YAML'],
    ['a: &x [*x]\ntitle: *y', 'not valid YAML'],
    ['一段话\n另一段', 'not made of lines like'],
    ['- 甲', 'not made of lines like'],
  ])('says what is wrong with %j and where the text goes on', (yaml, problem) => {
    const text = `---\n${yaml}\n---\n正文`;
    const read = readFrontMatter(text);
    expect(read.fields).toEqual({});
    expect(read.problems).toEqual([expect.stringContaining(problem)]);
    expect(text.slice(read.end)).toBe('正文');
  });
});
