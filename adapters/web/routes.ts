import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { matchedRoutes } from 'hono/route';
import type { Answerer } from '../../src/answer/answerer.js';
import { WenjuError } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';
import type { Metrics } from '../../src/metrics.js';
import type { FeedbackLog } from '../../src/serving/feedback-log.js';
import type { ServedCorpus } from '../../src/serving/served-corpus.js';
import { adminCheck } from './admin-check.js';
import { AnswerSlots, type AnswerSlotsOptions } from './answer-slots.js';
import { type AskServices, ask } from './ask.js';
import { type CompareModels, compare } from './compare.js';
import { Conversations } from './conversations.js';
import { searchCorpus, showDocument, suggestions } from './corpus.js';
import { cancelReload, reloadCorpus, rollbackCorpus, showHistory, webActor } from './corpus-admin.js';
import { errorBody, errorResponse } from './error-response.js';
import { feedback } from './feedback.js';
import { foreignPageCheck, hostCheck } from './host-check.js';
import { ANSWER_MS } from './limits.js';
import { PAGE_FILES, pageFile } from './page-files.js';
import { rateLimit } from './rate-limit.js';
import { securityHeaders } from './security-headers.js';

/** Takes a request that isn't read yet, and answers it. Must not throw. */
export type MountedHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What the routes answer from. */
export interface WebService {
  readonly answerer: Answerer;
  readonly corpus: ServedCorpus;
  /** Lets several models, by name, answer a question from the same passages; absent where there are none. */
  readonly compare?: CompareModels;
}

export interface RouteOptions {
  /** The address that the server is bound to. */
  readonly host: string;
  /** Further names that it may be called by. */
  readonly allowedHosts: readonly string[];
  /** What the admin API asks for; unset: it is off. */
  readonly adminToken?: string | undefined;
  /** Requests a minute from one address to each of the routes that make work; 0: no limit. */
  readonly rateLimitPerMinute: number;
  /** Whether a proxy in front adds the caller's address to `X-Forwarded-For`. */
  readonly trustProxy: boolean;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly feedback: FeedbackLog;
  /** What answers now; nothing until the index is open. */
  readonly current: () => WebService | undefined;
  /** Adapters that can't take messages now: not ready then. @default none */
  readonly missing?: () => readonly string[];
  /** The longest that an answer may take, in milliseconds. @default 30000 */
  readonly answerMs?: number;
  readonly slots?: AnswerSlotsOptions;
  /** What else takes posts, by path; each checks for itself who sends them. */
  readonly mounts?: Readonly<Record<string, MountedHandler>>;
}

/** The page, the API and the health checks. */
export function routes(options: RouteOptions): Hono {
  const { host, allowedHosts, log, metrics, current } = options;
  const app = new Hono();
  const service = (): WebService => {
    const found = current();
    if (found === undefined)
      throw new WenjuError('unavailable', 'the index is being loaded; try again in a moment');
    return found;
  };

  app.onError((error, context) => errorResponse(error, context, log));
  app.notFound((context) => {
    const error = new WenjuError('not-found', `there is nothing at ${context.req.path}`);
    return errorResponse(error, context, log);
  });
  app.use(securityHeaders, async (context, next) => {
    const start = performance.now();
    await next();
    const { method, path } = context.req;
    const { status } = context.res;
    metrics.request(routeOf(context), status);
    log.debug({ method, path, status, ms: Math.round((performance.now() - start) * 10) / 10 }, 'request');
  });
  app.use(
    methodNotAllowed({ app, onMethodNotAllowed: (context, methods) => notAllowed(context, methods, log) }),
  );

  app.get('/healthz', (context) => context.json({ status: 'alive' }));
  app.get('/readyz', (context) => {
    service();
    const missing = options.missing?.() ?? [];
    if (missing.length > 0) {
      throw new WenjuError('unavailable', `not connected to ${missing.join(' and ')}; it is tried again`);
    }
    return context.json({ status: 'ready' });
  });

  const onlyKnownHosts = hostCheck(host, [host, ...allowedHosts]);
  app.get('/metrics', onlyKnownHosts, async (context) => {
    const { type, text } = await metrics.report();
    return context.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  });
  addApi(app, options, service, onlyKnownHosts);
  for (const [path, handle] of Object.entries(options.mounts ?? {})) {
    app.post(path, async ({ env }) => {
      const { incoming, outgoing } = env as HttpBindings;
      await handle(incoming, outgoing);
      return RESPONSE_ALREADY_SENT;
    });
  }
  for (const [path, file] of Object.entries(PAGE_FILES)) app.get(path, onlyKnownHosts, pageFile(file));
  return app;
}

function addApi(
  app: Hono,
  options: RouteOptions,
  service: () => WebService,
  onlyKnownHosts: ReturnType<typeof hostCheck>,
): void {
  const { log, metrics, feedback: judgements, trustProxy, rateLimitPerMinute: perMinute } = options;
  const describe = (context: Context) => (error: unknown) => errorBody(error, context, log).error;
  const conversations = new Conversations();
  const askServices: Omit<AskServices, 'answerer' | 'describe'> = {
    conversations,
    slots: new AnswerSlots(options.slots),
    answerMs: options.answerMs ?? ANSWER_MS,
    remember: (question, answer) => judgements.remember(question, answer),
    onWaited: (seconds) => metrics.answerTime('queue', seconds),
  };
  app.use('/api/*', onlyKnownHosts, foreignPageCheck, async (context, next) => {
    context.header('Cache-Control', 'no-store');
    await next();
  });
  const limit = () => rateLimit({ perMinute, trustProxy });

  app.post('/api/ask', limit(), (context) =>
    ask(context, { ...askServices, answerer: service().answerer, describe: describe(context) }),
  );
  app.post('/api/feedback', limit(), (context) => feedback(context, judgements));
  app.get('/api/suggestions', (context) => suggestions(context, service().corpus));
  app.get('/api/corpus', (context) => context.json(service().corpus.view()));
  app.get('/api/corpus/search', limit(), (context) => searchCorpus(context, service().corpus));
  app.get('/api/corpus/document', (context) => showDocument(context, service().corpus));
  addAdminApi(app, options, service);
}

/** What only the holders of the admin token may. Every route has a limit: a token is not to be found by trying. */
function addAdminApi(app: Hono, options: RouteOptions, service: () => WebService): void {
  const { log, current, trustProxy, rateLimitPerMinute: perMinute } = options;
  const describe = (context: Context) => (error: unknown) => errorBody(error, context, log).error;
  const actor = (context: Context) => webActor(context, trustProxy);
  const admin = (
    action: 'reload' | 'rollback' | 'cancel' | 'history' | 'compare',
  ): [MiddlewareHandler, MiddlewareHandler] => [
    rateLimit({ perMinute, trustProxy }),
    adminCheck({
      token: options.adminToken,
      onRefused: async (context) => {
        log.warn({ address: actor(context).id, action }, 'someone without the admin token was refused');
        if (action !== 'history' && action !== 'compare')
          await current()?.corpus.denied(actor(context), action);
      },
    }),
  ];

  app.post('/api/corpus/reload', ...admin('reload'), (context) =>
    reloadCorpus(context, service().corpus, { by: actor(context), describe: describe(context) }),
  );
  app.post('/api/corpus/reload/cancel', ...admin('cancel'), (context) =>
    cancelReload(context, service().corpus, actor(context)),
  );
  app.post('/api/corpus/rollback', ...admin('rollback'), (context) =>
    rollbackCorpus(context, service().corpus, actor(context)),
  );
  app.get('/api/corpus/history', ...admin('history'), (context) => showHistory(context, service().corpus));
  app.post('/api/compare', ...admin('compare'), (context) => compare(context, service().compare));
}

/** The pattern of the route that answered. */
function routeOf(context: Context): string {
  return matchedRoutes(context).findLast(({ path }) => !path.includes('*'))?.path ?? 'other';
}

function notAllowed(context: Context, methods: readonly string[], log: Logger): Response {
  context.header('Allow', methods.join(', '));
  const error = new WenjuError('method-not-allowed', `${context.req.path} takes ${methods.join(', ')}`);
  return errorResponse(error, context, log);
}
