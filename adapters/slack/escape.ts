import { LONGEST_TEXT } from './limits.js';

/**
 * Text of questions, documents and people as Slack shows it literally. Three doors: mrkdwn (text objects and the
 * text of a message), standard Markdown (`markdown` blocks and streams), and plain text (buttons, titles,
 * `rich_text`), which needs cleaning only.
 */

/** A word joiner: takes no space, breaks no line, and breaks every token of Slack's that it stands in. */
const JOINER = '\u2060';

/** C0 (but not tab and line feed), C1, byte order mark, bidi marks, embeddings and isolates, tag characters. */
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Without characters that hide, turn or break text; line ends are `\n`, half surrogates are `�`. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(INVISIBLE, '')
    .replace(/\p{Cs}/gu, '�');
}

/** In one line, for buttons, titles and statuses. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

/**
 * For the text of a message. Slack: “`&`, `<` and `>` must be escaped”, so no mention, link or date can be
 * formed; mrkdwn knows no escape for the markers of bold and the like, so it is sent with `mrkdwn: false`.
 * `@here` without brackets only pings with `parse: full`, which is never set; it is broken all the same.
 */
export function escapeMrkdwn(text: string): string {
  return breakBroadcasts(entities(cleanText(text)));
}

/**
 * For standard Markdown, every character shown as it is. Entities keep Slack's own tokens from forming, and a
 * joiner behind `<` keeps them from forming even where the entity is read first; brackets are parted, so that
 * `[1]` stays readable and `[text](address)` is no link.
 */
export function escapeMarkdown(text: string): string {
  const inline = cleanText(text)
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(/[*`~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
  return breakBroadcasts(partLinks(entities(inline)))
    .split('\n')
    .map(literalLine)
    .join('\n');
}

/** For Markdown that a model wrote: its lists, tables, emphasis and code stay; mentions, links and HTML don't. */
export function tameMarkdown(markdown: string): string {
  return breakBroadcasts(partLinks(entities(cleanText(markdown)).replace(/^(\s*)&gt; /gm, '$1> ')));
}

/** Ends a block of code that was cut open. */
export function closeFences(markdown: string): string {
  const fences = markdown.match(/^\s*```/gm)?.length ?? 0;
  return fences % 2 === 0 ? markdown : `${markdown}\n\`\`\``;
}

/** The part of a text under way whose escaped form no longer depends on what follows: it ends with a letter. */
export function settledPart(text: string): string {
  let end = 0;
  for (const { index, 0: letters } of text.matchAll(/\p{L}+/gu)) end = index + letters.length;
  return text.slice(0, end);
}

function entities(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replace(/<(?=[@!#a-z/?])/gi, `&lt;${JOINER}`)
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** `[a](b)`, `[a][b]` and `[a]: b`. */
function partLinks(text: string): string {
  return text.replace(/\](?=[([:])/g, `]${JOINER}`).replace(/!(?=\[)/g, `!${JOINER}`);
}

function breakBroadcasts(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}.])@(?=[\p{L}\p{N}])/gu, `@${JOINER}`);
}

/** A line that begins no heading, list, quotation, rule, table or code. */
function literalLine(line: string): string {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const rest = line.slice(indent.length);
  const deep = indent.includes('\t') || indent.length > 3 ? '\u00a0'.repeat(indent.length) : indent;
  const numbered = /^(\d{1,9})([.)])(?=\s|$)/.exec(rest);
  if (numbered !== null) {
    const [whole, number = '', mark = ''] = numbered;
    return `${deep}${number}\\${mark}${rest.slice(whole.length)}`;
  }
  return /^[#+=|-]/.test(rest) ? `${deep}\\${rest}` : `${deep}${rest}`;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The longest beginning of a text that has no more than so many UTF-16 units and ends between two characters. */
export function beginningOf(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // A character can be of any length; what ends before the window surely is whole.
  const windowStart = Math.max(0, longest - 100);
  const start = isHighSurrogate(text.charCodeAt(windowStart - 1)) ? windowStart - 1 : windowStart;
  let end = start;
  for (const { index, segment } of graphemes.segment(text.slice(start, longest + 100))) {
    if (start + index + segment.length > longest) break;
    end = start + index + segment.length;
  }
  // One character of more than that: there is no good place to cut it.
  return text.slice(0, end > 0 ? end : longest - (isHighSurrogate(text.charCodeAt(longest - 1)) ? 1 : 0));
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Cut to so many UTF-16 units, with `…` where something is missing. */
export function shorten(text: string, longest: number): string {
  return text.length <= longest ? text : `${beginningOf(text, longest - 1)}…`;
}

/** A beginning of a text whose escaped form has no more than so many UTF-16 units. */
export function fitting(text: string, longest: number, escaped: (text: string) => string): string {
  let part = beginningOf(text, longest);
  while (part !== '' && escaped(part).length > longest) {
    const over = escaped(part).length / longest;
    part = beginningOf(part, Math.min(part.length - 1, Math.floor(part.length / over)));
  }
  return part;
}

/** A text in pieces whose escaped forms fit, each ending between two characters and after a line where it can. */
export function pieces(text: string, longest = LONGEST_TEXT, escaped = escapeMrkdwn): string[] {
  const found: string[] = [];
  for (let rest = text; rest !== ''; ) {
    const part = fitting(rest, longest, escaped);
    if (part === '') break;
    const line = part.length < rest.length ? part.lastIndexOf('\n') + 1 : 0;
    const taken = line > part.length / 2 ? part.slice(0, line) : part;
    found.push(taken);
    rest = rest.slice(taken.length);
  }
  return found;
}
