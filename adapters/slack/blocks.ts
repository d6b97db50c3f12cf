import type {
  Button,
  KnownBlock,
  PlainTextElement,
  RichTextBlock,
  RichTextSection,
  RichTextText,
} from '@slack/types';
import { cleanLine, cleanText, pieces, shorten } from './escape.js';
import { LONGEST_BUTTON, LONGEST_HEADER, LONGEST_SECTION, LONGEST_VALUE } from './limits.js';

/**
 * Blocks of plain text. `plain_text` and `rich_text` are never parsed by Slack, so that nothing in them can ping,
 * link or end its block; emoji names stay as they are written.
 */

export function plain(text: string, longest: number): PlainTextElement {
  // Slack refuses text objects without text.
  return { type: 'plain_text', text: shorten(cleanText(text), longest).trim() || '–', emoji: false };
}

export function line(text: string, longest: number): PlainTextElement {
  return plain(cleanLine(text), longest);
}

export function section(text: string, button?: Button): KnownBlock {
  const block = { type: 'section' as const, text: plain(text, LONGEST_SECTION) };
  return button === undefined ? block : { ...block, accessory: button };
}

export function header(text: string): KnownBlock {
  return { type: 'header', text: line(text, LONGEST_HEADER) };
}

export function context(text: string): KnownBlock {
  return { type: 'context', elements: [line(text, LONGEST_SECTION)] };
}

export function divider(): KnownBlock {
  return { type: 'divider' };
}

/** @param value at most 2,000 UTF-16 units: Slack refuses the whole message over a longer one */
export function button(text: string, actionId: string, value: string): Button {
  return {
    type: 'button',
    text: line(text, LONGEST_BUTTON),
    action_id: actionId,
    value: shorten(value, LONGEST_VALUE),
  };
}

/** A title in bold and a list under it. */
export function titledList(title: string, lines: readonly string[]): RichTextBlock {
  const head: RichTextSection = { type: 'rich_text_section', elements: runs(cleanText(title), true) };
  if (lines.length === 0) return { type: 'rich_text', elements: [head] };
  const items = lines.map(
    (one): RichTextSection => ({ type: 'rich_text_section', elements: runs(cleanText(one)) }),
  );
  return {
    type: 'rich_text',
    elements: [head, { type: 'rich_text_list', style: 'bullet', elements: items }],
  };
}

/** Text, of any length that a view takes, in one piece after the other. */
export function paragraphs(text: string): RichTextBlock[] {
  return pieces(cleanText(text), LONGEST_SECTION, (part) => part).map((part) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: runs(part) }],
  }));
}

/** Literal text as elements of `rich_text`. */
export function runs(text: string, isBold = false): RichTextText[] {
  const parts = pieces(text, LONGEST_SECTION, (part) => part);
  return (parts.length === 0 ? ['–'] : parts).map((part) =>
    isBold ? { type: 'text', text: part, style: { bold: true } } : { type: 'text', text: part },
  );
}
