import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Answerer } from '../../src/answer/answerer.js';
import { WenjuError } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';
import { ask } from './ask.js';
import { Conversations } from './conversations.js';
import { errorResponse } from './error-response.js';
import { hostCheck } from './host-check.js';
import { LARGEST_BODY } from './limits.js';
import { PAGE_FILES, pageFile } from './page-files.js';

/** What `GET /api/corpus` tells. */
export interface CorpusState {
  readonly documents: number;
  readonly passages: number;
  readonly snapshot: string;
  /** ISO time. */
  readonly loadedAt: string;
  /** Files that could not be used, with why. */
  readonly problems: readonly { readonly code: string; readonly message: string }[];
}

/** What the routes answer from. */
export interface WebService {
  readonly answerer: Answerer;
  readonly corpus: CorpusState;
}

export interface RouteOptions {
  /** The address that the server is bound to. */
  readonly host: string;
  /** Further names that it may be called by. */
  readonly allowedHosts: readonly string[];
  readonly log: Logger;
  /** What answers now; nothing until the index is open. */
  readonly current: () => WebService | undefined;
}

/** The page, the API and the health checks. */
export function routes({ host, allowedHosts, log, current }: RouteOptions): Hono {
  const app = new Hono();
  const conversations = new Conversations();
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
  app.use(async (context, next) => {
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Referrer-Policy', 'no-referrer');
    const start = performance.now();
    await next();
    const ms = Math.round((performance.now() - start) * 10) / 10;
    log.debug(
      { method: context.req.method, path: context.req.path, status: context.res.status, ms },
      'request',
    );
  });
  app.use(
    methodNotAllowed({ app, onMethodNotAllowed: (context, methods) => notAllowed(context, methods, log) }),
  );

  app.get('/healthz', (context) => context.json({ status: 'alive' }));
  app.get('/readyz', (context) => {
    service();
    return context.json({ status: 'ready' });
  });

  const onlyKnownHosts = hostCheck(host, [host, ...allowedHosts]);
  app.use('/api/*', onlyKnownHosts, async (context, next) => {
    context.header('Cache-Control', 'no-store');
    await next();
  });
  const limit = bodyLimit({
    maxSize: LARGEST_BODY,
    onError: () => {
      throw new WenjuError('too-large', `the body must have at most ${LARGEST_BODY / 1024} KiB`);
    },
  });
  app.post('/api/ask', limit, (context) => ask(context, service().answerer, conversations));
  app.get('/api/corpus', (context) => context.json(service().corpus));
  for (const [path, file] of Object.entries(PAGE_FILES)) app.get(path, onlyKnownHosts, pageFile(file));
  return app;
}

function notAllowed(context: Context, methods: readonly string[], log: Logger): Response {
  context.header('Allow', methods.join(', '));
  const error = new WenjuError('method-not-allowed', `${context.req.path} takes ${methods.join(', ')}`);
  return errorResponse(error, context, log);
}
