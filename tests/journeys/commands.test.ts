import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { startOpenAiServer } from '../fakes/openai-server.js';
import { corpusFolder } from '../retrieval/corpus-folder.js';
import { jsonLines, Wenju } from './wenju.js';

const COMMANDS = ['serve', 'ask', 'search', 'reload', 'corpus', 'eval', 'doctor'];

interface FoundPassage {
  readonly source: string;
  readonly passage: string;
  readonly score: number;
}

describe('the command line', () => {
  let wenju: Wenju;
  let folder: string;

  beforeAll(async () => {
    wenju = await Wenju.prepare();
    ({ folder } = await corpusFolder());
  });

  it('explains itself and each command with an example', async () => {
    const { code, stdout } = await wenju.run(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) {
      expect(stdout).toContain(`\n  ${command}`);
      const help = await wenju.run([command, '--help']);
      expect(help.code).toBe(0);
      expect(help.stdout).toContain(`$ wenju ${command}`);
    }
  });

  it('has an npm script for each command', () => {
    for (const command of COMMANDS) {
      expect(packageJson.scripts).toHaveProperty(command, `node dist/main.js ${command}`);
    }
  });

  it('says its version', async () => {
    expect((await wenju.run(['--version'])).stdout).toBe(`${packageJson.version}\n`);
  });

  it('refuses an unknown command with exit code 2, and shows its help when called with none', async () => {
    const unknown = await wenju.run(['aks']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/^wenju: [^\n]*aks[^\n]*\n$/);
    const none = await wenju.run([]);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('Usage: wenju');
  });

  it('refuses a wrong setting with exit code 2', async () => {
    const { code, stderr } = await wenju.run(['ask', '问'], { env: { LOG_LEVEL: 'loud' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^wenju: [^\n]*LOG_LEVEL[^\n]*\n$/);
  });

  it('searches, best passage first', async () => {
    const args = ['search', '深海的温度', '--corpus', folder];
    const shown = await wenju.run([...args, '-k', '1']);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/^1\. 0\.\d{4} {2}.+\n {3}.*深海.*\n {3}sea\.txt:\d+-\d+\n$/);
    const { results } = JSON.parse((await wenju.run([...args, '--json', '-k', '2'])).stdout) as {
      results: FoundPassage[];
    };
    expect(results).toHaveLength(2);
    expect(results[0]).toMatchObject({ source: 'sea.txt', passage: '深海的温度接近冰点。', paragraph: 2 });
    expect(results[0]?.score).toBeGreaterThanOrEqual(results[1]?.score ?? 0);
  });

  it('searches for JSON lines', async () => {
    const file = join(wenju.folder, 'queries.jsonl');
    await writeFile(
      file,
      '{"id":"a","question":"深海"}\n{"id":"b","question":" "}\n{"id":"c","question":"鐵路"}\n',
    );
    const { code, stdout } = await wenju.run(['search', '--batch', file, '-k', '1', '--corpus', folder]);
    expect(code).toBe(0);
    const [a, b, c] = jsonLines<{ id: string; results: FoundPassage[] }>(stdout);
    expect(a).toMatchObject({ id: 'a', results: [{ source: 'sea.txt' }] });
    expect(b).toMatchObject({ id: 'b', error: { code: 'bad-request' } });
    expect(c).toMatchObject({ id: 'c', results: [{ source: 'taiwan.md' }] });
  });

  it.each(['0', '-1', '1.5', 'x', '1001'])('refuses to search for %s passages', async (limit) => {
    const { code, stderr } = await wenju.run(['search', '海', '-k', limit]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^wenju: [^\n]+\n$/);
  });

  it('measures a question set', async () => {
    const file = join(wenju.folder, 'set.jsonl');
    const set = [
      {
        id: 1,
        question: '百度何时发布文心一言？',
        answers: ['3月16日'],
        evidence: ['3月16日,百度发布“文心一言”'],
      },
      { id: 2, question: '文心一言多少钱一个月？' },
    ];
    await writeFile(file, set.map((question) => `${JSON.stringify(question)}\n`).join(''));
    const args = ['eval', '--set', file, '--corpus', folder];
    const { code, stdout } = await wenju.run([...args, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ questions: 2, citations: { offsetsExact: 1 } });
    expect((await wenju.run(args)).stdout).toContain('2 questions');
  });

  it('refuses an unknown model vendor with exit code 2 and the names of those that it knows', async () => {
    for (const command of [['ask', '问'], ['serve']]) {
      const { code, stderr } = await wenju.run(command, { env: { LLM_PROVIDER: 'gpt' } });
      expect(code).toBe(2);
      expect(stderr).toMatch(/^wenju: [^\n]*LLM_PROVIDER[^\n]* qwen, [^\n]* deepseek, [^\n]*\n$/m);
    }
  });

  it('asks the models whether they answer', async () => {
    const server = await startOpenAiServer(({ model }) =>
      model === 'good' ? { text: 'OK' } : { status: 404, error: { message: 'no such model' } },
    );
    const env = {
      CORPUS_DIR: folder,
      PORT: '0',
      LLM_PROVIDER: 'openai-compatible',
      LLM_BASE_URL: server.url,
      LLM_MODEL: 'good',
      EMBEDDINGS_PROVIDER: 'ollama',
      EMBEDDINGS_BASE_URL: server.url,
      EMBEDDINGS_MODEL: 'some-embedding',
    };
    const good = await wenju.run(['doctor'], { env });
    expect(good.code).toBe(0);
    expect(good.stdout).toMatch(/✓ language model: [^\n]*good, first word after \d+ ms/);
    expect(good.stdout).toMatch(/✓ embeddings: Ollama, some-embedding, dimension 8/);
    const bad = await wenju.run(['doctor'], { env: { ...env, LLM_MODEL: 'bad' } });
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/✗ language model: [^\n]*check LLM_MODEL and LLM_BASE_URL/);
  });

  it('finds nothing wrong where nothing is', async () => {
    const { code, stdout } = await wenju.run(['doctor'], { env: { CORPUS_DIR: folder, PORT: '0' } });
    expect(stdout).not.toContain('✗');
    expect(code).toBe(0);
    for (const checked of ['configuration', '3 documents', '2 entries', 'passages', 'port']) {
      expect(stdout).toContain(checked);
    }
  });

  it('finds everything that is wrong, with what to do', async () => {
    const corpus = join(wenju.folder, 'troubled');
    await mkdir(corpus);
    await writeFile(join(corpus, 'good.txt'), '海水是咸的。\n');
    await writeFile(join(corpus, 'gbk.txt'), Buffer.from([0xba, 0xa3, 0xcb, 0xae]));
    await writeFile(join(corpus, 'glossary.yaml'), 'entries: [{ name: 海 }]\n');
    const env = { CORPUS_DIR: corpus, PORT: '99999', SLACK_BOT_TOKEN: 'xoxb-hidden-value' };
    const { code, stdout } = await wenju.run(['doctor'], { env });
    expect(code).toBe(1);
    const wrong = stdout.split('\n').filter((line) => line.startsWith('✗'));
    for (const name of ['PORT', 'SLACK_APP_TOKEN', 'gbk.txt', 'glossary.yaml']) {
      expect(wrong.join('\n')).toContain(name);
    }
    expect(stdout).not.toContain('hidden');
  });
});
