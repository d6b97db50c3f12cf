import { beforeAll, describe, expect, it } from 'vitest';
import { type AnswerKind, answerKind, answerSpots, saysName } from '../../src/answer/answer-kind.js';
import { loadWordCutter, type WordCutter } from '../../src/text/tokens.js';
import { analysed, testGlossary } from './small-corpus.js';

describe('answerKind', () => {
  it.each<[string, AnswerKind]>([
    ['通义千问什么时候开放内测?', 'date'],
    ['文心一言和通义千问哪个更早发布?', 'date'],
    ['Which came first, MOSS or PanGu?', 'date'],
    ['MOSS有多少参数?', 'number'],
    ['How many parameters does MOSS have?', 'number'],
    ['总部在哪里?', 'place'],
    ['MOSS为什么很慢?', 'cause'],
    ['腾讯的大模型叫什么?', 'name'],
    ['它得过什么奖?', 'name'],
    ['谁发布了MOSS?', 'who'],
    ['百度的创始人是谁?', 'person'],
    ['Who is the founder of Baidu?', 'person'],
    ['哪家公司推出了文心一言?', 'organisation'],
    ['哪個公司發布了文心一言？', 'organisation'],
    ['Which company makes ERNIE Bot?', 'organisation'],
    ['MOSS和文心一言谁的参数更多?', 'any'],
    ['文心一格的定位是什么?', 'any'],
    ['通义千问能写诗吗?', 'any'],
    ['MOSS是什么?', 'any'],
  ])('of “%s” is %s', async (text, kind) => {
    expect(answerKind(await analysed(text))).toBe(kind);
  });
});

describe('answerSpots', () => {
  let cutter: WordCutter;

  beforeAll(async () => {
    cutter = await loadWordCutter();
  });

  /** What could answer a question in a sentence, each text once. */
  async function spots(text: string, sentence: string): Promise<string[]> {
    const question = await analysed(text, '2023-04');
    const context = { glossary: testGlossary(), cutter, published: '2023-04' };
    const found = answerSpots(answerKind(question), question, sentence, context);
    return [...new Set(found.map(({ start, end }) => sentence.slice(start, end)))];
  }

  it.each([
    ['4月7日,阿里云开放了通义千问的内测入口。', ['4月7日']],
    ['它在2021年4月发布,去年8月更新。', ['2021年4月', '去年8月']],
    ['银杏在秋天变黄,每逢清晨落叶。', ['秋天', '清晨']],
    ['这座塔建于唐朝,宋代重修。', ['唐朝', '宋代']],
    ['這座塔建於唐朝。', ['唐朝']],
    ['他生于崇宁五年。', ['崇宁五年']],
    [
      '恐龙生活在侏罗纪,这幅画画于文艺复兴时期。',
      [expect.stringMatching(/侏罗纪$/), expect.stringMatching(/复兴时期$/)],
    ],
    ['Birds migrate in autumn, mostly at noon.', ['autumn', 'noon']],
    ['It opened on April 7, 2023.', ['April 7, 2023']],
    ['代表们出席了会议,有代表作和纪录。', []],
    ['它很慢。', []],
  ])('finds times, with figures or without: %s', async (sentence, found) => {
    expect(await spots('它什么时候出现?', sentence)).toEqual(found);
  });

  it.each([
    ['MOSS有多少参数?', 'MOSS于2023年2月发布,参数为160亿,用了8台服务器。', ['160亿']],
    ['MOSS有多少参数?', 'MOSS有160亿个参数,跑了3天。', ['160亿个参数']],
    ['训练一次要多久?', '训练用了一万张GPU芯片,花了11天。', ['11天']],
    ['训练一次要多少钱?', '用了一万张芯片,花了11天,成本为460万美元。', ['460万美元']],
    ['训练成本是多少?', '用了一万张芯片,花了11天,成本为460万美元。', ['460万美元']],
    ['这座山有多高?', '这座山海拔8848米,每年有5000人登顶。', ['8848米']],
    ['面积是多少?', '面积为36平方公里,人口2万。', ['36平方公里']],
    ['体重是多少?', '体重约30公斤,长1米。', ['30公斤']],
    ['他多大年纪?', '他35岁,写过3本书。', ['35岁']],
    ['这是第几届?', '这是第30届,有200人参加。', ['第30届']],
    ['训练数据有多少TB?', '训练数据为40TB,参数为2000亿。', ['40TB']],
    ['有多少家公司?', '2023年有300家,员工5万人。', ['300家']],
    ['How much did it cost?', 'It used 10,000 GPUs and cost 4.6 million dollars.', ['4.6 million dollars']],
    ['How long did it take?', 'It took 11 days on 10,000 GPUs.', ['11 days']],
    ['MOSS有多少参数?', '它于2023年2月发布。', []],
  ])('finds the figures of what is asked for: %s %s', async (question, sentence, found) => {
    expect(await spots(question, sentence)).toEqual(found);
  });

  it.each([
    ['谁发布了MOSS?', '复旦大学教授邱锡鹏的团队发布了MOSS。', ['复旦大学', '邱锡鹏']],
    ['Who released MOSS?', '复旦大学教授邱锡鹏的团队发布了MOSS。', ['复旦大学', '邱锡鹏']],
    ['百度的创始人是谁?', '创始人李彦宏在北京。', ['李彦宏']],
    ['百度的CEO是谁?', '张勇出席了会议。', []],
    ['阿里的CEO是谁?', 'CEO张勇出席了会议。', ['张勇']],
    ['哪家公司推出了文心一言?', '百度推出了文心一言,与腾讯无关。', ['百度', '腾讯']],
    ['哪所大学研发了MOSS?', '复旦大学与腾讯研发了MOSS。', ['复旦大学']],
    ['哪家银行投资了它?', '招商银行与腾讯投资了它。', ['招商银行']],
    ['谁发布了MOSS?', '它很慢。', []],
  ])(
    'finds people by their role and organisations by their kind: %s %s',
    async (question, sentence, found) => {
      expect(await spots(question, sentence)).toEqual(found);
    },
  );

  it.each([
    ['总部在哪里?', '公司在上海徐汇。', ['上海']],
    ['总部在哪里?', '它坐落河边。', ['坐落']],
    ['Where is it based?', 'It is headquartered in Hangzhou.', ['headquartered in']],
    ['总部在哪里?', '公司很大。', []],
  ])('finds places and what leads to them: %s %s', async (question, sentence, found) => {
    expect(await spots(question, sentence)).toEqual(expect.arrayContaining(found));
    if (found.length === 0) expect(await spots(question, sentence)).toEqual([]);
  });

  it.each([
    ['百度的大模型叫什么?', '百度发布文心一言,阿里发布通义千问。', ['文心一言']],
    ['阿里的大模型叫什么?', '百度发布文心一言,阿里发布通义千问。', ['通义千问']],
    ['百度的大模型叫什么?', '阿里发布了通义千问。', []],
    ['腾讯的大模型叫什么?', '腾讯的大模型是“混元”。', ['“混元”']],
    ['它得过什么奖?', '它得过《大众》“紫金奖”。', ['《大众》', '“紫金奖”']],
    ['这种树的别名叫什么?', '银杏又名白果。', ['又名白果']],
  ])('finds names, but nobody else’s: %s %s', async (question, sentence, found) => {
    expect(await spots(question, sentence)).toEqual(found);
  });

  it.each([
    ['因为算力不足,它很慢。', ['因为']],
    ['由於算力不足，它很慢。', ['由於']],
    ['It is slow because of the load.', ['because']],
    ['它很慢。', []],
  ])('finds what gives a cause: %s', async (sentence, found) => {
    expect(await spots('它为什么这样?', sentence)).toEqual(found);
  });

  it.each([
    ['4月7日什么时候开放?', '4月7日,它开放了。'],
    ['360亿参数还是多少参数?', '它有360亿参数。'],
    ['除了百度,哪家公司推出了大模型?', '百度推出了大模型。'],
    ['“混元”叫什么?', '它是“混元”。'],
    ['是因为什么原因?', '因为没有算力。'],
  ])('finds nothing that the question says itself: %s', async (question, sentence) => {
    expect(await spots(question, sentence)).toEqual([]);
  });

  it('finds nothing in particular where anything could answer', async () => {
    expect(await spots('文心一格的定位是什么?', '4月7日,百度有300人。')).toEqual([]);
  });
});

describe('saysName', () => {
  it.each([
    ['银杏又名白果。', true],
    ['腾讯的大模型名叫“混元”。', true],
    ['這個模型稱為混元。', true],
    ['The model is called Hunyuan.', true],
    ['腾讯的大模型很慢。', false],
    ['它名为盘古。', false],
  ])('%s', async (sentence, expected) => {
    expect(saysName(await analysed('它名为盘古,还叫什么?'), sentence)).toBe(expected);
  });
});
