import { messageOf, WenjuError } from '../errors.js';
import { cutPassages } from './cut-passages.js';
import { DOCUMENT_FILE, type Document } from './document.js';
import { readFrontMatter } from './front-matter.js';
import { markdownObstacle } from './markdown-limits.js';
import { parseMarkdown } from './parse-markdown.js';
import { parsePlainText } from './parse-plain-text.js';
import type { ParsedText } from './parsed-text.js';
import type { Passage } from './passage.js';
import type { SourceFile } from './read-files.js';

const MARKDOWN_FILE = /\.(?:md|markdown)$/i;

export interface ParsedDocument {
  readonly document: Document;
  readonly passages: readonly Passage[];
  /** `document-unreadable`: what was not used of it. */
  readonly problems: readonly WenjuError[];
}

/** Parses one file. One that can't be parsed as the Markdown that its name promises is taken for plain text. */
export function parseDocument({ source, text }: SourceFile): ParsedDocument {
  const { fields, end, problems } = readFrontMatter(text);
  const obstacles = [...problems];
  const parsed = MARKDOWN_FILE.test(source)
    ? parseCarefully(text, end, fields.title, obstacles)
    : parsePlainText(text, end);
  const title = fields.title ?? parsed.heading ?? nameTitle(source);
  return {
    document: { source, text, prose: parsed.prose, ...fields, title },
    passages: cutPassages(source, parsed),
    problems: obstacles.map((problem) => new WenjuError('document-unreadable', `${source}: ${problem}`)),
  };
}

/** The title of a document that gives itself none. */
export function nameTitle(source: string): string {
  return source.replace(/^.*\//, '').replace(DOCUMENT_FILE, '');
}

/** Whether the same text under both names has the same prose and passages. */
export function parsesAlike(source: string, other: string): boolean {
  return MARKDOWN_FILE.test(source) === MARKDOWN_FILE.test(other);
}

function parseCarefully(
  text: string,
  start: number,
  title: string | undefined,
  problems: string[],
): ParsedText {
  let obstacle = markdownObstacle(text);
  if (obstacle === undefined) {
    try {
      return parseMarkdown(text, start, title);
    } catch (error) {
      // The parser calls itself for markup inside markup, as deep as the stack goes.
      if (!(error instanceof RangeError)) throw error;
      obstacle = `is too much for the Markdown parser (${messageOf(error)})`;
    }
  }
  problems.push(`it ${obstacle} and is read as plain text: simplify it, or call it .txt`);
  return parsePlainText(text, start);
}
