import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type BatchQuestion, runBatch } from '../../src/cli/batch.js';
import { WenjuError } from '../../src/errors.js';

async function* bytes(...lines: readonly string[]): AsyncGenerator<Buffer> {
  for (const line of lines) yield Buffer.from(`${line}\n`);
}

async function batch(
  lines: readonly string[],
  work: (question: BatchQuestion) => Promise<object>,
): Promise<unknown[]> {
  const written: unknown[] = [];
  await runBatch(bytes(...lines), work, async (line) => void written.push(JSON.parse(line)));
  return written;
}

const echo = async ({ question, history }: BatchQuestion): Promise<object> => ({ question, history });

describe('runBatch', () => {
  it('writes a line for each in the order of the input, whatever each takes', async () => {
    const slowFirst = async ({ id }: BatchQuestion): Promise<object> => {
      await setTimeout(id === 1 ? 20 : 0);
      return {};
    };
    expect(await batch(['{"id":1,"question":"a"}', '{"id":"2","question":"b"}'], slowFirst)).toEqual([
      { id: 1 },
      { id: '2' },
    ]);
  });

  it('passes the history on and ignores what it does not know', async () => {
    expect(await batch(['{"id":1,"question":"b","history":["a"],"answers":[1]}'], echo)).toEqual([
      { id: 1, question: 'b', history: ['a'] },
    ]);
  });

  it('skips blank lines', async () => {
    expect(await batch(['', '  \r', '{"id":1,"question":"a"}\r'], echo)).toHaveLength(1);
  });

  it('gives an error for each bad line, with its id where it has one, and goes on', async () => {
    const bad = [
      '{"id":1',
      '[]',
      '7',
      '{"question":"a"}',
      '{"id":5}',
      '{"id":6,"question":"a","history":"b"}',
      '{"id":{},"question":"a"}',
    ];
    const results = await batch([...bad, '{"id":8,"question":"a"}'], echo);
    expect(results).toEqual([
      { error: { code: 'bad-request', message: expect.stringContaining('not JSON') } },
      { error: { code: 'bad-request', message: expect.stringContaining('object') } },
      { error: { code: 'bad-request', message: expect.stringContaining('object') } },
      { error: { code: 'bad-request', message: expect.stringContaining('id') } },
      { id: 5, error: { code: 'bad-request', message: expect.stringContaining('question') } },
      { id: 6, error: { code: 'bad-request', message: expect.stringContaining('history') } },
      { error: { code: 'bad-request', message: expect.stringContaining('id') } },
      { id: 8, question: 'a', history: [] },
    ]);
  });

  it('reports what fails while a line is worked on, and goes on', async () => {
    const results = await batch(
      ['{"id":1,"question":"a"}', '{"id":2,"question":"b"}', '{"id":3,"question":"c"}'],
      async ({ id }) => {
        if (id === 1) throw new WenjuError('too-large', 'too long');
        if (id === 2) throw new TypeError('a defect');
        return {};
      },
    );
    expect(results).toEqual([
      { id: 1, error: { code: 'too-large', message: 'too long' } },
      { id: 2, error: { code: 'internal', message: 'a defect' } },
      { id: 3 },
    ]);
  });

  it('reads a line only when the one before is written', async () => {
    let read = 0;
    let written = 0;
    let ahead = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (; read < 1000; read++) {
        ahead = Math.max(ahead, read - written);
        yield Buffer.from('{"id":1,"question":"a"}\n');
      }
    }
    await runBatch(endless(), echo, async () => void written++);
    expect(written).toBe(1000);
    expect(ahead).toBeLessThanOrEqual(1);
  });
});
