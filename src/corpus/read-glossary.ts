import { parse } from 'yaml';
import type { ZodError } from 'zod';
import { messageOf, WenjuError } from '../errors.js';
import { Glossary, glossaryFileSchema } from './glossary.js';
import type { SourceFile } from './read-files.js';

/** Issues of a file that are told at once. */
const MOST_ISSUES = 5;

/**
 * Reads a glossary file.
 * @throws WenjuError `bad-glossary`, naming the file and the entry
 */
export function readGlossary({ source, text }: SourceFile): Glossary {
  let content: unknown;
  try {
    content = parse(text, { logLevel: 'error' }) ?? {};
  } catch (error) {
    const [reason = ''] = messageOf(error).split('\n');
    throw new WenjuError('bad-glossary', `${source} is not valid YAML: ${reason.replace(/:$/, '')}`, error);
  }
  const parsed = glossaryFileSchema.safeParse(withoutNulls(content));
  if (!parsed.success) {
    throw new WenjuError('bad-glossary', `${source}: ${issuesOf(parsed.error, content)}`, parsed.error);
  }
  try {
    return new Glossary(parsed.data.entries);
  } catch (error) {
    throw new WenjuError('bad-glossary', `${source}: ${messageOf(error)}`, error);
  }
}

/** A key with nothing behind it is null in YAML: it is as good as not there. */
function withoutNulls(content: unknown): unknown {
  if (!isRecord(content)) return content;
  const entries = content.entries ?? [];
  const withoutNull = (entry: unknown): unknown =>
    isRecord(entry) ? Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null)) : entry;
  return { ...content, entries: Array.isArray(entries) ? entries.map(withoutNull) : entries };
}

function issuesOf(error: ZodError, content: unknown): string {
  const told = error.issues.slice(0, MOST_ISSUES).map(({ path, message }) => {
    const value = valueAt(content, path);
    const what =
      typeof value === 'number' || typeof value === 'boolean'
        ? `${value} must stand between quotation marks: "${value}"`
        : message;
    return `${placeOf(content, path)}: ${what}`;
  });
  const more = error.issues.length - told.length;
  return told.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/** A place in the file in words: entry 3 (“百度”), aliases[1]. */
function placeOf(content: unknown, [list, index, ...rest]: readonly PropertyKey[]): string {
  if (list !== 'entries') return list === undefined ? 'the file' : String(list);
  if (typeof index !== 'number') return 'entries';
  const name = valueAt(content, ['entries', index, 'name']);
  const entry = `entry ${index + 1}${typeof name === 'string' ? ` (“${name}”)` : ''}`;
  const field = rest.map((key) => (typeof key === 'number' ? `[${key + 1}]` : String(key))).join('');
  return field === '' ? entry : `${entry}, ${field}`;
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (Array.isArray(value) || isRecord(value) ? Reflect.get(value, key) : undefined),
    content,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
