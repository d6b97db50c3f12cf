import { describe, expect, it } from 'vitest';
import { type QuestionType, questionForm } from '../../src/answer/question-type.js';
import { languageOf } from '../../src/text/language.js';

const formOf = (text: string) => questionForm(text, languageOf(text));

describe('the type of a question', () => {
  it.each<[QuestionType, readonly string[]]>([
    [
      'when',
      [
        '通义千问什么时候开放内测?',
        '通義千問什麼時候開放內測？',
        '文心一言几月几日发布?',
        '哪一年成立的?',
        '百度成立于何年?',
        '在哪天?',
        '上线时间是?',
        '多久以前?',
        '何时何地召开?',
        '这座塔建于哪个朝代?',
      ],
    ],
    [
      'how-many',
      [
        'MOSS有多少参数?',
        '用了几张芯片?',
        '价格是多少?',
        '多久能生成?',
        '训练花了多长时间?',
        '第几届?',
        '有多少家公司?',
        '通义千问的价格?',
        '教授有几位?',
      ],
    ],
    ['who', ['谁发布了MOSS?', 'MOSS是谁发布的?', '哪位教授参加了?', '何人?', '張勇是阿里的什麼人？']],
    ['where', ['总部在哪里?', '公司位于哪个城市?', '在哪几个城市?', '什么国家最大?', '總部在哪？']],
    ['why', ['为什么国产GPT落后?', '国产GPT落后的原因是什么?', '怎么会这样?', '为何?', '為什麼？']],
    ['how', ['怎么做数字人?', '如何评价MOSS?', '多位专家怎么看?']],
    [
      'compare',
      [
        '文心一言和通义千问哪个更早发布?',
        'MOSS和文心一言谁的参数更多?',
        '文心一言和通义千问有什么区别?',
        'MOSS比文心一言参数多吗?',
        '谁先发布的?',
      ],
    ],
    [
      'yes-no',
      [
        '通义千问能写诗吗?',
        '通义千问是不是百度的?',
        '百度有没有发布大模型?',
        '通义千问发布了没有?',
        '几乎所有公司都有大模型吗?',
        '任何公司都能用吗?',
        '是吗?',
      ],
    ],
    [
      'definition',
      ['文心一格是什么?', '什么是NLP?', '张勇是谁?', '张勇担任什么职务?', '邱锡鹏是什么人?', '介绍一下MOSS'],
    ],
    ['name', ['腾讯的大模型叫什么?', '它的全称是什么?', '360的模型叫什么名字?']],
    ['fact', ['哪家公司推出了文心一言?', '它得过什么奖?', '京东的工作有哪些方面?']],
  ])('is %s in Chinese', (type, questions) => {
    expect(questions.map((text) => `${text} ${formOf(text).type}`)).toEqual(
      questions.map((text) => `${text} ${type}`),
    );
  });

  it.each<[QuestionType, readonly string[]]>([
    ['when', ['When did Tongyi Qianwen open?', 'What year was it founded?', 'On what day did it open?']],
    ['how-many', ['How many parameters does MOSS have?', 'How long does it take?', "What's the price?"]],
    ['who', ['Who released MOSS?', 'Who is the founder of Baidu?', 'Which university made MOSS?']],
    ['where', ['Where is Baidu based?', 'Which city is it in?']],
    ['why', ['Why is it slow?', 'What caused it?', 'What are the reasons for that?']],
    ['how', ['How does Ruying work?', 'How is it made?']],
    ['compare', ['Which is larger, MOSS or PanGu?', 'Is MOSS larger than ERNIE Bot?']],
    ['yes-no', ['Is MOSS from Baidu?', 'Does 通义千问 write poems?', 'Could it write poems?']],
    ['definition', ['What is NLP?', 'Who is Zhang Yong?', 'Who was Zhang Yong?', 'Tell me about MOSS']],
    ['name', ["What is Tencent's model called?", "What is the name of Tencent's model?"]],
    ['fact', ['What did Baidu release?', 'What award did it win?']],
  ])('is %s in English', (type, questions) => {
    expect(questions.map((text) => `${text} ${formOf(text).type}`)).toEqual(
      questions.map((text) => `${text} ${type}`),
    );
  });

  it.each([
    ['什么?', 'yes-no'],
    ['京东的工作有哪几方面?', 'how-many'],
    ['近年来有什么进展?', 'how-many'],
    ['几乎没有人知道MOSS吗?', 'how-many'],
    ['几何学是什么?', 'how-many'],
    ['差别在哪里?', 'where'],
    ['相比之下有什么优势?', 'where'],
    ['他更喜欢哪个?', 'compare'],
    ['Who is the CEO?', 'definition'],
    ['Who was the first president?', 'definition'],
    ['百度的创始人是谁?', 'definition'],
    ['MOSS是谁发布的?', 'definition'],
    ['When did it open?', 'how'],
  ])('of “%s” is not %s', (text, type) => {
    expect(formOf(text).type).not.toBe(type);
  });
});

describe('how many things a question asks for', () => {
  it.each([
    ['哪些公司推出了大模型?', true, undefined],
    ['哪三家公司官宣?', true, 3],
    ['列举百度的三款产品', true, 3],
    ['京东的工作集中在哪4个方面?', true, 4],
    ['京东的工作有哪几方面?', true, undefined],
    ['通义千问和文心一言分别多少钱?', true, undefined],
    ['有什么功能?', true, undefined],
    ['Which companies built models?', true, undefined],
    ['Which three companies announced models?', true, 3],
    ['List the models.', true, undefined],
    ['哪家公司推出了文心一言?', false, undefined],
    ['MOSS有多少参数?', false, undefined],
    ['通义千问什么时候开放内测?', false, undefined],
    ['Which company makes ERNIE Bot?', false, undefined],
    ['When did it open?', false, undefined],
  ])('%s', (text, asksForSeveral, count) => {
    expect(formOf(text)).toMatchObject({ asksForSeveral });
    expect(formOf(text).count).toBe(count);
  });
});

describe('what is left of a question', () => {
  it.each([
    ['请问通义千问什么时候开放内测?', '通义千问 开放内测?'],
    ['MOSS有多少参数?', 'moss有 参数?'],
    ['文心一格是什么呢?', '文心一格 ?'],
    ['What is the price of MOSS?', 'is the price of moss?'],
  ])('of “%s” is “%s”', (text, statement) => {
    expect(formOf(text).statement.replace(/ +/g, ' ').trim()).toBe(statement);
  });

  it('stands where it stood', () => {
    for (const text of ['请问通义千问什么时候开放内测?', 'ＭＯＳＳ有多少參數？', 'Who released MOSS?']) {
      const { statement, asksAt } = formOf(text);
      expect(statement).toHaveLength(text.length);
      expect(text.slice(asksAt)).toMatch(/^(?:什么时候|多少|Who)/);
    }
  });

  it('has no place of a question word where there is none', () => {
    expect(formOf('介绍一下MOSS')).not.toHaveProperty('asksAt');
    expect(formOf('')).toMatchObject({ type: 'fact', asksForSeveral: false, statement: '' });
  });
});
