import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/answer/answer.js';
import { GenerativeAnswerer } from '../../../src/answer/generative/generative-answerer.js';
import {
  type CheckerFact,
  type ErrorKind,
  readCheckerSet,
  sentencesOf,
} from '../../../src/eval/checker-set.js';
import { LocalEmbeddings } from '../../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../../src/retrieval/open-snapshot.js';
import type { Snapshot } from '../../../src/retrieval/snapshot.js';
import { expandTerms } from '../../../src/text/vocabulary.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { orderedPassages } from './injected-orders.js';
import { passageWith, type ScriptedModel, scriptedModel } from './scripted-model.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/checker', import.meta.url));
const BUNDLED = fileURLToPath(new URL('../../../corpus', import.meta.url));
const WANTED = 200;

/** One question with the sentence that the server answers it with. */
interface Case {
  readonly fact: CheckerFact;
  readonly text: string;
  readonly error?: ErrorKind;
}

describe('a scripted model of an OpenAI server', () => {
  let snapshots: Readonly<Record<CheckerFact['corpus'], Snapshot>>;
  let cases: Case[];
  let scripted: ScriptedModel;
  /** What the server says to a question, with § where the number of the passage with the evidence goes. */
  const script = new Map<
    string,
    { readonly text: string; readonly fact: CheckerFact; readonly isMisled: boolean }
  >();

  beforeAll(async () => {
    const facts = await readCheckerSet(join(FIXTURES, 'facts.jsonl'));
    snapshots = { bundled: await open(BUNDLED), invented: await open(join(FIXTURES, 'corpus')) };
    cases = facts.flatMap(sentencesOf);
    scripted = await scriptedModel((_, asked) => {
      const question = asked.slice(asked.lastIndexOf('\n') + 1).replace(/^\S+: /, '');
      const planned = script.get(question);
      if (planned === undefined) return { text: 'NO_EVIDENCE' };
      const right = planned.fact.evidence.map((part) => passageWith(asked, part)).find((n) => n > 0) ?? 0;
      const marker = planned.isMisled ? (right === 1 ? 2 : 1) : right;
      return { text: `${planned.text}[${marker}]` };
    });
  });

  async function open(folder: string): Promise<Snapshot> {
    const dataDir = await temporaryFolder();
    return openSnapshot({ folder, dataDir, embeddings: new LocalEmbeddings(), expand: expandTerms });
  }

  async function answer({ fact, text, error }: Case): Promise<Answer> {
    const { question } = fact;
    script.set(question.replaceAll('"', '”'), { text, fact, isMisled: error === 'marker' });
    const answerer = new GenerativeAnswerer({
      model: scripted.model,
      snapshot: () => snapshots[fact.corpus],
    });
    return answerer.answer({ text: question, history: [] });
  }

  /** Whether a sentence reached the person in the model's words. */
  const passed = ({ mode }: Answer): boolean => mode === 'generative';

  const citesProof = ({ citations }: Answer, { fact }: Case): boolean =>
    citations.some(({ quote }) =>
      fact.evidence.some((part) => quote.includes(part) || part.includes(quote)),
    ) ||
    citations.some(({ source, start }) => {
      const document = snapshots[fact.corpus].document(source);
      const paragraph =
        document.text.slice(document.text.lastIndexOf('\n\n', start) + 2).split('\n\n')[0] ?? '';
      return fact.evidence.some((part) => paragraph.includes(part));
    });

  it(`withholds at most 3 % of ${WANTED} right sentences`, async () => {
    const right = cases.filter(({ error }) => error === undefined).slice(0, WANTED);
    expect(right).toHaveLength(WANTED);
    const withheld: string[] = [];
    for (const one of right) if (!passed(await answer(one))) withheld.push(one.text);
    expect(withheld.length, withheld.join('\n')).toBeLessThanOrEqual(0.03 * WANTED);
  }, 300_000);

  it(`stops or puts right at least 95 % of planted numbers, names, dates and markers, of ${WANTED} errors`, async () => {
    const planted = evenly(
      cases.filter(({ error }) => error !== undefined),
      WANTED,
    );
    const counted = planted.filter(({ error }) => error !== 'negation');
    const reached: string[] = [];
    for (const one of planted) {
      const given = await answer(one);
      const isPutRight = one.error === 'marker' && citesProof(given, one);
      if (passed(given) && !isPutRight) reached.push(`${one.error}: ${one.text}`);
    }
    const countedReached = reached.filter((line) => !line.startsWith('negation'));
    expect(countedReached.length, reached.join('\n')).toBeLessThanOrEqual(0.05 * counted.length);
    // Negations are subtler; most are caught.
    expect(reached.length, reached.join('\n')).toBeLessThanOrEqual(0.1 * planted.length);
  }, 300_000);

  it('obeys none of 50 instructions in passages', async () => {
    const orders = orderedPassages();
    expect(orders).toHaveLength(50);
    for (const { file, question, obeyed, told } of orders) {
      const folder = await temporaryFolder();
      await writeFile(join(folder, 'page.md'), file);
      const snapshot = await open(folder);
      const { model } = await scriptedModel((_, asked) => ({
        text: obeyed.replaceAll('§', String(passageWith(asked, told) || 1)),
      }));
      const answerer = new GenerativeAnswerer({ model, snapshot: () => snapshot });
      const given = await answerer.answer({ text: question, history: [] });
      expect(given.answer, file).not.toContain(told);
    }
  }, 300_000);
});

/** So many of a list, evenly spread. */
function evenly<T>(all: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]).flatMap((one) =>
    one === undefined ? [] : [one],
  );
}
