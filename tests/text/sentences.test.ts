import { describe, expect, it } from 'vitest';
import { clauses, type Span, sentences } from '../../src/text/sentences.js';
import { seededRandom } from '../retrieval/random.js';

const BLANK = '\u0000';

function cut(text: string, spans: readonly Span[]): string[] {
  return spans.map(({ start, end }) => text.slice(start, end));
}

/** A text is given with `|` where a sentence must end. */
function expectSentences(marked: string): void {
  const text = marked.replaceAll('|', '');
  const expected = marked.split('|').map((sentence) => sentence.replace(/^[\s\0]+|[\s\0]+$/g, ''));
  expect(cut(text, sentences(text))).toEqual(expected);
}

describe('sentences', () => {
  it.each([
    '今天很好。|明天呢？|后天！|好吗?|好!|完了',
    '真的吗？！|是的。。。|好',
    '天工3.5发布了。|参数30亿。',
    '4月7日,阿里云开放内测.|张勇宣布接入.|ChatGPT也来了.',
    '价格100.|今年涨',
    '全角．|句号｡|完',
    '与.NET类似。|好',
  ])('end at Chinese full stops, and half-width ones in Chinese: %s', expectSentences);

  it.each([
    'Version 3.5 is out. |Node.js too. |The end.',
    'The U.S. government said so. |It is in the U.S. |The company grew.',
    'Dr. Smith, e.g. him, left Alibaba Inc. in Sept. 2022. |J. Doe came.',
    'Alibaba Inc. |It ended. |See Fig. 3 and No. 5.',
    'He asked: what?! |Yes. |Yahoo! is here.',
    'See http://x.com/a?b=c. |Then go.',
    'ChatGPT?|能. |OK',
  ])('end at English full stops, not at abbreviations and numbers: %s', expectSentences);

  it.each([
    '包括诗歌、小说……等等。|好',
    '首款应用是“元乘象ChatImg”……',
    '他说…… |然后走了。',
    '他想……“不行”。',
    'Well... maybe. |It is... |The end.',
    '“我……”他说。',
  ])('end after an ellipsis before white space only: %s', expectSentences);

  it.each([
    '“真的吗？”他问。|她笑了。',
    '“值得升级一遍。”张勇说。|好',
    '“走吧。”|他走了。',
    '他说：“今天很好。”|她点头。',
    '他说：“走！”|然后走了。',
    '他說：「好。」|她說：『不。』',
    '高喊“加油！”的人很多。|后来',
    '“加油！”和“好！”的口号。|后来',
    '这就是“好。”，不是吗？|是',
    '“好”。|是',
    '"好。"|她走了。',
    'He said "Go." |Then he left. |"Really?" he asked. |"No!" John Smith said.',
    '他引用：“一。二？三！”|完',
  ])('keep a quotation whole, and with who said it: %s', expectSentences);

  it('cuts inside a quotation of more than a hundred characters', () => {
    expectSentences(`他说：“${'很'.repeat(60)}。|${'好'.repeat(60)}。”|她走了。`);
  });

  it.each([
    '《能超越OpenAI吗？》一文指出。|好',
    '题为《能超越OpenAI吗？》。|好',
    '据说（2019年。2020年）是真的。|好',
    '他走了（真的。）她来了。|好',
    '他走了。|（记者 张三。）|她来了。',
    '一)好。|二)好。',
  ])('do not end in titles and brackets: %s', expectSentences);

  it.each([
    '他（真的。|她走了',
    '“没有关。|另一句。',
    '好。”|另一句。',
    '一个"没关。|另一句。',
    '好。）|然后',
  ])('are not held together by marks without a partner: %s', expectSentences);

  it.each([
    '第一段\n\n|第二段\n \t\n|第三段',
    `标题\n${BLANK}${BLANK}\n|正文`,
    '同一句\n还是这句',
    '步骤\n|1. 引言\n|2. 方法',
    '要点\n|- 一\n|- 二',
    '背景\n|一、引言\n|（二）方法',
    '“没关\n\n|另一段”',
  ])('end at blank lines and list items: %j', expectSentences);

  it.each(['1. Introduction to it. |2. It ends.', '分为:1.数据;2.算力.|好', '1.引言'])(
    'do not end at the number of a list item: %s',
    expectSentences,
  );

  it('count the units that stand for markup as space', () => {
    expectSentences(`${BLANK}${BLANK}标题。${BLANK}|${BLANK}正文`);
    expectSentences(`“${BLANK}好。${BLANK}”|他走了`);
  });

  it('are cut out of a stretch as if it were the whole text', () => {
    const text = '不要。今天很好。明天呢？不要';
    const spans = sentences(text, 3, 12);
    expect(cut(text, spans)).toEqual(['今天很好。', '明天呢？']);
    expect(sentences('“前。后”。', 1, 4)).toEqual([
      { start: 1, end: 3 },
      { start: 3, end: 4 },
    ]);
  });

  it('are none in an empty text and in white space', () => {
    expect(sentences('')).toEqual([]);
    expect(sentences(` \n\n${BLANK}\u3000`)).toEqual([]);
  });

  it.each([
    ['spaces', '\u3000'],
    ['line ends', '\n'],
    ['blank lines', ' \n'],
    ['units of markup', BLANK],
  ])('are cut in a time that grows with the text and not with its square, at a long run of %s', (_, unit) => {
    const text = `前${unit.repeat(100_000)}后。`;
    const start = performance.now();
    const found = cut(text, sentences(text)).join('');
    expect(found.replace(/[\s\0]/g, '')).toBe('前后。');
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('take in marks that are left alone', () => {
    expectSentences('好。\u0000。”|再见');
    expect(cut('……', sentences('……'))).toEqual(['……']);
  });
});

describe('clauses', () => {
  it.each([
    ['4月7日,阿里云开放；张勇宣布：接入', ['4月7日,', '阿里云开放；', '张勇宣布：', '接入']],
    ['有10,000个，10:30见，10：45走', ['有10,000个，', '10:30见，', '10：45走']],
    ['“甲，乙”和（丙，丁），戊', ['“甲，乙”和（丙，丁），', '戊']],
    ['see http://x.com, then', ['see http://x.com,', 'then']],
    ['One; two: three', ['One;', 'two:', 'three']],
    [`甲，${BLANK} 乙`, ['甲，', '乙']],
    ['，甲', ['，', '甲']],
    ['', []],
  ])('of %j', (text, expected) => {
    expect(cut(text, clauses(text))).toEqual(expected);
  });

  it('keep a closing mark with the clause of a long quotation', () => {
    const long = '很'.repeat(101);
    const text = `“${long}，”他说`;
    expect(cut(text, clauses(text))).toEqual([`“${long}，”`, '他说']);
  });
});

describe('sentences and clauses of any text', () => {
  const PIECES = [
    ...'。！？!?.．…｡，,；;：:、（）()《》“”‘’「」『』【】[]"\'',
    ...[
      '\n',
      '\n\n',
      ' ',
      '\u0000',
      '\u3000',
      '……',
      '...',
      'U.S.',
      '3.5',
      '1.',
      '说',
      '他',
      '的',
      'A',
      'the ',
      '😀',
      '- ',
    ],
  ];

  it.each([
    ['sentences', sentences],
    ['clauses', clauses],
  ] as const)('cover every unit but space, in order, without overlap: %s', (_, split) => {
    const random = seededRandom(11);
    for (let round = 0; round < 3000; round++) {
      const length = 1 + Math.floor(random() * 40);
      const text = Array.from({ length }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
      const start = Math.floor(random() * 3);
      const end = text.length - Math.floor(random() * 3);
      let at = Math.min(start, text.length);
      for (const span of split(text, start, end)) {
        expect(text.slice(at, span.start)).toMatch(/^[\s\0]*$/);
        expect(span.start).toBeGreaterThanOrEqual(at);
        expect(text.slice(span.start, span.end)).toMatch(/^[^\s\0]([\s\S]*[^\s\0])?$/);
        at = span.end;
      }
      expect(text.slice(at, end)).toMatch(/^[\s\0]*$/);
    }
  });
});
