import { Embeddings, type EmbeddingsInterface } from '@langchain/core/embeddings';
import { fold } from '../text/fold.js';
import { scriptRuns } from './terms.js';

/** An embedding model with a name that changes whenever its vectors would. */
export interface IdentifiedEmbeddings extends EmbeddingsInterface {
  /** Part of a snapshot's key: vectors of one identity are never compared with those of another. */
  readonly identity: string;
  /** What its similarity counts in a search, 0 to 1; the keywords have the rest. @default 0.4 */
  readonly share?: number;
}

/** Raised whenever a text's vector would come out differently. */
const VERSION = 1;

/**
 * As many as leave room: at 100,000 passages an HNSW graph finds 99.95 % of the true neighbours of a question
 * in 0.5 ms (p99) with 32, and takes 1.3 ms with 48 and several with 128. Hashed features have no structure of
 * fewer dimensions that a graph could follow.
 */
const DEFAULT_DIMENSION = 32;

/** The places each feature is hashed to: more spread the chance of two features sharing one. */
const PLACES = 3;

/** What the first line of a document of several lines (a passage's title) counts, in occurrences. */
const TITLE_COUNT = 4;

/** How much a feature counts, by its kind. */
const WEIGHTS = { character: 1, pair: 1, word: 1.2, wordPart: 0.4 } as const;

/** The commonest characters of modern Chinese prose, roughly by frequency: they say little of a subject. */
const FREQUENT =
  '的一是不了在有人我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事' +
  '成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此' +
  '已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代' +
  '内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打女变四神总何电数安少' +
  '报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放' +
  '强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔谁哪吗呢吧';
const WEIGHT_BY_RANK = [
  { below: 60, weight: 0.1 },
  { below: 200, weight: 0.4 },
  { below: Number.POSITIVE_INFINITY, weight: 0.7 },
] as const;

const characterWeights = new Map(
  Array.from(FREQUENT, (character, rank) => [
    character.charCodeAt(0),
    WEIGHT_BY_RANK.find(({ below }) => rank < below)?.weight ?? 1,
  ]),
);

interface Feature {
  readonly weight: number;
  count: number;
}

/**
 * The embedding that needs no model, no file and no network: signed feature hashing (Weinberger et al. 2009)
 * of the characters, pairs of characters and Latin words of a text, each by 1 + ln(count) and by a fixed
 * weight, to unit length. Deterministic.
 *
 * It is lexical, not semantic: texts are near each other when they share characters and words, and a synonym
 * is as far as any other word. It keeps the dense half of the search working without an account; beside the
 * keyword index it adds little, so its share is small.
 */
export class LocalEmbeddings extends Embeddings implements IdentifiedEmbeddings {
  readonly dimension: number;
  readonly identity: string;
  /** On questions of CMRC 2018 and DRCD any larger share loses, and none gains. */
  readonly share = 0.05;

  constructor({ dimension = DEFAULT_DIMENSION }: { readonly dimension?: number } = {}) {
    super({});
    this.dimension = dimension;
    this.identity = `local-${VERSION}-${dimension}`;
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    return texts.map((text) => this.embed(text, TITLE_COUNT));
  }

  override async embedQuery(text: string): Promise<number[]> {
    return this.embed(text, 1);
  }

  private embed(text: string, titleCount: number): number[] {
    const vector = new Array<number>(this.dimension).fill(0);
    for (const [key, { weight, count }] of featuresOf(text, titleCount)) {
      const value = weight * (1 + Math.log(count));
      let bits = key;
      for (let place = 0; place < PLACES; place++) {
        bits = mixed(bits);
        const at = (bits >>> 1) % this.dimension;
        vector[at] = (vector[at] ?? 0) + ((bits & 1) === 0 ? value : -value);
      }
    }
    const length = Math.hypot(...vector);
    // A text without a letter has a vector too: no direction is more right than another.
    if (length === 0) vector[0] = 1;
    else for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length;
    return vector;
  }
}

/** The features of a text by a number for each: the units of a character or pair, a hash of anything else. */
function featuresOf(text: string, titleCount: number): Map<number, Feature> {
  const features = new Map<number, Feature>();
  const lines = fold(text).split('\n');
  for (const [number, line] of lines.entries()) {
    const times = number === 0 && lines.length > 1 ? titleCount : 1;
    const add = (key: number, weight: number): void => {
      const known = features.get(key);
      if (known === undefined) features.set(key, { weight, count: times });
      else known.count += times;
    };
    for (const { text: run, isChinese } of scriptRuns(line)) {
      if (isChinese) addCharacters(run, add);
      else {
        add(hash(run, 0, run.length), WEIGHTS.word);
        for (let i = 0; i + 3 <= run.length; i++) add(~hash(run, i, i + 3), WEIGHTS.wordPart);
      }
    }
  }
  return features;
}

function addCharacters(run: string, add: (key: number, weight: number) => void): void {
  for (let i = 0; i < run.length; i++) {
    const code = run.charCodeAt(i);
    const own = characterWeight(code);
    add(code, WEIGHTS.character * own);
    if (i + 2 > run.length) continue;
    const next = run.charCodeAt(i + 1);
    add((code << 16) | next, WEIGHTS.pair * Math.sqrt(own * characterWeight(next)));
  }
}

function characterWeight(code: number): number {
  return characterWeights.get(code) ?? 1;
}

/** FNV-1a over UTF-16 units. */
function hash(text: string, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let i = start; i < end; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}

/** The finish of MurmurHash3 behind a constant step: every bit of the result depends on every bit before. */
function mixed(bits: number): number {
  let value = (bits + 0x9e3779b9) | 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
