/**
 * Fits the weights of src/answer/weights.ts on question sets and writes that file.
 *
 *     npm run calibrate -- ranking|sufficiency QUESTIONS:CORPUS[:WEIGHT[:TWINS]] …
 *
 * The ranking learns from the sentences that hold an answer. The decision to answer learns from what was chosen,
 * right or wrong, by the ranking that is in the file: fit that first. Every question that has an answer has a
 * twin that has none: the same question without the sentences that answer it, which counts TWINS of it. Half of
 * the questions (every second one) are held out, and the figures are those of that half; a set of weight 0 is
 * held out whole. With `--all` nothing is held out.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { RANKING, SUFFICIENCY } from '../../src/answer/weights.js';
import { Glossary, glossaryFileSchema } from '../../src/corpus/glossary.js';
import { readQuestionSet } from '../../src/eval/question-set.js';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import { expandTerms } from '../../src/text/vocabulary.js';
import { fitDecision, fitRanking } from './logistic.js';
import { type Sample, samplesOf } from './samples.js';

interface WeightedSample extends Sample {
  readonly weight: number;
  readonly set: string;
  readonly isHeldOut: boolean;
}

const WEIGHTS_FILE = 'src/answer/weights.ts';
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const holdsOut = !process.argv.includes('--all');
const [mode, ...sets] = words;
const samples: WeightedSample[] = [];
for (const set of sets) samples.push(...(await load(set)));
if (mode === 'ranking') await fitAndWriteRanking();
else await fitAndWriteSufficiency();

async function fitAndWriteRanking(): Promise<void> {
  const names = Object.keys(
    samples[0]?.sentences[0]?.features ?? {},
  ).sort() as (keyof Sample['sentences'][number]['features'])[];
  const row = (features: Sample['sentences'][number]['features']): Float64Array =>
    Float64Array.from(names, (name) => features[name]);
  const choices = samples
    .filter(({ isAnswerable, sentences }) => isAnswerable && sentences.some(({ isRight }) => isRight))
    .map((sample) => ({
      sample,
      weight: sample.weight,
      rows: sample.sentences.map(({ features }) => row(features)),
      isRight: sample.sentences.map(({ isRight }) => isRight),
    }));
  const weights = fitRanking(choices.filter(({ sample }) => !sample.isHeldOut));
  const scoreOf = (features: Float64Array): number =>
    features.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
  for (const set of new Set(samples.map((sample) => sample.set))) {
    const own = choices.filter(({ sample }) => sample.set === set && isShown(sample));
    const all = samples.filter(
      (sample) => sample.set === set && isShown(sample) && sample.isAnswerable,
    ).length;
    const right = own.filter(({ rows, isRight }) => {
      const scores = rows.map(scoreOf);
      return isRight[scores.indexOf(Math.max(...scores))] === true;
    }).length;
    console.log(`${set}: a right sentence is first for ${right} of ${all} (${own.length} have one)`);
  }
  await write(Object.fromEntries(names.map((name, i) => [name, weights[i] ?? 0])), SUFFICIENCY);
}

async function fitAndWriteSufficiency(): Promise<void> {
  const cases = samples.flatMap((sample) =>
    sample.choice === undefined ? [] : [{ sample, choice: sample.choice }],
  );
  const names = Object.keys(
    cases[0]?.choice.features ?? {},
  ).sort() as (keyof (typeof cases)[number]['choice']['features'])[];
  const rows = cases.map(({ sample, choice }) => ({
    sample,
    choice,
    row: Float64Array.from(names, (name) => choice.features[name]),
    isTrue: choice.isRight,
    weight: sample.weight,
  }));
  const { weights, bias } = fitDecision(
    rows.filter(({ sample, choice }) => !sample.isHeldOut && !choice.lacksFigure),
  );
  const odds = ({ row, choice }: (typeof rows)[number]): number =>
    choice.lacksFigure
      ? 0
      : 1 / (1 + Math.exp(-bias - row.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0)));
  for (const set of new Set(samples.map((sample) => sample.set))) {
    const own = rows.filter(({ sample }) => sample.set === set && isShown(sample));
    const answered = (of: typeof own): string =>
      `${of.filter((one) => odds(one) >= 0.5).length} of ${of.length}`;
    console.log(
      `${set}: answered of the right choices ${answered(own.filter(({ isTrue }) => isTrue))}, of wrong ones ${answered(
        own.filter(({ sample, isTrue }) => sample.isAnswerable && !isTrue),
      )}, of the unanswerable ${answered(
        own.filter(({ sample }) => !sample.isAnswerable && !sample.isTwin),
      )}, of the twins ${answered(own.filter(({ sample }) => sample.isTwin))}`,
    );
    if (!process.argv.includes('--failures')) continue;
    for (const one of own) {
      const { sample, choice } = one;
      if (odds(one) >= 0.5 === sample.isAnswerable || sample.isTwin) continue;
      console.log(
        `  ${sample.isAnswerable ? 'refused ' : 'answered'} ${odds(one).toFixed(2)} ${sample.id} [${sample.type}] ${sample.question}\n    ${choice.isRight ? '+' : '-'} ${choice.text.slice(0, 150)}`,
      );
    }
  }
  await write(RANKING, {
    bias,
    weights: Object.fromEntries(names.map((name, i) => [name, weights[i] ?? 0])),
  });
}

function isShown(sample: WeightedSample): boolean {
  return sample.isHeldOut || !holdsOut;
}

async function load(argument: string): Promise<WeightedSample[]> {
  const [file = '', folder = '', weight = '1', twins = '1'] = argument.split(':');
  const dataDir = await mkdtemp(join(tmpdir(), 'wenju-calibration-'));
  const snapshot = await openSnapshot({
    folder,
    dataDir,
    embeddings: new LocalEmbeddings(),
    expand: expandTerms,
    fallbackGlossary: await bundledGlossary(),
  });
  await rm(dataDir, { recursive: true });
  const found: WeightedSample[] = [];
  for (const [number, question] of (await readQuestionSet(file)).entries()) {
    const isHeldOut = Number(weight) === 0 || (holdsOut && number % 2 === 1);
    for (const sample of await samplesOf(question, snapshot)) {
      const own = Number(weight) * (sample.isTwin ? Number(twins) : 1);
      found.push({ ...sample, weight: own, set: file, isHeldOut });
    }
  }
  return found;
}

async function bundledGlossary(): Promise<Glossary> {
  const file = glossaryFileSchema.parse(parse(await readFile('corpus/glossary.yaml', 'utf8')));
  return new Glossary(file.entries);
}

async function write(
  ranking: Readonly<Record<string, number>>,
  sufficiency: { readonly bias: number; readonly weights: Readonly<Record<string, number>> },
): Promise<void> {
  const table = (weights: Readonly<Record<string, number>>, indent: string): string =>
    Object.entries(weights)
      .filter(([, weight]) => Math.abs(weight) >= 0.0005)
      .map(([name, weight]) => `${indent}${name}: ${Number(weight.toFixed(3))},`)
      .join('\n');
  const text = await readFile(WEIGHTS_FILE, 'utf8');
  await writeFile(
    WEIGHTS_FILE,
    text
      .replace(/(RANKING: Weights<\w+> = )\{[^}]*\}/, `$1{\n${table(ranking, '  ')}\n}`)
      .replace(
        /(SUFFICIENCY: [^=]*= )\{[^}]*\{[^}]*\},?\s*\}/,
        `$1{\n  bias: ${sufficiency.bias.toFixed(3)},\n  weights: {\n${table(sufficiency.weights, '    ')}\n  },\n}`,
      ),
  );
}
