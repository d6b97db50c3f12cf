import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Answer } from '../../src/answer/answer.js';
import { type Evidence, gatherEvidence } from '../../src/answer/evidence.js';
import type { FeatureContext } from '../../src/answer/evidence-features.js';
import { ExtractiveAnswerer } from '../../src/answer/extractive-answerer.js';
import { type AnalysedQuestion, analyseQuestion } from '../../src/answer/question-analysis.js';
import type { Glossary } from '../../src/corpus/glossary.js';
import { readGlossary } from '../../src/corpus/read-glossary.js';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { loadWordCutter } from '../../src/text/tokens.js';
import { expandTerms } from '../../src/text/vocabulary.js';
import { temporaryFolder } from '../temporary-folder.js';

/** Two groups (阿里巴巴 with 阿里云 and 达摩院, others alone), their things and people. */
export const GLOSSARY = `entries:
  - {name: 阿里巴巴, kind: company, english: Alibaba, aliases: [阿里]}
  - {name: 阿里云, kind: company, parent: 阿里巴巴, english: Alibaba Cloud}
  - {name: 达摩院, kind: institution, parent: 阿里巴巴, english: DAMO Academy}
  - {name: 百度, kind: company, english: Baidu}
  - {name: 腾讯, kind: company, english: Tencent}
  - {name: 华为云, kind: company, english: Huawei Cloud}
  - {name: 复旦大学, kind: institution, english: Fudan University, aliases: [复旦]}
  - {name: OpenAI, kind: company}
  - {name: 通义千问, kind: model, vendor: 阿里云, english: Tongyi Qianwen}
  - {name: 文心一言, kind: model, vendor: 百度, english: ERNIE Bot}
  - {name: 文心一格, kind: product, vendor: 百度, english: ERNIE ViLG}
  - {name: 盘古大模型, kind: model, vendor: 华为云, english: PanGu, aliases: [盘古]}
  - {name: MOSS, kind: model, vendor: 复旦大学}
  - {name: ChatGPT, kind: model, vendor: OpenAI}
  - {name: 张勇, kind: person, vendor: 阿里巴巴, english: Zhang Yong}
  - {name: 邱锡鹏, kind: person, vendor: 复旦大学, english: Qiu Xipeng}
  - {name: 上海, kind: place, english: Shanghai}
  - {name: NLP, kind: term}
`;

/** A document about the things of the glossary, published in April 2023. */
export const MODELS = `---
title: 国产大模型一览
published: "2023-04"
url: https://example.org/models
---

# 国产大模型一览

## 阿里

4月7日，阿里云悄然开放了大模型“通义千问”的**内测入口**。同一天，它还公布了邀请规则。4月11日，阿里巴巴集团董事会主席张勇宣布，旗下所有产品都将接入通义千问。

## 百度

百度去年8月推出AI作画平台“文心一格”，它的定位是面向设计师的创作工具。3月16日，百度发布“文心一言”[1]，它的参数为2600亿。

## 复旦

复旦大学教授邱锡鹏的团队今年2月发布了MOSS。MOSS的参数为160亿，因为算力不足，它的访问速度较慢。

## 华为

华为云2021年4月发布了盘古大模型，参数达1000亿。盘古大模型由华为云与鹏城实验室共同研发。
`;

const glossary = readGlossary({ source: 'glossary.yaml', text: GLOSSARY });

/** The same each time: things are told apart by identity. */
export function testGlossary(): Glossary {
  return glossary;
}

/** A question taken apart, with the glossary above. */
export async function analysed(text: string, published?: string): Promise<AnalysedQuestion> {
  return analyseQuestion(text, glossary, await loadWordCutter(), published);
}

/** A snapshot of a new corpus folder with these files, by their paths in it, and the glossary above. */
export async function openFiles(files: Readonly<Record<string, string>>): Promise<Snapshot> {
  const root = await temporaryFolder();
  const folder = join(root, 'corpus');
  for (const [path, text] of Object.entries({ 'glossary.yaml': GLOSSARY, ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return openSnapshot({
    folder,
    dataDir: join(root, 'data'),
    embeddings: new LocalEmbeddings(),
    expand: expandTerms,
  });
}

/** All sentences of a snapshot, as if a search had found every passage, in the order of the corpus. */
export function allEvidence(snapshot: Snapshot): Evidence[] {
  const results = snapshot.corpus.passages.map((passage) => ({ passage, score: 1, dense: 0, lexical: 0 }));
  return gatherEvidence(results, snapshot);
}

/** The first sentence of a snapshot that holds a text. */
export function sentenceWith(snapshot: Snapshot, part: string): Evidence {
  const found = allEvidence(snapshot).find(({ text }) => text.includes(part));
  if (found === undefined) throw new RangeError(`no sentence with ${part}`);
  return found;
}

export async function contextFor(
  text: string,
  snapshot: Snapshot,
  published?: string,
): Promise<FeatureContext> {
  const cutter = await loadWordCutter();
  return {
    question: analyseQuestion(text, snapshot.corpus.glossary, cutter, published),
    forms: await snapshot.questionForms(text),
    snapshot,
    cutter,
  };
}

export async function ask(
  snapshot: Snapshot,
  text: string,
  history: readonly string[] = [],
): Promise<Answer> {
  return new ExtractiveAnswerer(() => snapshot).answer({ text, history });
}
