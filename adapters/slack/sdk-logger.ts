import { LogLevel, type Logger as SdkLogger } from '@slack/bolt';
import type { Logger } from '../../src/log.js';

/**
 * Slack's SDK logs through the house's logger, and no louder than `debug`: what an admin has to know is said by
 * this adapter in its own words, once. The SDK is never told that the level is `debug`, for it then prints
 * messages and headers.
 */
export function sdkLogger(log: Logger): SdkLogger {
  const write = (...parts: unknown[]): void => {
    log.debug({ sdk: parts.map(asText).join(' ').slice(0, 500) }, 'Slack SDK');
  };
  return {
    debug: () => undefined,
    info: write,
    warn: write,
    error: write,
    getLevel: () => LogLevel.INFO,
    setLevel: () => undefined,
    setName: () => undefined,
  };
}

function asText(part: unknown): string {
  return part instanceof Error ? part.message : String(part);
}
