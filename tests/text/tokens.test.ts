import { describe, expect, it } from 'vitest';
import { fold } from '../../src/text/fold.js';
import { loadWordCutter } from '../../src/text/tokens.js';
import { seededRandom } from '../retrieval/random.js';

/** Whether jieba's native library is in the process. */
function isJiebaLoaded(): boolean {
  const report = process.report.getReport() as { readonly sharedObjects: readonly string[] };
  return report.sharedObjects.some((path) => path.includes('jieba'));
}

describe('loadWordCutter', () => {
  it('loads jieba at the first call, not when the module is imported', async () => {
    expect(isJiebaLoaded()).toBe(false);
    await loadWordCutter();
    expect(isJiebaLoaded()).toBe(true);
  });
});

describe('WordCutter', () => {
  it('gives the parts of long words before them', async () => {
    const { words } = await loadWordCutter();
    expect(words('人工智能')).toEqual(['人工', '智能', '人工智能']);
  });

  it('folds and leaves punctuation out', async () => {
    const { words } = await loadWordCutter();
    expect(words('「國產」的 GPT-4，發佈。')).toEqual(['国产', '的', 'gpt-4', '发布']);
    expect(words('，。！ \u0000\n')).toEqual([]);
  });

  it('keeps names and numbers in Latin letters whole', async () => {
    const { words } = await loadWordCutter();
    expect(words('天工3.5有40TB')).toEqual(['天工', '3.5', '有', '40tb']);
  });

  it('tags words with their parts of speech and their offsets in the text', async () => {
    const { tag } = await loadWordCutter();
    const tagged = tag('上海“宣布”,通义千问开放内测。');
    expect(tagged.slice(0, 2)).toEqual([
      { word: '上海', tag: 'ns', start: 0 },
      { word: '宣布', tag: 'v', start: 3 },
    ]);
    expect(tagged.at(-1)).toEqual({ word: '内测', tag: 'v', start: 13 });
  });

  it('gives offsets that hold in any mix of scripts, marks, blanks and surrogate pairs', async () => {
    const { tag } = await loadWordCutter();
    const random = seededRandom(7);
    const pieces = [
      '通义',
      '千问',
      '\u0000',
      ' ',
      'GPT-4',
      '3.5',
      '😀',
      '𠮷',
      '，',
      '\r\n',
      '國產',
      '40TB',
      'é',
      '\ud800',
    ];
    for (let round = 0; round < 200; round++) {
      const text = Array.from({ length: 12 }, () => pieces[Math.floor(random() * pieces.length)]).join('');
      const folded = fold(text);
      for (const { word, start } of tag(text)) expect(folded.slice(start, start + word.length)).toBe(word);
    }
  });
});
