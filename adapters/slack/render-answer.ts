import type { KnownBlock } from '@slack/types';
import type { Answer } from '../../src/answer/answer.js';
import type { Citation } from '../../src/answer/citation.js';
import type { AnswerReply } from '../../src/chat/reply.js';
import {
  type AnswerValue,
  FEEDBACK_ACTION,
  type FeedbackValue,
  MORE_ACTION,
  QUOTE_ACTION,
  type QuoteValue,
} from './actions.js';
import { button, context, section, titledList } from './blocks.js';
import { cleanLine, closeFences, escapeMarkdown, fitting, shorten, tameMarkdown } from './escape.js';
import { LONGEST_MARKDOWN, MOST_CHIPS } from './limits.js';
import { type SlackWording, slackWording } from './wording.js';

/** A source's place is told in no more than this. */
const LONGEST_PLACE = 300;

/** An answer in Slack's Markdown, and what stands under it. */
export interface RenderedAnswer {
  readonly markdown: string;
  readonly footer: readonly KnownBlock[];
}

export function renderAnswer({ id, answer }: AnswerReply): RenderedAnswer {
  const words = slackWording(answer.language);
  const escaped = escaperFor(answer.mode);
  const shown = fitting(answer.answer, LONGEST_MARKDOWN - 10, escaped);
  const isCut = shown.length < answer.answer.length;
  const markdown = isCut ? closeFences(escaped(`${shown.trimEnd()}…`)) : escaped(shown);
  return { markdown, footer: footer(id, answer, words, isCut) };
}

/** An extract is the corpus's own text and shown to the letter; a model writes Markdown. */
function escaperFor(mode: Answer['mode']): (text: string) => string {
  return mode === 'generative' ? tameMarkdown : escapeMarkdown;
}

function footer(id: string, answer: Answer, words: SlackWording, isCut: boolean): KnownBlock[] {
  const { citations, language, suggestions = [], mode, refused } = answer;
  const blocks: KnownBlock[] = [];
  for (const citation of citations.slice(0, MOST_CHIPS)) {
    const value: QuoteValue = { a: id, n: citation.n, l: language };
    const open = button(words.showQuote, `${QUOTE_ACTION}_${citation.n}`, JSON.stringify(value));
    blocks.push(section(`[${citation.n}] ${placeOf(citation, words)}`, open));
  }
  const further = citations.length - MOST_CHIPS;
  if (further > 0) blocks.push(context(words.furtherSources(further)));
  if (isCut || further > 0) {
    const value: AnswerValue = { a: id, l: language };
    blocks.push({ type: 'actions', elements: [button(words.more, MORE_ACTION, JSON.stringify(value))] });
  }
  if (suggestions.length > 0) {
    blocks.push(
      titledList(
        words.nearest,
        suggestions.slice(0, 10).map((one) => shorten(cleanLine(one), LONGEST_PLACE)),
      ),
    );
  }
  if (!refused) blocks.push(context(mode === 'generative' ? words.generated : words.extracted));
  blocks.push(feedbackButtons(id, answer, words));
  return blocks;
}

/** Slack's own element for judging an answer. */
function feedbackButtons(id: string, { language }: Answer, words: SlackWording): KnownBlock {
  const carried = (verdict: FeedbackValue['v']): string =>
    JSON.stringify({ v: verdict, a: id, l: language } satisfies FeedbackValue);
  const label = (text: string) => ({ type: 'plain_text' as const, text });
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: FEEDBACK_ACTION,
        positive_button: {
          text: label(words.good),
          accessibility_label: words.goodLabel,
          value: carried('up'),
        },
        negative_button: {
          text: label(words.bad),
          accessibility_label: words.badLabel,
          value: carried('down'),
        },
      },
    ],
  };
}

/** `article.md › Section · paragraph 3`. */
export function placeOf(
  { source, section: heading, paragraph }: Pick<Citation, 'source' | 'section' | 'paragraph'>,
  words: SlackWording,
): string {
  const path = [source, ...(heading === '' ? [] : [heading])].map(cleanLine).join(' › ');
  return `${shorten(path, LONGEST_PLACE)} · ${words.paragraph(paragraph)}`;
}
