import type { MiddlewareHandler } from 'hono';
import { WenjuError } from '../../src/errors.js';

/** Names that only this machine has. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a server bound to this host is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host.includes(':') ? `[${host}]` : host.toLowerCase());
}

/**
 * Refuses requests that come by a foreign name to a server that is meant for this machine: a page on the web
 * can point its own name at 127.0.0.1 (DNS rebinding) and would read the documents through the browser.
 * A server on another address is meant to be reached, and checks nothing.
 * @param allowed further host names, for a proxy or a tunnel in front
 */
export function hostCheck(boundTo: string, allowed: readonly string[]): MiddlewareHandler {
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  return async (context, next) => {
    if (isLoopback(boundTo)) {
      const { hostname } = new URL(context.req.url);
      if (!LOOPBACK.test(hostname) && !names.has(hostname)) {
        throw new WenjuError(
          'forbidden',
          `this server is for its own machine and was called “${hostname}”; list the name in ALLOWED_HOSTS to let it through`,
        );
      }
    }
    await next();
  };
}

/** Refuses what a page of another site sends by itself: it would ask questions in its visitors' names. */
export const foreignPageCheck: MiddlewareHandler = async (context, next) => {
  if (context.req.method === 'POST' && context.req.header('Sec-Fetch-Site') === 'cross-site') {
    throw new WenjuError('forbidden', 'pages of other sites may not call this server');
  }
  await next();
};
