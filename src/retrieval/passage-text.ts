import { type Document, withoutBlanks } from '../corpus/document.js';
import type { Passage } from '../corpus/passage.js';

/** The prose of a passage alone. */
export function proseOf(document: Document, passage: Passage): string {
  return withoutBlanks(document.prose.slice(passage.start, passage.end));
}

/** A passage as it is embedded: under its title and headings, without which “它” and “该公司” say nothing. */
export function embeddingText(document: Document, passage: Passage): string {
  return [document.title, ...passage.section, proseOf(document, passage)].join('\n');
}
