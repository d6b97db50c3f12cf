import { describe, expect, it } from 'vitest';
import { isLoopback } from '../../../adapters/web/host-check.js';

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost', 'LOCALHOST'])(
    'takes %s for this machine',
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );

  it.each(['0.0.0.0', '::', '192.168.1.2', '127.evil.example', 'localhost.evil.example', ''])(
    'does not take %s for this machine alone',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});
