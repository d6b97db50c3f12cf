import type { WenjuError } from '../errors.js';
import type { Document } from './document.js';
import type { Glossary } from './glossary.js';
import type { Passage } from './passage.js';

/** Everything that was read from a corpus folder. */
export interface Corpus {
  /** In the order of their sources (code point order). */
  readonly documents: readonly Document[];
  /** In document order; the passages of one document are contiguous. */
  readonly passages: readonly Passage[];
  readonly glossary: Glossary;
  /** A file each that could not be used, with why; the rest of the corpus is whole without it. */
  readonly problems: readonly WenjuError[];
}
