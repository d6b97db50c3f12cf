import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readGlossary } from '../../src/corpus/read-glossary.js';

const read = (text: string) => readGlossary({ source: 'glossary.yaml', text });

describe('readGlossary', () => {
  it('reads entries with all their keys', () => {
    const glossary = read(`entries:
  - { name: 阿里云, kind: company, english: Alibaba Cloud, aliases: [Aliyun] }
  - name: 通义千问
    kind: model
    vendor: 阿里云
`);
    expect(glossary.entities).toEqual([
      { name: '阿里云', kind: 'company', english: 'Alibaba Cloud', aliases: ['Aliyun'] },
      { name: '通义千问', kind: 'model', vendor: '阿里云', aliases: [] },
    ]);
  });

  it.each(['', '# nothing yet\n', 'entries:\n', 'entries: []\n'])(
    'takes %j for an empty glossary',
    (text) => {
      expect(read(text).entities).toEqual([]);
    },
  );

  it('takes a key with nothing behind it for none', () => {
    expect(read('entries:\n  - name: 百度\n    kind: company\n    parent:\n    aliases:\n').entities).toEqual(
      [{ name: '百度', kind: 'company', aliases: [] }],
    );
  });

  it.each([
    ['no YAML', 'entries: [', 'glossary.yaml is not valid YAML: '],
    ['no entries', '- name: 百度\n', 'glossary.yaml: the file: '],
    ['an unknown list', 'entrys: []\n', 'glossary.yaml: the file: Unrecognized key: "entrys"'],
    [
      'an unknown key',
      'entries:\n  - name: 百度\n    kind: company\n    alias: [Baidu]\n',
      'glossary.yaml: entry 1 (“百度”): Unrecognized key: "alias"',
    ],
    [
      'an unknown kind',
      'entries:\n  - name: 百度\n    kind: firm\n',
      'glossary.yaml: entry 1 (“百度”), kind: Invalid option: expected one of "model"|"product"',
    ],
    [
      'a name that YAML takes for a number',
      'entries:\n  - name: 360\n    kind: company\n',
      'glossary.yaml: entry 1, name: 360 must stand between quotation marks: "360"',
    ],
    [
      'another name that YAML takes for a number',
      'entries:\n  - name: 三六零\n    kind: company\n    aliases: [奇虎, 360]\n',
      'glossary.yaml: entry 1 (“三六零”), aliases[2]: 360 must stand between quotation marks: "360"',
    ],
    ['an empty name', 'entries:\n  - name: " "\n    kind: company\n', 'glossary.yaml: entry 1 (“ ”), name: '],
    [
      'names that clash',
      'entries:\n  - name: 百度\n    kind: company\n  - name: 文心\n    kind: model\n    aliases: [百度]\n',
      'glossary.yaml: “百度” is a name of two entries, “百度” and “文心”: remove it from one of them',
    ],
  ])('refuses %s and says where', (_, text, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'bad-glossary', message: expect.stringContaining(message) }),
    );
  });

  it('tells the first of many mistakes and how many more there are', () => {
    const text = `entries:\n${'  - kind: company\n'.repeat(8)}`;
    expect(() => read(text)).toThrow(/entry 1, name: .*entry 5, name: .*; and 3 more$/);
  });

  it('reads the glossary that ships with the bot', async () => {
    const text = await readFile(new URL('../../corpus/glossary.yaml', import.meta.url), 'utf8');
    const glossary = read(text);
    expect(glossary.entities.length).toBeGreaterThan(50);
    expect(glossary.find('tongyi qianwen')?.name).toBe('通义千问');
    expect(glossary.find('360')?.kind).toBe('company');
  });
});
