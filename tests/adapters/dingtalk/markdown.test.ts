import { describe, expect, it } from 'vitest';
import { asLine, asMarkdown, asQuote, link } from '../../../adapters/dingtalk/markdown.js';

describe('asMarkdown', () => {
  it.each([
    ['breaks lines', '一\n二', '一  \n二'],
    ['keeps paragraphs', '一\n\n\n二', '一\n\n二'],
    ['keeps lists', '- 一\n- 二\n1. 三', '- 一  \n- 二  \n1. 三'],
    ['makes lists of other marks', '• 一\n2、 二', '- 一  \n2. 二'],
    ['leaves citations alone', '开放内测。[1][2]', '开放内测。[1][2]'],
    ['shows emphasis as it is written', '**粗** `码` ~~删~~', '\\*\\*粗\\*\\* \\`码\\` \\~\\~删\\~\\~'],
    ['shows tags as text', '<font color=red>', '\\<font color=red>'],
    ['makes no link', '[点我](https://evil.example)', '[点我\\](https://evil.example)'],
    ['makes no heading', '# 一', '\\# 一'],
    ['makes no quote', '> 一', '\\> 一'],
    ['keeps an underscore in a name', 'snake_case _斜_', 'snake_case \\_斜\\_'],
    ['keeps a year at the start', '2023. 一年', '2023\\. 一年'],
    ['keeps a backslash', 'a\\*b', 'a\\\\\\*b'],
  ])('%s', (_, text, expected) => {
    expect(asMarkdown(text)).toBe(expected);
  });

  it('makes a list of a table, which DingTalk does not render', () => {
    const table =
      '参数如下：\n\n| 模型 | 参数 |\n| --- | ---: |\n| MOSS | 160亿 |\n| 盘古 | 1000亿 |\n\n完。';
    expect(asMarkdown(table)).toBe(
      '参数如下：\n\n- 模型：MOSS；参数：160亿  \n- 模型：盘古；参数：1000亿\n\n完。',
    );
    expect(asMarkdown('| a | b |\n|---|---|\n| 1 | |')).toBe('- a: 1');
    expect(asMarkdown('| 只有一行 |')).toBe('| 只有一行 |');
  });
});

describe('asQuote', () => {
  it('quotes every line', () => {
    expect(asQuote('一\n # 二')).toBe('> 一  \n> \\# 二');
  });
});

describe('asLine', () => {
  it('puts a text on one line', () => {
    expect(asLine(' 一\n 二 ')).toBe('一 二');
  });
});

describe('link', () => {
  it('lets neither its text nor its address end it', () => {
    expect(link('[a](b)', 'https://example.org/a(b) c')).toBe('[a (b)](https://example.org/a%28b%29%20c)');
  });
});
