/** Longer pieces are cut, in UTF-16 units. */
const LONGEST_PIECE = 40;

/** A citation's marker, a sentence end, a line end, a Latin word with its space, or one character. */
const PART = /\[\d+\]|[^\s\p{Script=Han}[\]]+\s*|\s+|./gsu;
const SENTENCE_END = /[。！？!?；;\n]$/;
const MARKER = /^\[\d+\]$/;

/**
 * Cuts an answer into the pieces that it is streamed in: a sentence or a few words each, no marker, word or
 * character in two. Together they are the answer.
 */
export function answerPieces(answer: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let isOver = false;
  for (const [part] of answer.matchAll(PART)) {
    // A sentence keeps the markers behind it.
    const isFull = piece.length + part.length > LONGEST_PIECE || isOver;
    if (piece !== '' && isFull && !MARKER.test(part)) {
      pieces.push(piece);
      piece = '';
      isOver = false;
    }
    piece += part;
    isOver ||= SENTENCE_END.test(part);
  }
  if (piece !== '') pieces.push(piece);
  return pieces;
}
