import { isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * The address that a request comes from, as far as limits are concerned: of an IPv6 one the network, since a
 * single machine has all addresses of its network.
 * @param trustProxy whether a proxy in front adds the caller's address to `X-Forwarded-For`
 */
export function clientAddress(context: Context, trustProxy: boolean): string {
  // Only the last entry is the proxy's; whoever calls may have sent the others.
  const forwarded = trustProxy ? context.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined;
  return networkOf(forwarded || (getConnInfo(context).remote.address ?? 'unknown'));
}

/** `192.0.2.1` for itself and for `::ffff:192.0.2.1`, `2001:db8:0:1` for all of `2001:db8:0:1::/64`. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const bare = address.replace(/%.*$/, '');
  if (!isIPv6(bare)) return address;
  const [left = '', right] = bare.toLowerCase().split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const head = groups(left);
  const tail = groups(right ?? '');
  const all =
    right === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
