import { describe, expect, it } from 'vitest';
import { type FalsePremise, falsePremise } from '../../src/answer/premise.js';
import { analysed, testGlossary } from './small-corpus.js';

async function premiseOf(text: string): Promise<FalsePremise | undefined> {
  return falsePremise(await analysed(text), testGlossary());
}

describe('falsePremise', () => {
  it.each([
    ['百度的通义千问什么时候开放内测?', '百度', '阿里云的通义千问什么时候开放内测?'],
    ['百度推出的“通义千问”有多少参数？', '百度', '阿里云推出的“通义千问”有多少参数？'],
    ['百度家的通义千问怎么样?', '百度', '阿里云家的通义千问怎么样?'],
    ['百度旗下的通义千问怎么样?', '百度', '阿里云旗下的通义千问怎么样?'],
    ['百度自主研发的大模型通义千问怎么样?', '百度', '阿里云自主研发的大模型通义千问怎么样?'],
    ['百度的通義千問什麼時候開放？', '百度', '阿里云的通義千問什麼時候開放？'],
    ['通义千问是百度的吗?', '百度', '通义千问是阿里云的吗?'],
    ['通义千问是不是百度推出的?', '百度', '通义千问是不是阿里云推出的?'],
    ['通义千问是由百度研发的吗?', '百度', '通义千问是由阿里云研发的吗?'],
    ['通义千问属于百度吗?', '百度', '通义千问属于阿里云吗?'],
    ['通义千问是百度哪天发布的?', '百度', '通义千问是阿里云哪天发布的?'],
    ['阿里的文心一言有多少参数?', '阿里', '百度的文心一言有多少参数?'],
    ['复旦的盘古有多少参数?', '复旦', '华为云的盘古有多少参数?'],
    ["When did Baidu's Tongyi Qianwen open?", 'Baidu', undefined],
    ['When did Baidu’s Tongyi Qianwen open?', 'Baidu', undefined],
    ["How big is Tencent's new MOSS?", 'Tencent', undefined],
    ['MOSS is made by Tencent, right?', 'Tencent', undefined],
  ])('puts right whose a thing is: %s', async (text, supposed, corrected) => {
    const premise = await premiseOf(text);
    expect(premise?.supposed).toBe(supposed);
    expect(premise?.thing.vendor).toBe(premise?.actual.name);
    if (corrected !== undefined) expect(premise?.corrected).toBe(corrected);
    expect(premise?.corrected).not.toContain(supposed);
  });

  it('corrects nothing that it has corrected', async () => {
    const premise = await premiseOf('百度的通义千问什么时候开放内测?');
    expect(await premiseOf(premise?.corrected ?? '')).toBeUndefined();
  });

  it.each([
    ['清华大学的MOSS有多少参数?', '清华大学'],
    ['清华大学推出的“MOSS”有多少参数?', '清华大学'],
    ['商汤科技的盘古有多少参数?', '商汤科技'],
    ["Acme's MOSS, how big is it?", 'Acme'],
  ])('knows an organisation that the glossary doesn’t know by its form: %s', async (text, supposed) => {
    expect((await premiseOf(text))?.supposed).toBe(supposed);
  });

  it.each([
    '阿里云的通义千问什么时候开放内测?',
    '通义千问是阿里云的吗?',
    '复旦的MOSS有多少参数?',
    "When did Alibaba Cloud's Tongyi Qianwen open?",
    '盘古大模型是谁研发的?',
  ])('leaves the right owner alone: %s', async (text) => {
    expect(await premiseOf(text)).toBeUndefined();
  });

  it.each([
    '阿里的通义千问什么时候开放内测?',
    '达摩院的通义千问什么时候开放内测?',
    '阿里巴巴旗下的通义千问怎么样?',
    "When did DAMO Academy's Tongyi Qianwen open?",
  ])('leaves a company of the same group alone: %s', async (text) => {
    expect(await premiseOf(text)).toBeUndefined();
  });

  it.each([
    '百度的类ChatGPT产品叫什么?',
    '百度的ChatGPT类产品叫什么?',
    "What is Baidu's ChatGPT-like product called?",
  ])('leaves likeness alone: %s', async (text) => {
    expect(await premiseOf(text)).toBeUndefined();
  });

  it.each([
    '百度的文心一言和阿里的通义千问哪个更早?',
    '百度和通义千问有什么关系?',
    '百度对通义千问怎么看?',
    '百度的文心一言、通义千问和MOSS有什么区别?',
    '百度比通义千问早吗?',
    '百度的张勇是谁?',
    '百度有多少员工?',
    '清华大学在哪里?',
    '',
  ])('leaves alone what says nothing of an owner: %s', async (text) => {
    expect(await premiseOf(text)).toBeUndefined();
  });
});
