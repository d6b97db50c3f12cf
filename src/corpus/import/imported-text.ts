/** What an importer makes of a file: a Markdown text, with what the file says about itself. */
export interface ImportedText {
  /** Without front matter. */
  readonly markdown: string;
  /** @default the file's name */
  readonly title?: string | undefined;
  /** Where the file says that it can be read on the web. */
  readonly url?: string | undefined;
  /** ISO date. */
  readonly published?: string | undefined;
  readonly publisher?: string | undefined;
  readonly language?: string | undefined;
}
