import { parse } from 'yaml';
import * as z from 'zod';
import { messageOf } from '../errors.js';
import type { Document } from './document.js';

/** What the front matter says about a document. */
export type FrontMatterFields = Pick<
  Partial<Document>,
  'title' | 'published' | 'publisher' | 'language' | 'url'
>;

export interface FrontMatter {
  readonly fields: FrontMatterFields;
  /** UTF-16 offset of the text after it; 0 where there is none. */
  readonly end: number;
  /** What is wrong with it and how to mend it; what is right is used. */
  readonly problems: readonly string[];
}

const BLOCK = /^---[ \t]*(?:\r\n|\r|\n)([\s\S]*?)^---[ \t]*(?:\r\n|\r|\n|$(?![\s\S]))/my;

/** Keys that mean nothing here are passed over. */
const schema = z.record(z.string(), z.unknown());

/** The YAML between two lines `---` at the start of a text, and the UTF-16 offset of what comes after them. */
export function frontMatterBlock(text: string): { readonly yaml: string; readonly end: number } | undefined {
  BLOCK.lastIndex = 0;
  const match = BLOCK.exec(text);
  return match === null ? undefined : { yaml: match[1] ?? '', end: match[0].length };
}

/** Reads the front matter of a text. */
export function readFrontMatter(text: string): FrontMatter {
  const block = frontMatterBlock(text);
  if (block === undefined) return { fields: {}, end: 0, problems: [] };
  const problems: string[] = [];
  const values = valuesOf(block.yaml, problems);
  const one = <Value>(key: string, read: (written: string) => Value | undefined, expected: string) => {
    const written = values[key];
    if (written === undefined || written === null || written === '') return undefined;
    const value =
      typeof written === 'string' || typeof written === 'number' ? read(String(written).trim()) : undefined;
    if (value === undefined) problems.push(`its ${key} is not ${expected} and is not used`);
    return value;
  };
  const line = (written: string): string | undefined => written.replace(/\s+/g, ' ') || undefined;
  const fields = {
    title: one('title', line, 'a line of text'),
    publisher: one('publisher', line, 'a line of text'),
    published: one('published', isoDate, 'a date like 2023, 2023-04 or 2023-04-11'),
    language: one('language', line, 'a language like zh-CN'),
    url: one('url', webAddress, 'an address that begins with http:// or https://'),
  };
  return { fields: withoutUndefined(fields), end: block.end, problems };
}

function valuesOf(yaml: string, problems: string[]): Record<string, unknown> {
  try {
    const parsed = schema.safeParse(parse(yaml, { logLevel: 'error' }) ?? {});
    if (parsed.success) return parsed.data;
    problems.push('its front matter is not made of lines like `title: …` and is not used');
  } catch (error) {
    const [reason = ''] = messageOf(error).split('\n');
    problems.push(
      `its front matter is not valid YAML and is not used (${reason.replace(/:$/, '')}): put values with “: ” or “#” between quotation marks`,
    );
  }
  return {};
}

function isoDate(written: string): string | undefined {
  const match = /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?(?:[T ].*)?$/.exec(written);
  if (match === null) return undefined;
  const [, year = '', month, day] = match;
  const iso = [
    year,
    ...[month, day].flatMap((part) => (part === undefined ? [] : part.padStart(2, '0'))),
  ].join('-');
  const full = `${iso}${'-01'.repeat(3 - iso.split('-').length)}`;
  const date = new Date(`${full}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(full) ? iso : undefined;
}

function webAddress(written: string): string | undefined {
  return URL.canParse(written) && /^https?:$/.test(new URL(written).protocol) ? written : undefined;
}

function withoutUndefined(
  fields: {
    readonly [Key in keyof FrontMatterFields]: FrontMatterFields[Key] | undefined;
  },
): FrontMatterFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
