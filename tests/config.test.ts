import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { configProblems, readConfig, readEngineConfig, readEnvironment } from '../src/config.js';
import { serverSchema } from '../src/environment-schema.js';
import { WenjuError } from '../src/errors.js';
import { temporaryFolder } from './temporary-folder.js';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-made-up', SLACK_APP_TOKEN: 'xapp-made-up' };
const DINGTALK = { DINGTALK_CLIENT_ID: 'ding-made-up', DINGTALK_CLIENT_SECRET: 'made-up-secret' };

describe('config', () => {
  let workingDirectory: string;

  beforeEach(async () => {
    workingDirectory = await temporaryFolder();
  });

  const read = (variables: Record<string, string> = {}) => readConfig({ variables, workingDirectory });
  const problemsOf = (variables: Record<string, string>): string[] =>
    configProblems({ variables, workingDirectory });
  const refusal = (act: () => unknown): WenjuError => {
    try {
      act();
    } catch (error) {
      if (error instanceof WenjuError) return error;
      throw error;
    }
    throw new Error('nothing was refused');
  };

  it('has a default for everything', () => {
    expect(read()).toMatchObject({
      dataDir: join(workingDirectory, '.wenju'),
      host: '127.0.0.1',
      port: 3000,
      allowedHosts: [],
      rateLimitPerMinute: 120,
      trustProxy: false,
      watchesCorpus: false,
      logLevel: 'info',
      llm: { provider: 'none', firstTokenMs: 8000, totalMs: 25_000 },
      embeddings: { provider: 'local' },
      secrets: [],
    });
    expect(read().slack).toBeUndefined();
    expect(read().dingtalk).toBeUndefined();
  });

  it('reads the models to compare by their names, and keeps their keys secret', () => {
    const config = read({
      LLM_API_KEY_QWEN: 'made-up-key',
      LLM_MODEL_QWEN: 'qwen-made-up',
      LLM_BASE_URL_MY_SERVER: 'http://127.0.0.1:1/v1',
    });
    expect(config.comparedModels).toEqual({
      qwen: { provider: 'qwen', apiKey: 'made-up-key', model: 'qwen-made-up' },
      'my-server': { provider: 'my-server', baseUrl: 'http://127.0.0.1:1/v1' },
    });
    expect(config.secrets).toContain('made-up-key');
    expect(problemsOf({ LLM_BASE_URL_MY_SERVER: 'nowhere', LLM_API_KEY_QWEN: 'two words' })).toEqual([
      expect.stringMatching(/^LLM_BASE_URL_MY_SERVER must be/),
      expect.stringMatching(/^LLM_API_KEY_QWEN must be/),
    ]);
  });

  it('takes the corpus of the package where the working directory has none', async () => {
    const bundled = read().corpusDir;
    expect(await readFile(join(bundled, 'glossary.yaml'), 'utf8')).toContain('entries:');
    await mkdir(join(workingDirectory, 'corpus'));
    expect(read().corpusDir).toBe(join(workingDirectory, 'corpus'));
  });

  it('takes the corpus folder that was asked for, there or not', () => {
    expect(read({ CORPUS_DIR: 'documents' }).corpusDir).toBe(join(workingDirectory, 'documents'));
    expect(read({ CORPUS_DIR: '/srv/documents' }).corpusDir).toBe('/srv/documents');
  });

  it('counts an empty variable as unset', () => {
    expect(read({ PORT: '', SLACK_BOT_TOKEN: ' ', LLM_API_KEY: '' })).toMatchObject({ port: 3000 });
  });

  it('reads the limits of the server', () => {
    expect(read({ RATE_LIMIT_PER_MINUTE: '0', TRUST_PROXY: '1', CORPUS_WATCH: '1' })).toMatchObject({
      rateLimitPerMinute: 0,
      trustProxy: true,
      watchesCorpus: true,
    });
  });

  it('reads what a reload may break and what is kept of it', () => {
    expect(read()).toMatchObject({ goldenAllowedFailures: 0, snapshotsKept: 3 });
    const variables = { GOLDEN_ALLOWED_FAILURES: '2', SNAPSHOTS_KEPT: '5' };
    expect(read(variables)).toMatchObject({ goldenAllowedFailures: 2, snapshotsKept: 5 });
    expect(problemsOf({ GOLDEN_ALLOWED_FAILURES: '-1', SNAPSHOTS_KEPT: '0' })).toEqual([
      'GOLDEN_ALLOWED_FAILURES must be a whole number from 0 to 9999',
      'SNAPSHOTS_KEPT must be a whole number from 1 to 100',
    ]);
  });

  it('reads both transports of Slack, and DingTalk', () => {
    expect(read({ ...SLACK, SLACK_ADMINS: ' U1, U2,' }).slack).toEqual({
      botToken: 'xoxb-made-up',
      appToken: 'xapp-made-up',
      signingSecret: undefined,
      apiUrl: 'https://slack.com/api/',
      threadFollowUps: true,
      admins: ['U1', 'U2'],
    });
    expect(read({ SLACK_BOT_TOKEN: 'xoxb-made-up', SLACK_SIGNING_SECRET: 'abc' }).slack).toMatchObject({
      appToken: undefined,
      signingSecret: 'abc',
    });
    expect(read(DINGTALK).dingtalk).toMatchObject({ clientId: 'ding-made-up', admins: [] });
  });

  it('asks the gateway at the address of the API, unless it has its own', () => {
    const gatewayOf = (more: object) => read({ ...DINGTALK, ...more }).dingtalk?.gatewayUrl;
    expect(gatewayOf({})).toBe('https://api.dingtalk.com');
    const DINGTALK_API_URL = 'https://ding.example';
    expect(gatewayOf({ DINGTALK_API_URL })).toBe('https://ding.example');
    expect(gatewayOf({ DINGTALK_API_URL, DINGTALK_GATEWAY_URL: 'https://gate.example' })).toBe(
      'https://gate.example',
    );
  });

  it('keeps the talks of people in a DingTalk group apart unless told otherwise', () => {
    expect(read(DINGTALK).dingtalk?.conversation).toBe('person');
    expect(read({ ...DINGTALK, DINGTALK_CONVERSATION: 'group' }).dingtalk?.conversation).toBe('group');
  });

  it('knows where people reach the page', () => {
    expect(read().publicUrl).toBeUndefined();
    expect(read({ PUBLIC_URL: 'https://wenju.example' }).publicUrl).toBe('https://wenju.example');
  });

  it.each([
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['HOST', 'http://localhost'],
    ['LOG_LEVEL', 'loud'],
    ['SLACK_API_URL', 'slack.com'],
    ['DINGTALK_API_URL', 'ftp://example.com'],
    ['DINGTALK_GATEWAY_URL', 'ding.example'],
    ['DINGTALK_CONVERSATION', 'everyone'],
    ['PUBLIC_URL', 'wenju.example'],
    ['LLM_PROVIDER', 'Open AI'],
    ['ADMIN_TOKEN', 'two words'],
    ['RATE_LIMIT_PER_MINUTE', '-1'],
    ['RATE_LIMIT_PER_MINUTE', '100001'],
    ['TRUST_PROXY', 'yes'],
  ])('refuses %s=%s and names the variable', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} must be `));
  });

  it.each<[string, Record<string, string>, string[]]>([
    [
      'a Slack bot without a transport',
      { SLACK_BOT_TOKEN: 'x' },
      ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'],
    ],
    ['a Slack app token without a bot', { SLACK_APP_TOKEN: 'x' }, ['SLACK_BOT_TOKEN']],
    ['a Slack signing secret without a bot', { SLACK_SIGNING_SECRET: 'x' }, ['SLACK_BOT_TOKEN']],
    ['a DingTalk client without its secret', { DINGTALK_CLIENT_ID: 'x' }, ['DINGTALK_CLIENT_SECRET']],
    ['a DingTalk secret without its client', { DINGTALK_CLIENT_SECRET: 'x' }, ['DINGTALK_CLIENT_ID']],
    ['a model key without a provider', { LLM_API_KEY: 'x' }, ['LLM_PROVIDER']],
    [
      'an own model service without its address',
      { LLM_PROVIDER: 'openai-compatible', LLM_MODEL: 'x' },
      ['LLM_BASE_URL'],
    ],
    [
      'an own embedding service with nothing',
      { EMBEDDINGS_PROVIDER: 'openai-compatible' },
      ['EMBEDDINGS_BASE_URL', 'EMBEDDINGS_MODEL'],
    ],
  ])('refuses %s', (_, variables, missing) => {
    const message = problemsOf(variables).join('\n');
    for (const name of missing) expect(message).toContain(name);
  });

  it('takes a model that was switched off with its key left in place', () => {
    expect(read({ LLM_PROVIDER: 'none', LLM_API_KEY: 'x' }).llm).toMatchObject({ provider: 'none' });
  });

  it('names everything that is wrong in one message and shows no value', () => {
    const { code, message } = refusal(() =>
      read({
        PORT: 'secret-port',
        LOG_LEVEL: 'secret-level',
        SLACK_BOT_TOKEN: 'secret token',
        DINGTALK_CLIENT_SECRET: 's3cret',
      }),
    );
    expect(code).toBe('bad-config');
    for (const name of ['PORT', 'LOG_LEVEL', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'DINGTALK_CLIENT_ID']) {
      expect(message).toContain(name);
    }
    expect(message).not.toMatch(/secret[- ]|s3cret/);
  });

  it('knows every secret, so that the log can keep it out', () => {
    const secrets = read({
      ...SLACK,
      ...DINGTALK,
      ADMIN_TOKEN: 'a',
      LLM_PROVIDER: 'x',
      LLM_API_KEY: 'k',
    }).secrets;
    expect(new Set(secrets)).toEqual(new Set(['a', 'k', 'xoxb-made-up', 'xapp-made-up', 'made-up-secret']));
  });

  it('does not look at what serving needs when only answers are wanted', () => {
    const variables = { PORT: 'x', SLACK_BOT_TOKEN: 'half' };
    expect(readEngineConfig({ variables, workingDirectory }).logLevel).toBe('info');
    expect(refusal(() => readEngineConfig({ variables: { LOG_LEVEL: 'x' }, workingDirectory })).code).toBe(
      'bad-config',
    );
  });

  it('reads .env of the working directory under the real environment', async () => {
    await writeFile(join(workingDirectory, '.env'), 'PORT=4000\nHOST="localhost" # here\nLOG_LEVEL=debug\n');
    const environment = readEnvironment({ variables: { PORT: '5000', LOG_LEVEL: '' }, workingDirectory });
    expect(readConfig(environment)).toMatchObject({ port: 5000, host: 'localhost', logLevel: 'info' });
  });

  it('says so when .env is there and cannot be read', async () => {
    await mkdir(join(workingDirectory, '.env'));
    const { code, message } = refusal(() => readEnvironment({ variables: {}, workingDirectory }));
    expect(code).toBe('bad-config');
    expect(message).toContain(join(workingDirectory, '.env'));
  });

  it.each(['0', '-1', '601', '1e3', 'soon', '0.0001'])('takes no wait of %s seconds for a model', (value) => {
    expect(problemsOf({ LLM_TIMEOUT_SECONDS: value })).toEqual([
      'LLM_TIMEOUT_SECONDS must be seconds, more than 0 and at most 600',
    ]);
    expect(read({ LLM_FIRST_TOKEN_SECONDS: '2.5' }).llm.firstTokenMs).toBe(2500);
  });

  it('has every variable in .env.example, with its default', async () => {
    const example = await readFile(new URL('../.env.example', import.meta.url), 'utf8');
    const lines = [...example.matchAll(/^# ([A-Z][A-Z_]+)=(.*)$/gm)];
    const variables = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
    expect(Object.keys(variables).sort()).toEqual(Object.keys(serverSchema.shape).sort());
    expect(read(variables)).toEqual({ ...read(), corpusDir: join(workingDirectory, 'corpus') });
  });
});
