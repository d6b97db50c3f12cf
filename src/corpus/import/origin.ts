import { createHash } from 'node:crypto';
import { isMap, parseDocument, stringify } from 'yaml';
import * as z from 'zod';
import { frontMatterBlock } from '../front-matter.js';
import type { ImportedText } from './imported-text.js';

/** Where a document of the corpus came from. */
export interface Origin {
  /** The name of the file that was added. */
  readonly file: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly hash: string;
}

/** What stands in the front matter of a document that was added. */
export interface OriginFields extends Omit<ImportedText, 'markdown'>, Origin {
  /** ISO date. */
  readonly added: string;
}

const HASH_LINE = /^original_sha256: ["']?([0-9a-f]{64})["']?[ \t]*\r?$/m;
const originSchema = z.object({ original: z.string(), original_sha256: z.string() });

export function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The front matter of an added document, its line end included. */
export function originFrontMatter({ hash, file, ...fields }: OriginFields): string {
  const { title, url, published, publisher, language, added } = fields;
  const values = { title, url, published, publisher, language, original: file, original_sha256: hash, added };
  return `---\n${stringify(withoutUndefined(values), { lineWidth: 0 })}---\n`;
}

/** What a caller may say about a document. */
export interface StatedFields {
  readonly title?: string | undefined;
  readonly url?: string | undefined;
}

/**
 * A text with a title and an address of the caller's in its front matter, the rest of which stays as it is.
 * Front matter that is not valid YAML stays behind the new one, as text.
 */
export function withFields(text: string, fields: StatedFields): string {
  const block = frontMatterBlock(text);
  const document = parseDocument(block?.yaml ?? '', { logLevel: 'silent' });
  const isUsable = document.errors.length === 0 && (isMap(document.contents) || document.contents === null);
  if (block === undefined || !isUsable) {
    return `---\n${stringify(withoutUndefined(fields), { lineWidth: 0 })}---\n${text}`;
  }
  for (const [key, value] of Object.entries(withoutUndefined(fields))) document.set(key, value);
  return `---\n${document.toString({ lineWidth: 0 })}---\n${text.slice(block.end)}`;
}

/** Where a document came from, if it says so. */
export function readOrigin(text: string): Origin | undefined {
  const yaml = frontMatterBlock(text)?.yaml ?? '';
  // Few documents say so, and parsing YAML takes longer than looking.
  if (!HASH_LINE.test(yaml)) return undefined;
  const document = parseDocument(yaml, { logLevel: 'silent' });
  const parsed = originSchema.safeParse(document.errors.length === 0 ? document.toJS() : undefined);
  return parsed.success ? { file: parsed.data.original, hash: parsed.data.original_sha256 } : undefined;
}

function withoutUndefined(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
