import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { buildProgress } from '../../src/cli/build-progress.js';

/** What is shown of a build of three steps on a stream. */
async function shown({ isTTY, delayMs }: { isTTY: boolean; delayMs: number }): Promise<string> {
  const stream = Object.assign(new PassThrough(), { isTTY, cursorTo: () => true, clearLine: () => true });
  const written = text(stream);
  const progress = buildProgress(stream, delayMs);
  for (let done = 0; done <= 2; done++) {
    progress.update({ phase: 'words', done, total: 2 });
    await setTimeout(120);
  }
  progress.stop();
  stream.end();
  return written;
}

describe('buildProgress', () => {
  it('shows the phase of a long build on a terminal', async () => {
    expect(await shown({ isTTY: true, delayMs: 0 })).toMatch(/words .*100% of 2/);
  });

  it('shows nothing of a short build', async () => {
    expect(await shown({ isTTY: true, delayMs: 10_000 })).toBe('');
  });

  it('shows nothing where there is no terminal', async () => {
    expect(await shown({ isTTY: false, delayMs: 0 })).toBe('');
  });
});
