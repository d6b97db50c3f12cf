import { afterAll } from 'vitest';
import { createWebAdapter, type WebAdapter, type WebAdapterOptions } from '../../../adapters/web/index.js';
import { createLogger } from '../../../src/log.js';

export interface RunningServer {
  readonly adapter: WebAdapter;
  /** Without the slash at its end. */
  readonly address: string;
  /** What was logged, line by line. */
  readonly lines: readonly string[];
}

const running: WebAdapter[] = [];
afterAll(() => Promise.all(running.map((adapter) => adapter.stop())));

/** A web adapter on a free port, stopped when the tests of the file are over. */
export async function webServer(options: Partial<WebAdapterOptions>): Promise<RunningServer> {
  const lines: string[] = [];
  const log = await createLogger({ level: 'debug', destination: { write: (line) => lines.push(line) } });
  const adapter = createWebAdapter({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    current: () => undefined,
    log,
    ...options,
  });
  const address = await adapter.start();
  running.push(adapter);
  return { adapter, address: address.replace(/\/$/, ''), lines };
}
