import type { MiddlewareHandler } from 'hono';
import { WenjuError } from '../../src/errors.js';
import { clientAddress } from './client-address.js';
import { KEPT_ADDRESSES } from './limits.js';

const MINUTE_MS = 60_000;

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

export interface TokenBucketsOptions {
  /** Requests a minute from one address, all of which may come at once; 0: no limit. */
  readonly perMinute: number;
  /** Milliseconds since any fixed time. @default Date.now */
  readonly now?: () => number;
  /** Addresses that are counted at once. */
  readonly capacity?: number;
}

/** A bucket of tokens for each address: a request takes one, and they come back evenly. */
export class TokenBuckets {
  /** Least recently used first. */
  private readonly byAddress = new Map<string, Bucket>();
  private readonly perMinute: number;
  private readonly now: () => number;
  private readonly capacity: number;

  constructor({ perMinute, now = Date.now, capacity = KEPT_ADDRESSES }: TokenBucketsOptions) {
    this.perMinute = perMinute;
    this.now = now;
    this.capacity = capacity;
  }

  /** Takes a token. Returns the milliseconds to wait for one where there is none, else 0. */
  take(address: string): number {
    if (this.perMinute === 0) return 0;
    const now = this.now();
    const { tokens, at } = this.byAddress.get(address) ?? { tokens: this.perMinute, at: now };
    const msPerToken = MINUTE_MS / this.perMinute;
    const full = Math.min(this.perMinute, tokens + (now - at) / msPerToken);
    this.byAddress.delete(address);
    this.byAddress.set(address, { tokens: full >= 1 ? full - 1 : full, at: now });
    this.forget();
    return full >= 1 ? 0 : (1 - full) * msPerToken;
  }

  private forget(): void {
    for (const oldest of this.byAddress.keys()) {
      if (this.byAddress.size <= this.capacity) break;
      this.byAddress.delete(oldest);
    }
  }
}

export interface RateLimitOptions {
  /** Requests a minute from one address; 0: no limit. */
  readonly perMinute: number;
  readonly trustProxy: boolean;
}

/** Refuses the requests of an address that sends too many, with `Retry-After`. Each limit counts for itself. */
export function rateLimit({ perMinute, trustProxy }: RateLimitOptions): MiddlewareHandler {
  const buckets = new TokenBuckets({ perMinute });
  return async (context, next) => {
    const waitMs = buckets.take(clientAddress(context, trustProxy));
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1000);
      context.header('Retry-After', String(seconds));
      throw new WenjuError('rate-limited', `too many requests; try again in ${seconds} s`);
    }
    await next();
  };
}
