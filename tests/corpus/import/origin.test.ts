import { describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../../src/corpus/front-matter.js';
import { hashOf, originFrontMatter, readOrigin, withFields } from '../../../src/corpus/import/origin.js';

describe('originFrontMatter', () => {
  it.each([
    '员工手册',
    'a: b # c',
    '---',
    '"quoted"',
    '- item',
    "it's\n---\ninjected: yes",
    '2024',
    '\u0007',
  ])('is read back whole with the title %j', (title) => {
    const hash = hashOf('bytes');
    const front = originFrontMatter({
      title,
      url: 'https://example.com/a?b=1#c',
      file: `${title}.pdf`,
      hash,
      added: '2024-01-02',
    });
    const { fields, problems, end } = readFrontMatter(`${front}\n正文`);
    expect(problems).toEqual([]);
    expect(end).toBe(front.length);
    expect(fields).toEqual({ title: title.replace(/\s+/g, ' '), url: 'https://example.com/a?b=1#c' });
    expect(readOrigin(`${front}\n正文`)).toEqual({ file: `${title}.pdf`, hash });
  });
});

describe('readOrigin', () => {
  it('finds none in a document that says nothing of it, or says it in its text', () => {
    const line = `original_sha256: ${hashOf('')}`;
    for (const text of [
      '正文',
      '---\ntitle: 一\n---\n',
      `---\ntitle: 一\n---\n${line}\n`,
      `${line}\n`,
      `---\n${line}\n: [\n---\n`,
    ]) {
      expect(readOrigin(text)).toBeUndefined();
    }
  });
});

describe('withFields', () => {
  const fields = { title: '新', url: 'https://example.com/' };

  it('puts front matter before a text that has none', () => {
    expect(withFields('正文\r\n', fields)).toBe('---\ntitle: 新\nurl: https://example.com/\n---\n正文\r\n');
  });

  it('sets what is given in the front matter, and keeps the rest with its comments', () => {
    const text = '---\n# note\ntitle: 旧\nkind: law # kept\n---\n正文\n';
    expect(withFields(text, { title: '新' })).toBe('---\n# note\ntitle: 新\nkind: law # kept\n---\n正文\n');
  });

  it('leaves front matter that is not valid as text', () => {
    const text = '---\na: [\n---\n正文\n';
    expect(withFields(text, { title: '新' })).toBe(`---\ntitle: 新\n---\n${text}`);
  });
});
