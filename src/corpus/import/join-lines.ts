/** Characters and marks of scripts that are written without spaces between words. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef“”‘’…—]/u;
const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]/u;

/** What belongs between the end of a line and the line that goes on with it: nothing inside Chinese text. */
export function lineJoint(before: string, after: string): '' | ' ' {
  const last = Array.from(before.slice(-2)).at(-1) ?? '';
  const first = String.fromCodePoint(after.codePointAt(0) ?? 32);
  if (/\s/.test(last) || /\s/.test(first)) return '';
  return (HAN.test(last) && WIDE.test(first)) || (WIDE.test(last) && HAN.test(first)) ? '' : ' ';
}

/** Puts the lines of a text in one, as a reader reads on. */
export function joinLines(text: string): string {
  return text
    .split(/[^\S\n]*\n\s*/)
    .reduce(
      (joined, line) =>
        line === '' ? joined : `${joined}${joined === '' ? '' : lineJoint(joined, line)}${line}`,
      '',
    );
}
