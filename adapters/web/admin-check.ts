import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { WenjuError } from '../../src/errors.js';

export interface AdminCheckOptions {
  /** None: the admin API is off. */
  readonly token?: string | undefined;
  /** Told of every call that is not let through. */
  readonly onRefused: (context: Context) => Promise<void>;
}

/** Lets only those through who send the admin token as a bearer token. */
export function adminCheck({ token, onRefused }: AdminCheckOptions): MiddlewareHandler {
  return async (context, next) => {
    if (token === undefined) {
      await onRefused(context);
      throw new WenjuError('forbidden', 'the admin API is off; set ADMIN_TOKEN to turn it on');
    }
    const given = /^Bearer +(\S+) *$/i.exec(context.req.header('Authorization') ?? '')?.[1];
    if (given === undefined || !isSame(given, token)) {
      await onRefused(context);
      context.header('WWW-Authenticate', 'Bearer realm="wenju"');
      throw new WenjuError(
        'unauthorized',
        given === undefined
          ? 'send the admin token: “Authorization: Bearer …”'
          : 'that is not the admin token of this server',
      );
    }
    await next();
  };
}

/** In a time that tells nothing of how much of it was right; of hashes, since lengths would tell as well. */
function isSame(given: string, token: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}
