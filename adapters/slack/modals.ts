import type { KnownBlock, ModalView, RichTextSection } from '@slack/types';
import type { Evidence } from '../../src/chat/evidence.js';
import { type AnswerValue, COMMENT_BLOCK, FEEDBACK_VIEW, OPEN_ACTION, REASON_BLOCK } from './actions.js';
import { button, context, line, paragraphs, plain, runs, section } from './blocks.js';
import { beginningOf, cleanText } from './escape.js';
import {
  LONGEST_BUTTON,
  LONGEST_COMMENT,
  LONGEST_URL,
  LONGEST_VIEW_TITLE,
  MOST_VIEW_BLOCKS,
} from './limits.js';
import { placeOf } from './render-answer.js';
import { type Reason, type SlackWording, slackWording } from './wording.js';

/** A paragraph is shown with no more than this on each side of the quote, in UTF-16 units. */
const LONGEST_SIDE = 6_000;

/** A window of text. */
export function textView(title: string, text: string, words: SlackWording): ModalView {
  return modal(title, paragraphs(text === '' ? '–' : text).slice(0, MOST_VIEW_BLOCKS), words);
}

/** The quote of a citation, in bold in its paragraph. */
export function evidenceView(evidence: Evidence, words: SlackWording): ModalView {
  const { n, title, text, start, end, url, now, snapshot } = evidence;
  const before = text.slice(0, start);
  const after = text.slice(end);
  const shownBefore =
    before.length > LONGEST_SIDE
      ? `…${before.slice(beginningOf(before, before.length - LONGEST_SIDE).length)}`
      : before;
  const shownAfter = after.length > LONGEST_SIDE ? `${beginningOf(after, LONGEST_SIDE)}…` : after;
  const elements: RichTextSection['elements'] = [
    ...run(shownBefore),
    ...run(text.slice(start, end), true),
    ...run(shownAfter),
  ];
  const link = url !== null && isWebAddress(url) ? url : undefined;
  const open = link === undefined ? undefined : { ...button(words.openSource, OPEN_ACTION, ''), url: link };
  const blocks: KnownBlock[] = [
    section(`[${n}] ${title}`, open),
    context(placeOf(evidence, words)),
    { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements }] },
    context(words[now]),
    context(words.snapshot(snapshot)),
  ];
  return modal(words.sourceTitle, blocks, words);
}

/** Asks what is wrong with an answer. */
export function feedbackView(value: AnswerValue): ModalView {
  const words = slackWording(value.l);
  const option = (reason: Reason) => ({ text: line(words.reasons[reason], LONGEST_BUTTON), value: reason });
  return {
    ...modal(
      words.feedbackTitle,
      [
        {
          type: 'input',
          block_id: REASON_BLOCK,
          label: line(words.feedbackQuestion, LONGEST_BUTTON),
          element: {
            type: 'radio_buttons',
            action_id: REASON_BLOCK,
            options: [
              option('wrong-answer'),
              option('wrong-source'),
              option('should-refuse'),
              option('other'),
            ],
          },
        },
        {
          type: 'input',
          block_id: COMMENT_BLOCK,
          optional: true,
          label: line(words.comment, LONGEST_BUTTON),
          element: {
            type: 'plain_text_input',
            action_id: COMMENT_BLOCK,
            multiline: true,
            max_length: LONGEST_COMMENT,
            placeholder: line(words.commentHint, LONGEST_BUTTON),
          },
        },
      ],
      words,
    ),
    submit: plain(words.send, LONGEST_VIEW_TITLE),
    callback_id: FEEDBACK_VIEW,
    private_metadata: JSON.stringify(value),
    // Whoever closes it has said “bad” all the same.
    notify_on_close: true,
  };
}

function modal(title: string, blocks: KnownBlock[], words: SlackWording): ModalView {
  return {
    type: 'modal',
    title: line(title, LONGEST_VIEW_TITLE),
    close: line(words.close, LONGEST_VIEW_TITLE),
    blocks,
  };
}

function run(text: string, isBold = false): RichTextSection['elements'] {
  const cleaned = cleanText(text);
  return cleaned === '' ? [] : runs(cleaned, isBold);
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s<>|]+$/.test(url) && URL.canParse(url) && url.length <= LONGEST_URL;
}
