/** Where a text is best parted, best first: between paragraphs, lines, sentences. */
const SEAMS = [/\n\n/g, /\n/g, /(?<=[。！？；.!?;])\s*/g];

/** A part is begun anew where one is at least this full. */
const FULL_ENOUGH = 0.5;

/** What a text takes in a message, in bytes: as JSON, where a line break is two. */
export function messageBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text), 'utf8') - 2;
}

/**
 * Parts a text into pieces of at most so many bytes of a message, between paragraphs where it can be, and never
 * inside what a reader takes for one character. Nothing but the space around a cut is lost.
 */
export function splitText(text: string, mostBytes: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (messageBytes(rest) > mostBytes) {
    const head = longestHead(rest, mostBytes);
    const cut = bestCut(head);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest];
}

/** As many whole characters from the start as fit. */
function longestHead(text: string, mostBytes: number): string {
  // A UTF-16 unit has at least one byte, so that no more than this is looked at.
  const window = text.slice(0, mostBytes + 64);
  let bytes = 0;
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(window)) {
    bytes += messageBytes(segment);
    if (bytes > mostBytes) break;
    end = index + segment.length;
  }
  // One character of marks without end is cut all the same.
  return end > 0 ? text.slice(0, end) : text.slice(0, Math.max(1, Math.floor(mostBytes / 6)));
}

function bestCut(head: string): number {
  for (const seam of SEAMS) {
    let last = 0;
    for (const { index } of head.matchAll(seam)) if (index < head.length) last = index;
    if (last >= head.length * FULL_ENOUGH) return last;
  }
  return head.length;
}
