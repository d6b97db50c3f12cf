import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linesOf, openInput } from '../../src/cli/json-lines.js';
import { WenjuError } from '../../src/errors.js';
import { temporaryFolder } from '../temporary-folder.js';

async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

async function collect(lines: AsyncIterable<string | WenjuError>): Promise<(string | WenjuError)[]> {
  const found: (string | WenjuError)[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

describe('linesOf', () => {
  it.each([1, 2, 3, 5, 1000])('finds the lines of Chinese text in pieces of %i bytes', async (size) => {
    const text = '一\n\n二三\u2028四\r\n最后';
    expect(await collect(linesOf(chunks(Buffer.from(text), size)))).toEqual([
      '一',
      '',
      '二三\u2028四\r',
      '最后',
    ]);
  });

  it('gives no line for nothing, and none after the last line feed', async () => {
    expect(await collect(linesOf(chunks(Buffer.from(''), 10)))).toEqual([]);
    expect(await collect(linesOf(chunks(Buffer.from('a\n'), 10)))).toEqual(['a']);
  });

  it('gives an error for a line that is not UTF-8 and goes on', async () => {
    const bytes = Buffer.concat([Buffer.from('a\n'), Buffer.from([0xb0, 0xa1]), Buffer.from('\nb')]);
    const [first, second, third] = await collect(linesOf(chunks(bytes, 3)));
    expect([first, third]).toEqual(['a', 'b']);
    expect(second).toMatchObject({ code: 'bad-request' });
  });

  it.each([1, 7, 1000])(
    'gives an error for a line over the limit and goes on (pieces of %i bytes)',
    async (size) => {
      const bytes = Buffer.from(`${'x'.repeat(10)}\n${'x'.repeat(11)}\nb\n${'x'.repeat(40)}`);
      const [atLimit, over, next, last] = await collect(linesOf(chunks(bytes, size), 10));
      expect([atLimit, next]).toEqual(['x'.repeat(10), 'b']);
      expect(over).toMatchObject({ code: 'too-large' });
      expect(last).toMatchObject({ code: 'too-large' });
    },
  );

  it('drops a byte order mark', async () => {
    expect(await collect(linesOf(chunks(Buffer.from('\ufeff{}\n'), 10)))).toEqual(['{}']);
  });
});

describe('openInput', () => {
  it('reads a file', async () => {
    const path = join(await temporaryFolder(), 'lines.jsonl');
    await writeFile(path, 'a\nb\n');
    expect(await collect(linesOf(await openInput(path)))).toEqual(['a', 'b']);
  });

  it('says which file cannot be read', async () => {
    const folder = await temporaryFolder();
    for (const path of [join(folder, 'missing'), folder]) {
      await expect(openInput(path)).rejects.toThrow(WenjuError);
      await expect(openInput(path)).rejects.toMatchObject({
        code: 'not-found',
        message: expect.stringContaining(path),
      });
    }
  });
});
