import type { KnownBlock } from '@slack/types';
import type { NoticeReply, PassagesReply, Reply } from '../../src/chat/reply.js';
import { PASSAGE_ACTION, type PassageValue } from './actions.js';
import { button, section, titledList } from './blocks.js';
import { cleanLine, cleanText, escapeMrkdwn, fitting, pieces, shorten } from './escape.js';
import {
  LONGEST_SECTION,
  LONGEST_TEXT,
  LONGEST_VALUE,
  MOST_MESSAGE_BLOCKS,
  MOST_PASSAGES,
  PASSAGE_EXCERPT,
} from './limits.js';
import { placeOf, type RenderedAnswer, renderAnswer } from './render-answer.js';
import { slackWording } from './wording.js';

/** A message for `chat.postMessage` and its like. */
export interface RenderedMessage {
  /** What a notification shows, and what is read aloud. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

const TONES = { info: 'ℹ️', done: '✅', denied: '⛔', failed: '⚠️' } as const;
/** Lines, and UTF-16 units of them, in one message. */
const MOST_LINES = 80;
const LONGEST_LIST = 9_000;

/** A reply as messages, nearly always one. */
export function renderReply(reply: Reply): readonly [RenderedMessage, ...RenderedMessage[]] {
  switch (reply.kind) {
    case 'answer':
      return [answerMessage(renderAnswer(reply), reply.answer.answer)];
    case 'passages':
      return [passagesMessage(reply)];
    case 'notice':
      return noticeMessages(reply);
  }
}

export function answerMessage({ markdown, footer }: RenderedAnswer, text: string): RenderedMessage {
  return {
    text: notification(text),
    blocks: [{ type: 'markdown' as const, text: markdown }, ...footer].slice(0, MOST_MESSAGE_BLOCKS),
  };
}

/** An answer under way. */
export function partialMessage(markdown: string, text: string): RenderedMessage {
  return { text: notification(text), blocks: [{ type: 'markdown', text: markdown }] };
}

/** One line that says how the work stands. */
export function progressMessage(text: string): RenderedMessage {
  return { text: notification(text), blocks: [section(`⏳ ${text}`)] };
}

/** The whole reply as bare text, for where Slack takes nothing better, in pieces that it takes. */
export function plainMessages(reply: Reply): string[] {
  return pieces(cleanText(plainReply(reply)), LONGEST_TEXT, escapeMrkdwn).map(escapeMrkdwn);
}

function plainReply(reply: Reply): string {
  switch (reply.kind) {
    case 'answer': {
      const { answer, citations, language } = reply.answer;
      const words = slackWording(language);
      const sources = citations.map((one) => `[${one.n}] ${placeOf(one, words)}`);
      return [answer, ...sources].join('\n');
    }
    case 'passages': {
      const words = slackWording(reply.language);
      const found = reply.passages.map((one, i) => `${i + 1}. ${placeOf(one, words)}\n${one.text}`);
      return [reply.title, ...found].join('\n');
    }
    case 'notice':
      return [`${TONES[reply.tone]} ${reply.title}`, ...reply.lines.map((one) => `• ${one}`)].join('\n');
  }
}

function notification(text: string): string {
  const cleaned = cleanText(text);
  return escapeMrkdwn(fitting(cleaned, LONGEST_SECTION, escapeMrkdwn)) || '–';
}

function noticeMessages({ tone, title, lines }: NoticeReply): [RenderedMessage, ...RenderedMessage[]] {
  const head = `${TONES[tone]} ${title}`;
  const groups: string[][] = [[]];
  let length = 0;
  for (const one of lines) {
    const last = groups.at(-1) ?? [];
    const own = shorten(one, LONGEST_SECTION);
    length += own.length;
    if (last.length < MOST_LINES && (length < LONGEST_LIST || last.length === 0)) last.push(own);
    else {
      groups.push([own]);
      length = own.length;
    }
  }
  const [first = [], ...rest] = groups.map((group, i): RenderedMessage => {
    const shown = shorten(i === 0 ? head : `${TONES[tone]} …`, LONGEST_SECTION);
    return { text: notification([shown, ...group].join('\n')), blocks: [titledList(shown, group)] };
  });
  return [first as RenderedMessage, ...rest];
}

function passagesMessage({ title, passages, language }: PassagesReply): RenderedMessage {
  const words = slackWording(language);
  const blocks: KnownBlock[] = [titledList(title, [])];
  for (const [i, passage] of passages.slice(0, MOST_PASSAGES).entries()) {
    const head = `${i + 1}. ${placeOf(passage, words)}`;
    const text = cleanText(passage.text);
    const excerpt = shorten(text, PASSAGE_EXCERPT);
    const open = button(words.more, `${PASSAGE_ACTION}_${i + 1}`, passageValue(head, text, language));
    blocks.push(section(`${head}\n${excerpt}`, excerpt === text ? undefined : open));
  }
  return { text: notification([title, ...passages.map(({ text }) => cleanLine(text))].join('\n')), blocks };
}

/** The button carries the passage itself: what the search found isn't kept anywhere. */
function passageValue(head: string, text: string, language: PassageValue['l']): string {
  const asJson = (part: string): string =>
    JSON.stringify({ h: head, t: part, l: language } satisfies PassageValue);
  const whole = asJson(text);
  return whole.length <= LONGEST_VALUE ? whole : asJson(`${fitting(text, LONGEST_VALUE - 1, asJson)}…`);
}
