import { describe, expect, it } from 'vitest';
import { createLogger } from '../src/log.js';

describe('createLogger', () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };

  it('writes JSON lines from its level up', async () => {
    lines.length = 0;
    const log = await createLogger({ level: 'warn', destination });
    log.info('quiet');
    log.warn({ passages: 3 }, 'loud');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { level: 40, time: expect.any(String), passages: 3, msg: 'loud' },
    ]);
  });

  it.each(['xoxb-1-made-up', 'a"quote\\and backslash', 'käy/with spaces?'])(
    'keeps %s out of messages, fields, addresses and errors',
    async (secret) => {
      lines.length = 0;
      const log = await createLogger({ level: 'info', secrets: [secret], destination });
      log.info(`sent ${secret} to https://example.com/?key=${encodeURIComponent(secret)}`);
      log.info({ deep: { list: [secret] } }, 'field');
      log.error({ err: new Error(`refused ${secret}`) }, 'error');
      const written = lines.join('');
      expect(written.match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(5);
      expect(written).not.toContain(secret);
      expect(written).not.toContain(encodeURIComponent(secret));
      for (const line of lines)
        expect(JSON.stringify(JSON.parse(line))).not.toContain(JSON.stringify(secret));
    },
  );

  it('keeps fields out that hold secrets by their name', async () => {
    lines.length = 0;
    const log = await createLogger({ level: 'info', destination });
    log.info({
      token: 'one',
      headers: { authorization: 'Bearer two' },
      config: { slack: { botToken: 'three' } },
    });
    expect(lines.join('')).not.toMatch(/one|two|three/);
  });
});
