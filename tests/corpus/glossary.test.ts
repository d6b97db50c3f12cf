import { describe, expect, it } from 'vitest';
import { type Entity, Glossary } from '../../src/corpus/glossary.js';

const ALIBABA: Entity = {
  name: '阿里巴巴',
  kind: 'company',
  english: 'Alibaba',
  aliases: ['Alibaba', '阿里'],
};
const CLOUD: Entity = {
  name: '阿里云',
  kind: 'company',
  parent: '阿里巴巴',
  english: 'Alibaba Cloud',
  aliases: [],
};
const TONGYI: Entity = {
  name: '通义千问',
  kind: 'model',
  vendor: '阿里云',
  aliases: ['Tongyi Qianwen', '阿里版GPT'],
};

describe('Glossary', () => {
  const glossary = new Glossary([TONGYI, CLOUD, ALIBABA]);

  it('finds what a text names, with offsets into it', () => {
    const text = '阿里雲開放了通義千問,阿里的ＧＰＴ';
    const mentions = glossary.mentions(text);
    expect(mentions.map(({ entity, start, end }) => [text.slice(start, end), entity.name])).toEqual([
      ['阿里雲', '阿里云'],
      ['通義千問', '通义千问'],
      ['阿里', '阿里巴巴'],
    ]);
  });

  it('gives all names of a thing once, the canonical one first', () => {
    expect(glossary.namesOf(ALIBABA)).toEqual(['阿里巴巴', 'Alibaba', '阿里']);
    expect(glossary.namesOf(TONGYI)).toEqual(['通义千问', 'Tongyi Qianwen', '阿里版GPT']);
  });

  it('finds a thing by any of its names in any spelling, and by nothing more or less', () => {
    for (const name of ['通义千问', '通義千問', 'tongyi-qianwen', ' 阿里版ＧＰＴ ']) {
      expect(glossary.find(name)).toBe(TONGYI);
    }
    for (const name of ['通义', '通义千问吗', 'qianwen', '']) expect(glossary.find(name)).toBeUndefined();
  });

  it('gives the owners of a thing, nearest first', () => {
    expect(glossary.owners(TONGYI)).toEqual([CLOUD, ALIBABA]);
    expect(glossary.owners(ALIBABA)).toEqual([]);
  });

  it('gives the vendor, then the parent, then theirs', () => {
    const entry = (name: string, rest: Partial<Entity> = {}): Entity => ({
      name,
      kind: 'company',
      aliases: [],
      ...rest,
    });
    const all = new Glossary([
      entry('人', { vendor: '厂', parent: '所' }),
      entry('厂', { parent: '集团' }),
      entry('所', { parent: '院' }),
      entry('集团'),
      entry('院'),
    ]);
    const [person] = all.entities;
    expect(person && all.owners(person).map(({ name }) => name)).toEqual(['厂', '所', '集团', '院']);
  });

  it('is not led astray by owners that own each other', () => {
    const a: Entity = { name: '甲公司', kind: 'company', parent: '乙公司', aliases: [] };
    const b: Entity = { name: '乙公司', kind: 'company', parent: '甲公司', vendor: '乙公司', aliases: [] };
    const circle = new Glossary([a, b]);
    expect(circle.owners(a)).toEqual([b]);
    expect(circle.owners(b)).toEqual([a]);
  });

  it('knows nothing when it is empty', () => {
    const empty = new Glossary([]);
    expect(empty.mentions('通义千问')).toEqual([]);
    expect(empty.find('通义千问')).toBeUndefined();
    expect(empty.owners(TONGYI)).toEqual([]);
  });

  it.each<[string, Entity[], string]>([
    [
      'a name of two entries',
      [ALIBABA, { ...CLOUD, aliases: ['ＡＬＩＢＡＢＡ'] }],
      '“ＡＬＩＢＡＢＡ” is a name of two entries, “阿里巴巴” and “阿里云”: remove it from one of them',
    ],
    [
      'two spellings of one name',
      [
        { name: 'GPT4', kind: 'model', aliases: [] },
        { name: '新模型', kind: 'model', aliases: ['GPT-4'] },
      ],
      '“GPT-4” is a name of two entries, “GPT4” and “新模型”: remove it from one of them',
    ],
    [
      'an entry that is there twice',
      [ALIBABA, ALIBABA, { ...ALIBABA }],
      '“阿里巴巴” has two entries: make them one',
    ],
    [
      'a vendor that is no entry',
      [{ ...TONGYI, vendor: '腾讯' }],
      'the vendor of entry “通义千问”, “腾讯”, is the name of no entry: add an entry of that name',
    ],
    [
      'a parent by another of its names',
      [ALIBABA, { ...CLOUD, parent: 'Alibaba' }],
      'the parent of entry “阿里云”, “Alibaba”, is the name of no entry: write “阿里巴巴”',
    ],
    [
      'a name that is only marks',
      [{ ...ALIBABA, aliases: ['——'] }],
      '“——” of entry “阿里巴巴” has no letter and no digit',
    ],
  ])('refuses %s', (_, entities, message) => {
    expect(() => new Glossary(entities)).toThrow(expect.objectContaining({ code: 'bad-glossary', message }));
  });

  it('takes no longer for five hundred entries than a corpus of passages can bear', () => {
    const many = new Glossary(
      Array.from({ length: 500 }, (_, i) => ({
        name: `模型${i}号`,
        kind: 'model' as const,
        aliases: [`Model ${i}`, `M${i}X`],
      })),
    );
    const text = '4月7日,阿里云悄然开放了大模型“模型3号”的内测入口,model 12也在这里。'.repeat(6);
    const startedAt = performance.now();
    let mentions = 0;
    for (let i = 0; i < 10_000; i++) mentions += many.mentions(text).length;
    expect(mentions).toBe(10_000 * 12);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
