/**
 * A process to be killed: opens the index of a corpus folder, checks what it serves against the files, tells the
 * outcome in a line of JSON, and then changes documents and reloads until it dies.
 */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExtractiveAnswerer } from '../../src/answer/extractive-answerer.js';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';

export interface Outcome {
  readonly passages: number;
  /** Texts that had to be embedded: all of them where nothing on the disk could be used. */
  readonly embedded: number;
  readonly quotes: number;
  readonly warnings: readonly string[];
  /** What is not as in the files. */
  readonly mismatches: readonly string[];
}

class CountingEmbeddings extends LocalEmbeddings {
  count = 0;

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    this.count += texts.length;
    return super.embedDocuments(texts);
  }
}

const [folder = '', dataDir = '', seed = '1'] = process.argv.slice(2);
const embeddings = new CountingEmbeddings();
const warnings: string[] = [];
const open = (previous?: Snapshot): Promise<Snapshot> =>
  openSnapshot({
    folder,
    dataDir,
    embeddings,
    previous,
    onWarning: ({ message }) => warnings.push(message),
  });

let served = await open();
const outcome: Outcome = {
  passages: served.corpus.passages.length,
  embedded: embeddings.count,
  warnings,
  ...(await compared(served)),
};
console.log(JSON.stringify(outcome));

for (let version = Number(seed) * 1000; ; version++) {
  await change(version);
  served = await open(served);
}

/** Compares all documents, and the quotes of some answers, with the files. */
async function compared(snapshot: Snapshot): Promise<Pick<Outcome, 'quotes' | 'mismatches'>> {
  const mismatches: string[] = [];
  for (const { source, text } of snapshot.corpus.documents) {
    if ((await readFile(join(folder, source), 'utf8')) !== text) mismatches.push(source);
  }
  const answerer = new ExtractiveAnswerer(() => snapshot);
  let quotes = 0;
  for (const { title } of snapshot.corpus.documents.slice(0, 5)) {
    const { citations } = await answerer.answer({ text: `${title}发布了什么?`, history: [] });
    for (const { source, start, end, quote } of citations) {
      quotes++;
      const text = await readFile(join(folder, source), 'utf8');
      if (text.slice(start, end) !== quote) mismatches.push(`${source} ${start}-${end}: ${quote}`);
    }
  }
  return { quotes, mismatches };
}

/** Changes a document, or moves one, or removes one, or adds one, in one step each. */
async function change(version: number): Promise<void> {
  const target = join(folder, `d${version % 20}.md`);
  if (version % 7 === 0) return rm(target, { force: true });
  if (version % 5 === 0)
    return rename(target, join(folder, `d${20 + (version % 10)}.md`)).catch(() => undefined);
  const paragraphs = Array.from(
    { length: 1 + (version % 6) },
    (_, i) => `4月${1 + ((version + i) % 28)}日,公司${version % 20}发布了第${version}版的模型${i}。`,
  );
  const temporary = join(folder, '.new');
  await writeFile(temporary, `# 公司${version % 20}\n\n${paragraphs.join('\n\n')}\n`);
  await rename(temporary, target);
}
