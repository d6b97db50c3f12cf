import type { Target } from './excerpt.js';

/** The parts of an address that matter here, as `location` has them. */
interface Address {
  readonly search: string;
  readonly hash: string;
}

/**
 * The stretch that an address names, such as
 * `/corpus?source=a.md&paragraph=3&start=120&end=148#quote=…`: links in chats lead to their evidence so.
 */
export function linkedTarget({ search, hash }: Address): Target | undefined {
  const parameters = new URLSearchParams(search);
  const source = parameters.get('source') ?? '';
  const [start, end, paragraph] = ['start', 'end', 'paragraph'].map((name) =>
    Number(parameters.get(name) ?? 0),
  );
  if (source === '' || !isOffset(start) || !isOffset(end) || !isOffset(paragraph)) return undefined;
  const quote = new URLSearchParams(hash.slice(1)).get('quote') ?? '';
  return { source, title: source, section: '', paragraph, quote, start, end };
}

function isOffset(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}
