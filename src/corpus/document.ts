/** One file of the corpus as read. */
export interface Document {
  /** Path relative to the corpus folder, with `/` between its parts. */
  readonly source: string;
  /** From the front matter, else the first heading, else the file's name. */
  readonly title: string;
  /** The file's text: UTF-8 decoded, byte order mark removed, front matter and line ends as they are. */
  readonly text: string;
  /**
   * `text` with everything that is not prose (front matter, comments, Markdown markup, link addresses)
   * blanked by {@link BLANK}: the same length, so that an offset into one is an offset into the other.
   */
  readonly prose: string;
  /** ISO date of publication as precise as it is known: `2023`, `2023-04` or `2023-04-11`. */
  readonly published?: string;
  readonly publisher?: string;
  readonly language?: string;
  /** Where the document can be read on the web. */
  readonly url?: string;
}

/** Stands in `Document.prose` for each UTF-16 unit of markup. Never part of a word, a number or a sentence. */
export const BLANK = '\u0000';

/** A stretch of `Document.prose` as a person reads it: without the blanks. */
export function withoutBlanks(prose: string): string {
  return prose.replaceAll(BLANK, '');
}

/** What the names of files that are documents end with. */
export const DOCUMENT_FILE = /\.(?:md|markdown|txt)$/i;

/** The file of a corpus folder that names things. */
export const GLOSSARY_FILE = 'glossary.yaml';
