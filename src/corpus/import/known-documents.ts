import { stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { DOCUMENT_FILE } from '../document.js';
import { readFiles } from '../read-files.js';
import { hashOf, readOrigin } from './origin.js';

interface KnownDocument {
  readonly source: string;
  /** The name of the file that it was made of; its own where nothing else is known. */
  readonly madeOf: string;
  /** Whether it was added just now. */
  readonly isNew: boolean;
}

/** The documents that are in a corpus folder already, by their paths and by what they were made of. */
export class KnownDocuments {
  /** On most machines of people, `A.md` and `a.md` are one file. */
  private readonly bySource = new Map<string, KnownDocument>();
  private readonly byHash = new Map<string, string>();

  /** Reads the folder; one that isn't there yet has no documents. */
  static async of(folder: string, signal?: AbortSignal | undefined): Promise<KnownDocuments> {
    const known = new KnownDocuments();
    if ((await stat(folder).catch(() => undefined)) === undefined) return known;
    const { files } = await readFiles(folder, (source) => DOCUMENT_FILE.test(source), signal);
    for (const { source, text } of files) known.note(source, text, false);
    return known;
  }

  /** Notes a document that is new there. */
  add(source: string, text: string): void {
    this.note(source, text, true);
  }

  /** The document that was made of a file with this hash, or has it. */
  sourceOf(hash: string): string | undefined {
    return this.byHash.get(hash);
  }

  /** The document at a path. */
  at(source: string): KnownDocument | undefined {
    return this.bySource.get(keyOf(source));
  }

  private note(source: string, text: string, isNew: boolean): void {
    const origin = readOrigin(text);
    this.bySource.set(keyOf(source), { source, madeOf: origin?.file ?? posix.basename(source), isNew });
    this.byHash.set(hashOf(text), source);
    if (origin !== undefined) this.byHash.set(origin.hash, source);
  }
}

function keyOf(source: string): string {
  return source.normalize('NFC').toLowerCase();
}
