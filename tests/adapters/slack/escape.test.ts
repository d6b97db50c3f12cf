import { describe, expect, it } from 'vitest';
import {
  beginningOf,
  cleanText,
  closeFences,
  escapeMarkdown,
  escapeMrkdwn,
  fitting,
  pieces,
  settledPart,
  tameMarkdown,
} from '../../../adapters/slack/escape.js';
import { harmIn, inMarkdown, markupTypes, parseMarkdown, shownText } from '../../fakes/slack/pings.js';
import { hostileTexts } from './hostile-texts.js';

const TEXTS = hostileTexts(300).map((text) => text.slice(0, 600));
/** What a reader sees, without what cannot be seen and without regard to white space, which Markdown merges. */
const seen = (text: string): string => cleanText(text).replace(/[\s\u2060]+/g, '');

describe('the detector of these tests', () => {
  it.each([
    '<!channel>',
    '&lt;!here&gt;',
    '<@U1>',
    '[a](https://b.example)',
    '![a](https://b.example)',
    '[a][b]\n\n[b]: https://b.example',
    '<b>x</b>',
    '@here',
    '<https://a.example|b>',
  ])('finds %s', (text) => {
    expect(inMarkdown(text)).not.toEqual([]);
  });

  it('lets an address pass that shows itself', () => {
    expect(inMarkdown('https://example.org/a')).toEqual([]);
  });
});

describe('escapeMarkdown', () => {
  it('leaves nothing that Markdown would make something of', () => {
    const harmful = TEXTS.filter((text) => inMarkdown(escapeMarkdown(text)).length > 0);
    expect(harmful).toEqual([]);
    const marked = TEXTS.map((text) => [text, markupTypes(parseMarkdown(escapeMarkdown(text)))] as const);
    // An address is one that shows itself.
    expect(marked.filter(([, types]) => types.some((type) => type !== 'link'))).toEqual([]);
  });

  it('shows every character as it is', () => {
    // A bare address swallows what stands right behind it, its escapes too: how far is the reader's own business.
    const texts = TEXTS.filter((text) => !text.includes('://'));
    expect(texts.length).toBeGreaterThan(100);
    for (const text of texts) expect(seen(shownText(parseMarkdown(escapeMarkdown(text))))).toBe(seen(text));
  });

  it('leaves plain text and citation marks untouched', () => {
    const text = '通义千问于4月7日开放内测。[1][2]\nsnake_case 3.5 (a) a-b a+b 1=1 wang@example.org';
    expect(seen(escapeMarkdown(text))).toBe(seen(text));
    expect(escapeMarkdown('开放内测。[1]')).toBe('开放内测。[1]');
  });

  it('begins, for the settled beginning of a text, as it does for the whole', () => {
    for (const text of TEXTS) {
      for (let end = 1; end < Math.min(text.length, 120); end += 3) {
        expect(escapeMarkdown(text).startsWith(escapeMarkdown(settledPart(text.slice(0, end))))).toBe(true);
      }
    }
  });
});

describe('tameMarkdown', () => {
  it('keeps lists, tables, emphasis and code, and neither pings nor links', () => {
    const types = markupTypes(
      parseMarkdown(tameMarkdown('- **a**\n- `b`\n\n| c | d |\n| - | - |\n| e | f |\n\n> g')),
    );
    expect(types).toEqual(expect.arrayContaining(['list', 'strong', 'inlineCode', 'table', 'blockquote']));
    expect(TEXTS.filter((text) => inMarkdown(tameMarkdown(text)).length > 0)).toEqual([]);
  });

  it('ends a block of code that was cut open', () => {
    expect(closeFences('a\n```\nb')).toBe('a\n```\nb\n```');
    expect(closeFences('```\nb\n```')).toBe('```\nb\n```');
  });
});

describe('escapeMrkdwn', () => {
  it('forms no token of Slack’s', () => {
    expect(escapeMrkdwn('a < b & c > d')).toBe('a &lt; b &amp; c &gt; d');
    expect(TEXTS.filter((text) => harmIn({ text: escapeMrkdwn(text), blocks: [] }).length > 0)).toEqual([]);
  });
});

describe('cutting', () => {
  it('never cuts a character in two', () => {
    const family = '👩‍👩‍👧‍👦';
    for (let longest = 1; longest < 60; longest++) {
      const part = beginningOf(family.repeat(5), longest);
      expect(part.length).toBeLessThanOrEqual(longest);
      if (longest >= family.length) expect(part.length % family.length).toBe(0);
      expect(/\p{Cs}/u.test(part)).toBe(false);
    }
    expect(beginningOf(`z${'\u0301'.repeat(500)}`, 100)).toHaveLength(100);
  });

  it('fits the escaped form, and loses nothing between pieces', () => {
    for (const text of [...TEXTS, ...hostileTexts(300).filter(({ length }) => length > 30_000)]) {
      const cleaned = cleanText(text);
      expect(escapeMarkdown(fitting(cleaned, 100, escapeMarkdown)).length).toBeLessThanOrEqual(100);
      expect(pieces(cleaned, 3_000).join('')).toBe(cleaned);
    }
  });
});
