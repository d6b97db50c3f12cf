import { describe, expect, it } from 'vitest';
import { isForeign, type Wording, wordingFor } from '../../src/answer/wording.js';

const QUESTIONS = {
  simplified: '这个什么时候开放?',
  traditional: '這個什麼時候開放？',
  english: 'When did it open?',
};

/** Every sentence that a wording can make, by its name, with names, values and pairs in Chinese. */
function sentencesOf(wording: Wording): Record<string, string> {
  return {
    nothingFound: wording.nothingFound('海星'),
    nothingFoundOfNothing: wording.nothingFound(''),
    notStated: wording.notStated('海星'),
    notTheirs: wording.notTheirs('海星', '银河', '天宫'),
    otherFigure: wording.otherFigure('三成', '五成'),
    ahead: wording.ahead('海星', '五成', '银河', '三成'),
    equal: wording.equal('五成'),
    quoted: wording.quoted('海星很大。'),
    glosses: wording.glosses([
      ['海星', '海星星'],
      ['银河', '银河河'],
    ]),
  };
}

describe('wordingFor', () => {
  it.each(['simplified', 'traditional'] as const)('has full-width marks in %s Chinese', (script) => {
    for (const [name, sentence] of Object.entries(sentencesOf(wordingFor(QUESTIONS[script])))) {
      expect(sentence, name).not.toMatch(/[\u4e00-\u9fff”」）][,:;()?!.]|[,:;()?!.][\u4e00-\u9fff“「（]/);
      expect(sentence, name).not.toMatch(/ /);
    }
  });

  it('has half-width marks in English', () => {
    for (const [name, sentence] of Object.entries(sentencesOf(wordingFor(QUESTIONS.english)))) {
      expect(sentence, name).not.toMatch(/[，：；（）「」]/);
      expect(sentence, name).not.toMatch(/[的是不写寫资資]/);
    }
  });

  it('follows the script of the question', () => {
    const simplified = sentencesOf(wordingFor(QUESTIONS.simplified));
    const traditional = sentencesOf(wordingFor(QUESTIONS.traditional));
    expect(simplified.nothingFound).toBe('资料里没有找到关于“海星”的依据。');
    expect(traditional.nothingFound).toBe('資料裡沒有找到關於「海星」的依據。');
    for (const name of Object.keys(simplified)) {
      const [one, other] = [simplified[name] ?? '', traditional[name] ?? ''];
      expect(other, name).not.toMatch(/[资没关据题写两为]|来|“|”/);
      expect(one, name).not.toMatch(/[資沒關據題寫兩爲]|「|」/);
    }
  });

  it.each(Object.values(QUESTIONS))('says all that it is given: %s', (question) => {
    const wording = wordingFor(question);
    for (const [name, sentence] of Object.entries(sentencesOf(wording))) {
      if (name === 'nothingFoundOfNothing') continue;
      const said = /五成/.test(sentence) && name !== 'ahead' ? '五成' : '海星';
      expect(sentence, name).toContain(said);
    }
    expect(wording.ahead('甲', '5', '乙', '3')).toMatch(/甲.*5.*乙.*3/);
    expect(wording.otherFigure('3', '5')).toMatch(/5.*3/);
    expect(wording.notTheirs('甲', '乙', '丙')).toMatch(/甲.*乙.*丙/);
    expect(wording.nothingFound('')).not.toMatch(/[“「][”」]/);
  });

  it('puts a space between the parts of an answer in English only', () => {
    expect(wordingFor(QUESTIONS.english).gap).toBe(' ');
    expect(wordingFor(QUESTIONS.simplified).gap).toBe('');
    expect(wordingFor(QUESTIONS.traditional).gap).toBe('');
  });
});

describe('isForeign', () => {
  it.each([
    ['4月7日，阿里云开放了内测。', 'en', true],
    ['It opened on April 7.', 'en', false],
    ['It opened on April 7.', 'zh', true],
    ['MOSS的参数为160亿。', 'zh', false],
    ['10,984 m', 'zh', false],
    ['2023', 'en', false],
  ] as const)('“%s” to a reader of %s: %s', (text, language, expected) => {
    expect(isForeign(text, language)).toBe(expected);
  });
});
