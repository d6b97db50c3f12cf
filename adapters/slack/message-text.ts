import { cleanText } from './escape.js';

/** What someone wrote in Slack, as plain text. */
export interface PlainText {
  /** Without the app's mention, and without what is quoted. */
  readonly text: string;
  /** Lines that were quoted with `>`. */
  readonly quoted: string | undefined;
}

/** `<@U1|name>`, `<!here>`, `<#C1|name>`, `<https://…|label>`. */
const TOKEN = /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g;

/** People, groups and whole channels that a text in mrkdwn mentions, by id. */
export function mentionsIn(mrkdwn: string): string[] {
  const found: string[] = [];
  for (const [, sign, id = ''] of mrkdwn.matchAll(TOKEN)) {
    if (sign === '@') found.push(id);
    if (sign === '!' && /^(?:here|channel|everyone|subteam\^)/.test(id)) found.push(id);
  }
  return found;
}

/** A message's mrkdwn as plain text, the mention of the app cut off. */
export function plainText(mrkdwn: string, ownId: string): PlainText {
  const own: string[] = [];
  const quoted: string[] = [];
  for (const line of mrkdwn
    .replaceAll(new RegExp(`<@${escapeRegExp(ownId)}(?:\\|[^<>]*)?>`, 'g'), ' ')
    .split('\n')) {
    const quotation = /^\s*(?:&gt;|>)(?:&gt;|>)*\s?(.*)$/.exec(line);
    if (quotation === null) own.push(line);
    else quoted.push(quotation[1] ?? '');
  }
  return { text: readable(own.join('\n')), quoted: readable(quoted.join('\n')) || undefined };
}

/** mrkdwn without its markup. */
export function readable(mrkdwn: string): string {
  const named = mrkdwn.replace(TOKEN, (_, sign: string, id: string, label?: string) => {
    if (sign === '@' || sign === '#') return `${sign}${label || id}`;
    if (sign === '!') return label || `@${id.replace(/\^.*$/, '')}`;
    return label || id.replace(/^mailto:/, '');
  });
  const bare = named
    .replace(/```([\s\S]*?)```/g, '$1')
    .replace(/(?<![\p{L}\p{N}])([*_~`])(?=\S)([^\n]{0,300}?\S)\1(?![\p{L}\p{N}])/gu, '$2');
  const text = bare.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return cleanText(text)
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

function escapeRegExp(text: string): string {
  return text.replace(/[^\w]/g, '\\$&');
}
