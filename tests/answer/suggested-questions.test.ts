import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.js';
import { ExtractiveAnswerer } from '../../src/answer/extractive-answerer.js';
import { suggestQuestions } from '../../src/answer/suggested-questions.js';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { openSnapshot } from '../../src/retrieval/open-snapshot.js';
import type { Snapshot } from '../../src/retrieval/snapshot.js';
import { expandTerms } from '../../src/text/vocabulary.js';
import { temporaryFolder } from '../temporary-folder.js';

const GLOSSARY = `entries:
  - {name: 海星公司, kind: company, english: Haixing}
  - {name: 远洋公司, kind: company, english: Yuanyang}
  - {name: 海螺, kind: model, vendor: 海星公司, english: Conch}
  - {name: 灯塔, kind: product, vendor: 远洋公司, english: Lighthouse}
  - {name: 林远, kind: person, vendor: 远洋公司, english: Lin Yuan}
  - {name: 从没提过, kind: model, vendor: 海星公司, english: Never Named}
`;
const FILES = {
  'haixing.md': '# 海星\n\n2024年3月5日，海星公司发布了大模型“海螺”。海螺的参数为700亿。\n',
  'yuanyang.md':
    '# 远洋\n\n远洋公司的产品“灯塔”由深圳团队开发，2023年9月推出。远洋公司创始人林远表示，“灯塔”将开放给中小企业。\n',
};

async function openFiles(files: Readonly<Record<string, string>>): Promise<Snapshot> {
  const root = await temporaryFolder();
  const folder = join(root, 'corpus');
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const embeddings = new LocalEmbeddings();
  return openSnapshot({ folder, dataDir: join(root, 'data'), embeddings, expand: expandTerms });
}

function answerTo(snapshot: Snapshot, text: string): Promise<Answer> {
  return new ExtractiveAnswerer(() => snapshot).answer({ text, history: [] });
}

describe('suggestQuestions', () => {
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await openFiles({ ...FILES, 'glossary.yaml': GLOSSARY });
  });

  it.each(['zh', 'en'] as const)(
    'makes questions from names that the corpus answers, in %s',
    async (language) => {
      const questions = await suggestQuestions(snapshot, language);
      expect(questions.length).toBeGreaterThanOrEqual(2);
      expect(questions.length).toBeLessThanOrEqual(6);
      expect(new Set(questions).size).toBe(questions.length);
      const sources = new Set<string>();
      for (const question of questions) {
        expect(/\p{Script=Han}/u.test(question)).toBe(language === 'zh');
        const { refused, citations } = await answerTo(snapshot, question);
        expect(refused).toBe(false);
        for (const { source } of citations) sources.add(source);
      }
      expect(sources).toEqual(new Set(Object.keys(FILES)));
    },
  );

  it('suggests nothing about what no document names', async () => {
    expect((await suggestQuestions(snapshot, 'zh')).join('\n')).not.toContain('从没提过');
  });

  it('suggests the same for the same corpus', async () => {
    expect(await suggestQuestions(snapshot, 'zh')).toEqual(await suggestQuestions(snapshot, 'zh'));
  });

  it('takes titles and headings where the corpus names nothing, whatever language is asked for', async () => {
    const headings = ['灯塔的开放时间', '年假的申请期限', '鹦嘴鱼的体长', '水泵的启动步骤'];
    const answers = ['每天上午九点到下午五点', '提前两周', '约五十厘米', '先注水两升，再按下绿色按钮'];
    const files = headings.map((heading, i) => [
      `${i}.md`,
      `# 文件${i}\n\n## ${heading}\n\n${heading}是${answers[i]}。\n`,
    ]);
    const plain = await openFiles(Object.fromEntries(files));
    const questions = await suggestQuestions(plain, 'zh');
    expect(questions.length).toBeGreaterThan(0);
    for (const question of questions) {
      expect(headings.some((heading) => question.includes(heading))).toBe(true);
      expect((await answerTo(plain, question)).refused).toBe(false);
    }
    expect(await suggestQuestions(plain, 'en')).toEqual(questions);
  });

  it('takes a heading that is a question as it is', async () => {
    const plain = await openFiles({
      'faq.md': '# 常见问题\n\n## 年假要提前多久申请？\n\n年假要提前两周申请。\n',
    });
    expect(await suggestQuestions(plain, 'zh')).toContain('年假要提前多久申请？');
  });

  it('has nothing to suggest where nothing can be asked for by name', async () => {
    expect(await suggestQuestions(await openFiles({ 'a.txt': '12 34 56\n' }), 'zh')).toEqual([]);
  });

  it('stops when it is told to', async () => {
    await expect(suggestQuestions(snapshot, 'zh', AbortSignal.abort(new Error('enough')))).rejects.toThrow(
      'enough',
    );
  });
});
