import * as z from 'zod';
import { ModelError, type ModelFailure, messageOf } from '../errors.js';
import type { Endpoint } from './endpoint.js';
import { scrub } from './scrub.js';

/** What the SDK throws, as far as it is looked at. */
const thrownShape = z.looseObject({
  message: z.string().default(''),
  name: z.string().default(''),
  status: z.number().optional(),
  code: z.union([z.string(), z.number()]).nullish(),
  type: z.string().nullish(),
  param: z.string().nullish(),
  headers: z.custom<Headers>((value) => value instanceof Headers).optional(),
  /** The body's error, in a stream as well. */
  error: z.unknown().optional(),
  cause: z.unknown().optional(),
});

type Thrown = z.infer<typeof thrownShape>;

/** Words of vendors by what they say, in the codes and messages of errors. The first that fits counts. */
const WORDS: readonly (readonly [ModelFailure, RegExp])[] = [
  [
    'quota',
    /insufficient[_ ]?(?:quota|balance|user[_ ]quota)|exceeded_current_quota|arrearage|余额不足|欠费/i,
  ],
  [
    'context-overflow',
    /context[_ ]length|maximum context|context window|input tokens exceed|prompt (?:is )?too long|range of input length|too many (?:input )?tokens|max(?:imum)? input|上下文.{0,6}超|超.{0,8}(?:上下文|最大长度|长度限制)|prompt ?超长/i,
  ],
  [
    'content-filter',
    /content[_ -]?(?:filter|policy)|data_?inspection|sensitive|inappropriate|敏感|违规|不安全/i,
  ],
  ['auth', /invalid[_ ]api[_ ]?key|incorrect api key|unauthorized|authentication/i],
  ['rate-limited', /rate[_ ]?limit|throttl|too many requests|qps|请求过于频繁|并发/i],
];

/** A network's word for a connection that broke or never was: of undici, Node and the SDK. */
const NETWORK = /^(?:UND_ERR_|E[A-Z]+$)|fetch failed|terminated|connection error|socket|other side closed/i;

/** Why a request failed, from whatever was thrown. What is told of it holds no secret. */
export function modelFailure(thrown: unknown, endpoint: Endpoint): ModelError {
  if (thrown instanceof ModelError) return thrown;
  const parsed = thrownShape.safeParse(thrown);
  // The SDK wraps what it finds too long; the cause has the status.
  const error = parsed.success ? parsed.data : thrownShape.parse({ message: messageOf(thrown) });
  const reason = reasonOf(error);
  const said = reason === 'auth' ? '' : scrub(error.message, endpoint.apiKey);
  const message = [`${endpoint.vendor}, model ${endpoint.model}: ${ADVICE[reason](endpoint)}`, said]
    .filter((part) => part !== '')
    .join(' — ');
  return new ModelError(reason, message, { retryAfterMs: retryAfterMs(error.headers) });
}

/** A failure of which there is no more to tell than its reason. */
export function failureOf(reason: ModelFailure, endpoint: Endpoint, detail = ''): ModelError {
  const told = detail === '' ? ADVICE[reason](endpoint) : `${ADVICE[reason](endpoint)}: ${detail}`;
  return new ModelError(reason, `${endpoint.vendor}, model ${endpoint.model}: ${told}`);
}

/** The name of the parameter that a server refuses to take, if it says one of these. */
export function refusedParameter(thrown: unknown, names: readonly string[]): string | undefined {
  const { data } = thrownShape.safeParse(thrown);
  if (data === undefined || (data.status !== 400 && data.status !== 422)) return undefined;
  return names.find((name) => data.param === name || data.message.includes(name));
}

const ADVICE: Readonly<Record<ModelFailure, (endpoint: Endpoint) => string>> = {
  auth: ({ variables }) => `the key is refused; check ${variables}_API_KEY`,
  quota: () => 'the account has no quota left; top it up',
  'rate-limited': () => 'too many requests for this account',
  unavailable: ({ baseUrl }) => `${new URL(baseUrl).host} can't be reached or has a fault`,
  'first-token-timeout': () => 'no word within the time set',
  timeout: () => 'no whole answer within the time set',
  malformed: () => 'the answer is malformed or cut short',
  'content-filter': () => 'its moderation stopped the answer',
  empty: () => 'the answer is empty',
  'context-overflow': () => 'the question with its passages is too long',
  rejected: ({ variables }) => `the request is refused; check ${variables}_MODEL and ${variables}_BASE_URL`,
  'breaker-open': () => 'it failed a moment ago and is left alone for a while',
};

function reasonOf(error: Thrown): ModelFailure {
  const { status } = error;
  if (error.name === 'ContextOverflowError') return 'context-overflow';
  const words = [error.code, error.type, error.message, JSON.stringify(error.error ?? '')].join(' ');
  const said = WORDS.find(([, pattern]) => pattern.test(words))?.[0];
  if (status === undefined) {
    if (isNetworkFault(error)) return 'unavailable';
    // An error that the server told in the middle of a stream.
    if (error.error !== undefined && error.error !== null) return said ?? 'unavailable';
    return 'malformed';
  }
  if (status === 401 || status === 403) return said === 'quota' ? 'quota' : 'auth';
  if (status === 402) return 'quota';
  if (status === 429) return said === 'quota' ? 'quota' : 'rate-limited';
  if (status === 408 || status >= 500) return 'unavailable';
  return said ?? 'rejected';
}

function isNetworkFault({ message, name, code, cause }: Thrown): boolean {
  if (name === 'SyntaxError') return false;
  const inner = thrownShape.safeParse(cause).data;
  return [code, message, inner?.code, inner?.message].some(
    (word) => typeof word === 'string' && NETWORK.test(word),
  );
}

/** The `Retry-After` header: seconds or a date. */
function retryAfterMs(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
