/**
 * Environment and `.env` file → checked configuration. The only reader of `process.env`; imports no room.
 */
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'dotenv';
import {
  comparedModels,
  type EngineVariables,
  engineSchema,
  halfGivenModels,
  halfGivenPlatforms,
  type LOG_LEVELS,
  malformed,
  SECRET_VARIABLES,
  type ServerVariables,
  serverSchema,
  type Variables,
} from './environment-schema.js';
import { messageOf, WenjuError } from './errors.js';
import { packagePath } from './package-path.js';

export type LogLevel = (typeof LOG_LEVELS)[number];

/** A model service: a preset's name with what overrides it. */
export interface ModelConfig {
  readonly provider: string;
  readonly apiKey?: string | undefined;
  readonly model?: string | undefined;
  readonly baseUrl?: string | undefined;
}

/** The model that words answers, and how long it is waited for. */
export interface ChatModelConfig extends ModelConfig {
  /** The longest silence, before the first word and between words. */
  readonly firstTokenMs: number;
  /** The longest that a whole answer takes. */
  readonly totalMs: number;
}

/** What answering needs. Paths are absolute. */
export interface EngineConfig {
  readonly corpusDir: string;
  readonly dataDir: string;
  /** How many golden questions a reload may break and still be served. */
  readonly goldenAllowedFailures: number;
  /** How many index snapshots stay on the disk. */
  readonly snapshotsKept: number;
  readonly logLevel: LogLevel;
  /** `none`: answers are extracts. */
  readonly llm: ChatModelConfig;
  readonly embeddings: ModelConfig;
  /** The models that answers can be compared with, by name, beside that of `llm`. */
  readonly comparedModels: Readonly<Record<string, ModelConfig>>;
}

export interface SlackConfig {
  readonly botToken: string;
  /** Socket Mode when given, else HTTP mode. */
  readonly appToken?: string | undefined;
  readonly signingSecret?: string | undefined;
  readonly apiUrl: string;
  /** Whether a thread that the bot takes part in goes on without mentions. */
  readonly threadFollowUps: boolean;
  /** User ids that may reload. */
  readonly admins: readonly string[];
}

export interface DingtalkConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly cardTemplateId?: string | undefined;
  readonly apiUrl: string;
  readonly oapiUrl: string;
  /** Where Stream mode is asked for a connection. */
  readonly gatewayUrl: string;
  /** What the memory of earlier questions in a group belongs to. */
  readonly conversation: 'person' | 'group';
  /** Staff ids that may reload. */
  readonly admins: readonly string[];
}

/** What serving needs. */
export interface Config extends EngineConfig {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Host names that browsers may reach a loopback server by (behind a proxy or a tunnel). */
  readonly allowedHosts: readonly string[];
  /** Requests a minute from one address to each of the routes that make work; 0: no limit. */
  readonly rateLimitPerMinute: number;
  /** Whether a proxy in front adds the caller's address to `X-Forwarded-For`. */
  readonly trustProxy: boolean;
  /** Whether changes of the corpus folder are reloaded by themselves. */
  readonly watchesCorpus: boolean;
  readonly adminToken?: string | undefined;
  /** Where people reach the web page, for links to evidence in chats. */
  readonly publicUrl?: string | undefined;
  readonly slack?: SlackConfig | undefined;
  readonly dingtalk?: DingtalkConfig | undefined;
  /** Every secret value, to be kept out of the logs. */
  readonly secrets: readonly string[];
}

/** The environment of a process: its variables and the folder it runs in. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
}

/**
 * The environment of this process over the `.env` file in its working directory.
 * @throws WenjuError `bad-config` when the file is there and can't be read
 */
export function readEnvironment(
  own: Environment = { variables: process.env, workingDirectory: process.cwd() },
): Environment {
  const path = join(own.workingDirectory, '.env');
  try {
    return { ...own, variables: { ...parse(readFileSync(path)), ...own.variables } };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return own;
    throw new WenjuError('bad-config', `can't read ${path}: ${messageOf(error)}`, error);
  }
}

/** Whether errors are to be shown with their stacks; false when the environment itself can't be read. */
export function isDebugging(): boolean {
  try {
    return ['debug', 'trace'].includes(readEnvironment().variables.LOG_LEVEL ?? '');
  } catch {
    return false;
  }
}

/**
 * What answering needs; what only serving needs is not looked at.
 * @throws WenjuError `bad-config` that names every wrong variable
 */
export function readEngineConfig(environment: Environment = readEnvironment()): EngineConfig {
  const variables = given(environment);
  const parsed = engineSchema.safeParse(variables);
  refuse([
    ...(parsed.success ? [] : malformed(parsed.error)),
    ...halfGivenModels(variables),
    ...comparedModels(variables).problems,
  ]);
  return engineConfig(engineSchema.parse(variables), environment);
}

/**
 * The whole configuration.
 * @throws WenjuError `bad-config` that names every wrong variable and no value
 */
export function readConfig(environment: Environment = readEnvironment()): Config {
  refuse(configProblems(environment));
  const variables = serverSchema.parse(given(environment));
  return {
    ...engineConfig(variables, environment),
    host: variables.HOST,
    port: variables.PORT,
    allowedHosts: variables.ALLOWED_HOSTS,
    rateLimitPerMinute: variables.RATE_LIMIT_PER_MINUTE,
    trustProxy: variables.TRUST_PROXY,
    watchesCorpus: variables.CORPUS_WATCH,
    adminToken: variables.ADMIN_TOKEN,
    publicUrl: variables.PUBLIC_URL,
    slack: slackConfig(variables),
    dingtalk: dingtalkConfig(variables),
    secrets: [
      ...SECRET_VARIABLES.flatMap((name) => variables[name] ?? []),
      ...Object.values(modelConfigs(given(environment))).flatMap(({ apiKey }) => apiKey ?? []),
    ],
  };
}

/** Everything that is wrong with the configuration, a line for each; empty when it is good. */
export function configProblems(environment: Environment): string[] {
  const variables = given(environment);
  const parsed = serverSchema.safeParse(variables);
  return [
    ...(parsed.success ? [] : malformed(parsed.error)),
    ...halfGivenModels(variables),
    ...comparedModels(variables).problems,
    ...halfGivenPlatforms(variables),
  ];
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new WenjuError('bad-config', `wrong settings: ${problems.join('; ')}`);
}

/** An empty variable counts as unset: that is how one is switched off in a `.env` file. */
function given({ variables }: Environment): Variables {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    if (value !== undefined && value.trim() !== '') kept[name] = value.trim();
  }
  return kept;
}

function engineConfig(variables: EngineVariables, environment: Environment): EngineConfig {
  const { workingDirectory } = environment;
  return {
    corpusDir: corpusDir(variables.CORPUS_DIR, workingDirectory),
    dataDir: resolve(workingDirectory, variables.DATA_DIR),
    goldenAllowedFailures: variables.GOLDEN_ALLOWED_FAILURES,
    snapshotsKept: variables.SNAPSHOTS_KEPT,
    logLevel: variables.LOG_LEVEL,
    llm: {
      provider: variables.LLM_PROVIDER,
      apiKey: variables.LLM_API_KEY,
      model: variables.LLM_MODEL,
      baseUrl: variables.LLM_BASE_URL,
      firstTokenMs: variables.LLM_FIRST_TOKEN_SECONDS * 1000,
      totalMs: variables.LLM_TIMEOUT_SECONDS * 1000,
    },
    embeddings: {
      provider: variables.EMBEDDINGS_PROVIDER,
      apiKey: variables.EMBEDDINGS_API_KEY,
      model: variables.EMBEDDINGS_MODEL,
      baseUrl: variables.EMBEDDINGS_BASE_URL,
    },
    comparedModels: modelConfigs(given(environment)),
  };
}

function modelConfigs(variables: Variables): Record<string, ModelConfig> {
  const { models } = comparedModels(variables);
  return Object.fromEntries(
    Object.entries(models).map(([provider, { API_KEY: apiKey, MODEL: model, BASE_URL: baseUrl }]) => [
      provider,
      { provider, apiKey, model, baseUrl },
    ]),
  );
}

/** The folder that was asked for, else `corpus` here, else the one of the package: the binary runs anywhere. */
function corpusDir(wanted: string | undefined, workingDirectory: string): string {
  const here = resolve(workingDirectory, wanted ?? 'corpus');
  return wanted !== undefined || isFolder(here) ? here : packagePath('corpus');
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function slackConfig(variables: ServerVariables): SlackConfig | undefined {
  if (variables.SLACK_BOT_TOKEN === undefined) return undefined;
  return {
    botToken: variables.SLACK_BOT_TOKEN,
    appToken: variables.SLACK_APP_TOKEN,
    signingSecret: variables.SLACK_SIGNING_SECRET,
    apiUrl: variables.SLACK_API_URL,
    threadFollowUps: variables.SLACK_THREAD_FOLLOW_UPS,
    admins: variables.SLACK_ADMINS,
  };
}

function dingtalkConfig(variables: ServerVariables): DingtalkConfig | undefined {
  const { DINGTALK_CLIENT_ID: clientId, DINGTALK_CLIENT_SECRET: clientSecret } = variables;
  if (clientId === undefined || clientSecret === undefined) return undefined;
  return {
    clientId,
    clientSecret,
    cardTemplateId: variables.DINGTALK_CARD_TEMPLATE_ID,
    apiUrl: variables.DINGTALK_API_URL,
    oapiUrl: variables.DINGTALK_OAPI_URL,
    gatewayUrl: variables.DINGTALK_GATEWAY_URL ?? variables.DINGTALK_API_URL,
    conversation: variables.DINGTALK_CONVERSATION,
    admins: variables.DINGTALK_ADMINS,
  };
}
