import type { Citation } from '../api/shapes.js';
import { element } from '../shell/element.js';

/** Makes the marker of a citation. */
export type MarkerOf = (citation: Citation) => HTMLElement;

/** The text of an answer, its lines that begin with `- ` as a list, and each `[n]` of a citation as its marker. */
export function answerText(text: string, citations: readonly Citation[], markerOf: MarkerOf): HTMLElement {
  const byNumber = new Map(citations.map((citation) => [citation.n, citation]));
  const blocks = blocksOf(text).map((block) =>
    typeof block === 'string'
      ? element('p', {}, ...withMarkers(block, byNumber, markerOf))
      : element(
          'ul',
          {},
          ...block.map((item) => element('li', {}, ...withMarkers(item, byNumber, markerOf))),
        ),
  );
  return element('div', { class: 'text' }, ...blocks);
}

/** Paragraphs as texts, and lists as their items. */
function blocksOf(text: string): (string | string[])[] {
  const blocks: (string | string[])[] = [];
  for (const line of text.split('\n')) {
    const item = /^- (.*)$/.exec(line)?.[1];
    const last = blocks.at(-1);
    if (item !== undefined) {
      if (Array.isArray(last)) last.push(item);
      else blocks.push([item]);
    } else if (typeof last === 'string') {
      blocks[blocks.length - 1] = `${last}\n${line}`;
    } else {
      blocks.push(line);
    }
  }
  return blocks;
}

/** A marker stays on the line of the character before it. */
function withMarkers(
  text: string,
  citations: ReadonlyMap<number, Citation>,
  markerOf: MarkerOf,
): (string | Node)[] {
  const parts: (string | Node)[] = [];
  let before = '';
  for (const part of text.split(/(\[\d+\])/)) {
    const citation = citations.get(Number(/^\[(\d+)\]$/.exec(part)?.[1]));
    if (citation === undefined) {
      before += part;
      continue;
    }
    const [, most = '', last = ''] = /^(.*?)(\S?\s?)$/su.exec(before) ?? [];
    parts.push(most, element('span', { class: 'together' }, last, markerOf(citation)));
    before = '';
  }
  return [...parts, before];
}
