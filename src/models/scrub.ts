const LONGEST = 300;
/** A shorter part of a key gives nothing away, and would turn up in innocent text. */
const SHORTEST_PART = 4;

const KEY_LIKE = /\b(?:sk|ak|bce-v3|Bearer)[-/ ][\w./*-]{6,}/gi;

/**
 * A vendor's words without a secret, on one line, not too long. Vendors echo keys: whole, or their beginning
 * and end around asterisks.
 */
export function scrub(text: string, secret: string | undefined): string {
  let rest = text.replace(/\s+/g, ' ').trim();
  if (secret !== undefined && secret.length >= SHORTEST_PART) {
    rest = rest.replaceAll(secret, '[key]').replaceAll(encodeURIComponent(secret), '[key]');
    const start = escaped(secret.slice(0, SHORTEST_PART));
    const end = escaped(secret.slice(-SHORTEST_PART));
    rest = rest.replace(new RegExp(`\\S*(?:${start}\\S*[*.…]|[*.…]\\S*${end})\\S*`, 'g'), '[key]');
  }
  rest = rest.replace(KEY_LIKE, '[key]');
  return rest.length > LONGEST ? `${rest.slice(0, LONGEST)}…` : rest;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
