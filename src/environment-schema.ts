import * as z from 'zod';

/** The form of each environment variable of the public contract, and which of them need each other. */

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Variables whose values are never shown. */
export const SECRET_VARIABLES = [
  'ADMIN_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'DINGTALK_CLIENT_SECRET',
  'LLM_API_KEY',
  'EMBEDDINGS_API_KEY',
] as const;

const LARGEST_PORT = 65_535;
const LARGEST_RATE = 100_000;
/** More than a person asks, and than the people behind one address do. */
const USUAL_RATE = 120;

/** The one that is served and two to go back to. */
const USUAL_SNAPSHOTS = 3;

const text = z.string();
const secret = z.string().regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');
const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' });
const providerName = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be a name such as openai-compatible');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
const port = z
  .string()
  .regex(/^\d{1,5}$/, `must be a whole number from 0 to ${LARGEST_PORT}`)
  .transform(Number)
  .refine((value) => value <= LARGEST_PORT, `must be a whole number from 0 to ${LARGEST_PORT}`);

const perMinute = z
  .string()
  .regex(/^\d{1,6}$/, `must be a whole number from 0 to ${LARGEST_RATE}`)
  .transform(Number)
  .refine((value) => value <= LARGEST_RATE, `must be a whole number from 0 to ${LARGEST_RATE}`);
const MOST_SNAPSHOTS = 100;
const snapshotCount = z
  .string()
  .regex(/^\d{1,3}$/, `must be a whole number from 1 to ${MOST_SNAPSHOTS}`)
  .transform(Number)
  .refine(
    (value) => value >= 1 && value <= MOST_SNAPSHOTS,
    `must be a whole number from 1 to ${MOST_SNAPSHOTS}`,
  );
const failureCount = z
  .string()
  .regex(/^\d{1,4}$/, 'must be a whole number from 0 to 9999')
  .transform(Number);
/** How long a person waits for an answer at most, and then some. */
const LONGEST_WAIT = 600;
const seconds = z
  .string()
  .regex(/^\d{1,3}(?:\.\d{1,3})?$/, `must be seconds, more than 0 and at most ${LONGEST_WAIT}`)
  .transform(Number)
  .refine(
    (value) => value > 0 && value <= LONGEST_WAIT,
    `must be seconds, more than 0 and at most ${LONGEST_WAIT}`,
  );
const isOn = z
  .enum(['0', '1', 'false', 'true'], { error: 'must be 1 or 0' })
  .transform((value) => value === '1' || value === 'true');

/** What answering needs. */
const engineShape = {
  CORPUS_DIR: text.optional(),
  DATA_DIR: text.default('.wenju'),
  GOLDEN_ALLOWED_FAILURES: failureCount.default(0),
  SNAPSHOTS_KEPT: snapshotCount.default(USUAL_SNAPSHOTS),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  LLM_PROVIDER: providerName.default('none'),
  LLM_API_KEY: secret.optional(),
  LLM_MODEL: text.optional(),
  LLM_BASE_URL: webAddress.optional(),
  LLM_FIRST_TOKEN_SECONDS: seconds.default(8),
  LLM_TIMEOUT_SECONDS: seconds.default(25),
  EMBEDDINGS_PROVIDER: providerName.default('local'),
  EMBEDDINGS_API_KEY: secret.optional(),
  EMBEDDINGS_MODEL: text.optional(),
  EMBEDDINGS_BASE_URL: webAddress.optional(),
};

export const engineSchema = z.object(engineShape);

/** What serving needs on top. */
export const serverSchema = z.object({
  ...engineShape,
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/, 'must be a host name or an IP address')
    .default('127.0.0.1'),
  PORT: port.default(3000),
  ALLOWED_HOSTS: list.default([]),
  RATE_LIMIT_PER_MINUTE: perMinute.default(USUAL_RATE),
  TRUST_PROXY: isOn.default(false),
  CORPUS_WATCH: isOn.default(false),
  ADMIN_TOKEN: secret.optional(),
  PUBLIC_URL: webAddress.optional(),
  SLACK_BOT_TOKEN: secret.optional(),
  SLACK_APP_TOKEN: secret.optional(),
  SLACK_SIGNING_SECRET: secret.optional(),
  SLACK_API_URL: webAddress.default('https://slack.com/api/'),
  SLACK_THREAD_FOLLOW_UPS: isOn.default(true),
  SLACK_ADMINS: list.default([]),
  DINGTALK_CLIENT_ID: secret.optional(),
  DINGTALK_CLIENT_SECRET: secret.optional(),
  DINGTALK_CARD_TEMPLATE_ID: text.optional(),
  DINGTALK_API_URL: webAddress.default('https://api.dingtalk.com'),
  DINGTALK_OAPI_URL: webAddress.default('https://oapi.dingtalk.com'),
  DINGTALK_GATEWAY_URL: webAddress.optional(),
  DINGTALK_CONVERSATION: z.enum(['person', 'group'], { error: 'must be person or group' }).default('person'),
  DINGTALK_ADMINS: list.default([]),
});

export type EngineVariables = z.infer<typeof engineSchema>;
export type ServerVariables = z.infer<typeof serverSchema>;

/** Environment variables that are set, none of them empty. */
export type Variables = Readonly<Record<string, string>>;

/** What is wrong with the variables one by one, each as `NAME must be …`. */
export function malformed(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => `${String(path[0])} ${message}`);
}

/** The variables of one model that answers can be compared with: `LLM_API_KEY_QWEN`, `LLM_MODEL_QWEN`, `LLM_BASE_URL_QWEN`. */
const OF_ONE_MODEL = /^LLM_(API_KEY|MODEL|BASE_URL)_([A-Z0-9]+(?:_[A-Z0-9]+)*)$/;

const oneModelSchema = z.object({
  API_KEY: secret.optional(),
  MODEL: text.optional(),
  BASE_URL: webAddress.optional(),
});

/** The models to compare that are set, by their names in lower case with hyphens, and what is wrong with them. */
export function comparedModels(variables: Variables): {
  readonly models: Readonly<Record<string, z.infer<typeof oneModelSchema>>>;
  readonly problems: readonly string[];
} {
  const given: Record<string, Record<string, string>> = {};
  for (const [variable, value] of Object.entries(variables)) {
    const [, key, name] = OF_ONE_MODEL.exec(variable) ?? [];
    if (key === undefined || name === undefined) continue;
    const own = given[name.toLowerCase().replaceAll('_', '-')] ?? {};
    given[name.toLowerCase().replaceAll('_', '-')] = { ...own, [key]: value };
  }
  const problems: string[] = [];
  const models: Record<string, z.infer<typeof oneModelSchema>> = {};
  for (const [name, values] of Object.entries(given)) {
    const parsed = oneModelSchema.safeParse(values);
    if (parsed.success) models[name] = parsed.data;
    else {
      const suffix = name.toUpperCase().replaceAll('-', '_');
      for (const { path, message } of parsed.error.issues)
        problems.push(`LLM_${String(path[0])}_${suffix} ${message}`);
    }
  }
  return { models, problems };
}

/** What is half given among the variables of the engine. */
export function halfGivenModels(variables: Variables): string[] {
  return (['LLM', 'EMBEDDINGS'] as const).flatMap((room) => {
    const provider = variables[`${room}_PROVIDER`];
    const given = ['API_KEY', 'MODEL', 'BASE_URL'].filter(
      (name) => variables[`${room}_${name}`] !== undefined,
    );
    if (provider === undefined && given.length > 0) {
      return [`${room}_PROVIDER is missing beside ${given.map((name) => `${room}_${name}`).join(', ')}`];
    }
    if (provider !== 'openai-compatible') return [];
    return ['BASE_URL', 'MODEL']
      .filter((name) => !given.includes(name))
      .map((name) => `${room}_${name} is missing beside ${room}_PROVIDER=openai-compatible`);
  });
}

/** What is half given among the variables of the chat platforms. */
export function halfGivenPlatforms(variables: Variables): string[] {
  const has = (name: string): boolean => variables[name] !== undefined;
  const problems: string[] = [];
  const transports = ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'].filter(has);
  if (has('SLACK_BOT_TOKEN') && transports.length === 0) {
    problems.push(
      'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode) is missing beside SLACK_BOT_TOKEN',
    );
  }
  if (!has('SLACK_BOT_TOKEN') && transports.length > 0) {
    problems.push(`SLACK_BOT_TOKEN is missing beside ${transports.join(' and ')}`);
  }
  const pair = ['DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET'];
  const missing = pair.filter((name) => !has(name));
  if (missing.length === 1) {
    problems.push(`${missing.join()} is missing beside ${pair.filter(has).join()}`);
  }
  return problems;
}
