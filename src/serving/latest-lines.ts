import { readFile } from 'node:fs/promises';
import type * as z from 'zod';
import { messageOf, WenjuError } from '../errors.js';

/**
 * What stands on the lines of a file of JSON, the last line first. A line that is cut off, or that another
 * program wrote, is passed over; a file that isn't there has none.
 * @throws WenjuError `not-found` for a file that can't be read
 */
export async function latestLines<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  const lines = (await textOf(path)).split('\n').reverse();
  return lines.flatMap((line) => {
    const parsed = schema.safeParse(parsedLine(line));
    return parsed.success ? [parsed.data] : [];
  });
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new WenjuError('not-found', `can't read ${path}: ${messageOf(error)}`, error);
  }
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
