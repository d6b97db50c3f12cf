import type { Jieba } from '@node-rs/jieba';
import { fold } from './fold.js';

/** Cuts texts into words. What it is given is folded first. */
export interface WordCutter {
  /**
   * The words of a text in their order, with the parts of longer words before them (jieba's search mode), and
   * without punctuation.
   */
  words(text: string): string[];
  /** The words of a text in their order with their parts of speech, without punctuation. */
  tag(text: string): TaggedWord[];
}

/** A word with its part of speech in jieba's (ICTCLAS) notation: n noun, v verb, nr person, ns place, m number, x unknown … */
export interface TaggedWord {
  /** Folded. */
  readonly word: string;
  readonly tag: string;
  /** UTF-16 offset of the word in the text that was cut. */
  readonly start: number;
}

const HAS_LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

let dictionary: Promise<Jieba> | undefined;

async function loadJieba(): Promise<Jieba> {
  const [{ Jieba }, { dict }] = await Promise.all([
    import('@node-rs/jieba'),
    import('@node-rs/jieba/dict.js'),
  ]);
  return Jieba.withDict(dict);
}

/**
 * Hands out the cutter of Chinese words. Its dictionary costs about 200 ms and 50 MB, so it is loaded at the
 * first call, and once.
 */
export async function loadWordCutter(): Promise<WordCutter> {
  dictionary ??= loadJieba();
  const jieba = await dictionary;
  return {
    words: (text) => jieba.cutForSearch(fold(text), true).filter((word) => HAS_LETTER_OR_DIGIT.test(word)),
    tag: (text) => {
      let start = 0;
      const tagged: TaggedWord[] = [];
      for (const { word, tag } of jieba.tag(fold(text), true)) {
        if (HAS_LETTER_OR_DIGIT.test(word)) tagged.push({ word, tag, start });
        start += word.length;
      }
      return tagged;
    },
  };
}
