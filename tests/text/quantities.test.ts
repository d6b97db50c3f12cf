import { describe, expect, it } from 'vitest';
import { quantities } from '../../src/text/quantities.js';

/** `30亿参数=3000000000 参数` for each quantity of a text. */
function found(text: string): string[] {
  return quantities(text).map(({ start, end, value, unit }) =>
    `${text.slice(start, end)}=${value} ${unit}`.trim(),
  );
}

describe('quantities', () => {
  it.each([
    ['30亿参数的模型', '30亿参数=3000000000 参数'],
    ['320亿个参数', '320亿个参数=32000000000 参数'],
    ['参数达320亿。', '320亿=32000000000'],
    ['参数达千亿,训练', '千亿=100000000000'],
    ['万亿级别的模型', '万亿级别=1000000000000 级别'],
    ['每秒可达一千万亿次', '一千万亿次=1000000000000000 次'],
    ['落槌价110万元', '110万元=1100000 元'],
    ['成本约10亿元', '10亿元=1000000000 元'],
    ['GPU芯片一万张', '一万张=10000 张'],
    ['运行3640天', '3640天=3640 天'],
    ['训练数据为40TB。', '40TB=40 tb'],
    ['支持6K高清图', '6K=6 k'],
    ['占30％', '30％=30 %'],
    ['百分之三十的人', '百分之三十=30 %'],
    ['三分之一的人', `三分之一=${Number((1 / 3).toPrecision(15))}`],
    ['提高了3.5倍', '3.5倍=3.5 倍'],
    ['3個方面', '3個方面=3 方面'],
    ['10多万人', '10多万人=100000 人'],
    ['20余亿美元', '20余亿美元=2000000000 美元'],
    ['100多名专家', '100多名=100 名'],
    ['面积36,197平方公里', '36,197平方公里=36197 平方公里'],
    ['10兆瓦', '10兆瓦=10 兆瓦'],
    ['体长42公分', '42公分=42 公分'],
    ['两个月', '两个月=2 个月'],
    ['五成以上', '五成=5 成'],
  ])('reads the number and the unit of %s', (text, quantity) => {
    expect(found(text)).toEqual([quantity]);
  });

  it.each([
    ['32 billion parameters', '32 billion parameters=32000000000 参数'],
    ['a 32-billion-parameter model', '32-billion-parameter=32 参数'],
    ['10,000 GPUs', '10,000 GPUs=10000 gpu'],
    ['10,000 high-end GPUs', '10,000 high-end GPUs=10000 gpu'],
    ['1.1 million yuan', '1.1 million yuan=1100000 元'],
    ['it ran for 3640 days', '3640 days=3640 天'],
    ['20 percent of them', '20 percent=20 %'],
    ['$3.5 billion', '$3.5 billion=3500000000 美元'],
    ['US$20m', 'US$20m=20000000 美元'],
    ['¥1,000', '¥1,000=1000 元'],
    ['10x faster', '10x=10 倍'],
    ['GPT-3 has 175B parameters', '175B parameters=175000000000 参数'],
    ['about 2 million of them', '2 million=2000000'],
  ])('reads English: %s', (text, quantity) => {
    expect(found(text)).toEqual([quantity]);
  });

  it('counts parameters in billions before a model', () => {
    expect(found('7B模型')).toEqual(['7B=7000000000 参数']);
  });

  it.each([
    ['5到10分钟', ['5=5 分钟', '10分钟=10 分钟']],
    ['5-10 minutes', ['5=5 分钟', '10 minutes=10 分钟']],
    ['30至50亿元', ['30=3000000000 元', '50亿元=5000000000 元']],
    ['5~10万人', ['5=50000 人', '10万人=100000 人']],
    ['500到1万人', ['500=500 人', '1万人=10000 人']],
    ['4月至9月', ['4月=4 月', '9月=9 月']],
  ])('gives both ends of the range %s their unit and magnitude', (text, both) => {
    expect(found(text)).toEqual(both);
  });

  it('finds years and dates too, by their units', () => {
    expect(found('2022年8月17日')).toEqual(['2022年=2022 年', '8月=8 月', '17日=17 日']);
    expect(found('二〇二二年')).toEqual(['二〇二二年=2022 年']);
  });

  it('gives bare numbers an empty unit', () => {
    expect(found('京东、360等')).toEqual(['360=360']);
    expect(found('in 2019')).toEqual(['2019=2019']);
    expect(found('评分为9.5,')).toEqual(['9.5=9.5']);
  });

  it.each([
    'GPT-4、GPT4',
    '天工3.5发布',
    'HunYuan-NLP-1T',
    '“A100”',
    'COVID-19',
    'iPhone 14 is here',
    'Windows 11',
    '360公司',
    '2021世界人工智能大会',
    '5G网络和3D打印',
    'B2B',
    '版本3.5.1',
    '百度、百科',
    '通义千问',
  ])('tells figures in names from quantities: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each(['第三名', '第30届', 'the 3rd one', 'in the 20th century'])('leaves out ordinals: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each(['10:30', '1:5', '2023-04-07', '2023/4/7', '2023-04', '1. 引言'])(
    'leaves out times, ratios, dates in figures and list numbers: %s',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );

  it.each([
    '一直',
    '一些',
    '一起',
    '统一',
    '一定',
    '三心二意',
    '十分重要',
    '千万别',
    '万一',
    '一点',
    '一部分',
    '进一步',
    '同一天里',
    '这一款',
    '每一个',
    '唯一一家',
    '十字军',
    '零售',
    '百家',
  ])('leaves out idioms with numerals: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each(['数百人', '几十亿元', '上千家', '七八个'])('leaves out guesses: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('takes 数 for a noun where it is one', () => {
    expect(found('参数千亿级别')).toEqual(['千亿级别=100000000000 级别']);
  });

  it('gives offsets into the text as it is, in order', () => {
    const text = '１０万元，和“三百”人。';
    expect(quantities(text).map(({ start, end }) => text.slice(start, end))).toEqual(['１０万元', '三百']);
  });

  it('finds nothing in an empty text', () => {
    expect(quantities('')).toEqual([]);
  });
});
