import type { IndexedDocument } from './segment.js';

/** A document under another source; its text, title and passages are the same. */
export function movedDocument<Moved extends IndexedDocument>(moved: Moved, source: string): Moved {
  if (moved.document.source === source) return moved;
  return {
    ...moved,
    document: { ...moved.document, source },
    passages: moved.passages.map((passage) => ({ ...passage, source })),
  };
}
