import { dict } from '@node-rs/jieba/dict.js';
import type { Corpus } from '../../src/corpus/corpus.js';
import { BLANK, type Document } from '../../src/corpus/document.js';
import { Glossary } from '../../src/corpus/glossary.js';
import type { Passage } from '../../src/corpus/passage.js';
import { seededRandom } from '../retrieval/random.js';

/**
 * A corpus of any size without a network: made-up Chinese documents from the words of jieba's dictionary, each
 * word as frequent as there. The sentences mean nothing. What they share with real ones: frequent words are
 * frequent, a document of 5 to 30 passages keeps to its own words and its topic's, most passages name its
 * subject, and a passage has some words of its own. Questions name the subject (four of five) and words of one
 * passage.
 */

const TOPICS = 300;
const WORDS_OF_A_TOPIC = 150;
const WORDS_OF_A_DOCUMENT = 30;
const WORDS_OF_A_PASSAGE = 6;
const COMMON_WORDS = 4000;
const RARER_WORDS = 60_000;
const QUESTION_ENDS = ['是什么?', '有多少?', '是谁?', '在哪里?', '什么时候?'];

export interface GeneratedCorpus {
  readonly corpus: Corpus;
  /** Questions on passages all over the corpus. */
  readonly questions: readonly string[];
}

/** The first `passages` passages of the corpus of a seed, and `questions` questions. */
export function generatedCorpus(passages: number, questions: number, seed = 2023): GeneratedCorpus {
  const maker = new CorpusMaker(seed);
  while (maker.passages.length < passages)
    maker.addDocument(passages - maker.passages.length, passages / questions);
  const { documents } = maker;
  const corpus = { documents, passages: maker.passages, glossary: new Glossary([]), problems: [] };
  return { corpus, questions: maker.questions.slice(0, questions) };
}

class CorpusMaker {
  readonly documents: Document[] = [];
  readonly passages: Passage[] = [];
  readonly questions: string[] = [];
  private readonly random: () => number;
  private readonly common: readonly string[];
  private readonly rarer: readonly string[];
  private readonly topics: readonly (readonly string[])[];

  constructor(seed: number) {
    this.random = seededRandom(seed);
    const words = dictionaryWords();
    this.common = words.slice(0, COMMON_WORDS);
    this.rarer = words.filter((word) => word.length > 1).slice(0, RARER_WORDS);
    this.topics = Array.from({ length: TOPICS }, () => this.several(WORDS_OF_A_TOPIC, this.rarer, 2));
  }

  addDocument(most: number, passagesPerQuestion: number): void {
    const topic = this.pick(this.topics, 1.3);
    const title = this.pick(this.rarer, 1) + this.pick(this.rarer, 1);
    const words = Array.from({ length: WORDS_OF_A_DOCUMENT }, () =>
      this.random() < 0.5 ? this.pick(topic, 1) : this.pick(this.rarer, 1.5),
    );
    const source = `${String(this.documents.length).padStart(6, '0')}.md`;
    const count = Math.min(most, 5 + Math.floor(25 * this.random() ** 1.5));
    let text = `# ${title}\n`;
    let prose = `${BLANK.repeat(text.length - 1)}\n`;
    let section: string[] = [];
    for (let paragraph = 1; paragraph <= count; paragraph++) {
      if (paragraph % 4 === 1) {
        section = [this.pick(words, 1) + this.pick(words, 1)];
        const heading = `\n## ${section[0]}\n`;
        text += heading;
        prose += BLANK.repeat(heading.length);
      }
      const own = this.several(WORDS_OF_A_PASSAGE, this.rarer, 1.3);
      const body = this.passageText(title, topic, words, own);
      this.passages.push({
        source,
        section,
        paragraph,
        start: text.length + 1,
        end: text.length + 1 + body.length,
      });
      text += `\n${body}\n`;
      prose += `\n${body}\n`;
      if (this.passages.length >= this.questions.length * passagesPerQuestion) this.ask(title, body, own);
    }
    this.documents.push({ source, title, text, prose });
  }

  private passageText(
    title: string,
    topic: readonly string[],
    words: readonly string[],
    own: readonly string[],
  ): string {
    const length = 100 + 180 * this.random();
    let text = this.random() < 0.6 ? title : '';
    let clause = text.length;
    while (text.length < length) {
      const kind = this.random();
      let word = this.pick(this.rarer, 2.5);
      if (kind < 0.4) word = this.pick(this.common, 4);
      else if (kind < 0.55) word = this.pick(topic, 1.5);
      else if (kind < 0.75) word = this.pick(words, 1);
      else if (kind < 0.9) word = this.pick(own, 1);
      text += word;
      clause += word.length;
      if (clause < 12 + 12 * this.random()) continue;
      text += this.random() < 0.4 ? '。' : ',';
      clause = 0;
    }
    return `${text.replace(/[,。]$/, '')}。`;
  }

  private ask(title: string, body: string, own: readonly string[]): void {
    const clause = this.pick(body.split(/[,。]/).filter(Boolean), 1);
    const subject = this.random() < 0.8 ? title : '';
    this.questions.push(subject + this.pick(own, 1) + clause.slice(0, 6) + this.pick(QUESTION_ENDS, 1));
  }

  private several(count: number, words: readonly string[], skew: number): string[] {
    return Array.from({ length: count }, () => this.pick(words, skew));
  }

  /** One of a list; the higher the skew, the nearer to its start. */
  private pick<T>(from: readonly T[], skew: number): T {
    const picked = from[Math.floor(from.length * this.random() ** skew)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }
}

/** The words of jieba's dictionary, most frequent first. */
function dictionaryWords(): string[] {
  return Buffer.from(dict)
    .toString('utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .flatMap(([word = '', frequency]) =>
      Number(frequency) >= 3 ? [{ word, frequency: Number(frequency) }] : [],
    )
    .sort((a, b) => b.frequency - a.frequency)
    .map(({ word }) => word);
}
