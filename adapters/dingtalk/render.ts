import type { Answer } from '../../src/answer/answer.js';
import type { Citation } from '../../src/answer/citation.js';
import type { Evidence } from '../../src/chat/evidence.js';
import type { NoticeReply, PassagesReply, Reply } from '../../src/chat/reply.js';
import type { Language } from '../../src/text/language.js';
import { evidenceLink } from './evidence-link.js';
import { LONGEST_TITLE, TEXT_BYTES } from './limits.js';
import { asLine, asMarkdown, asQuote, link } from './markdown.js';
import type { Markdown } from './messenger.js';
import { messageBytes, splitText } from './split-text.js';
import { words } from './wording.js';

const MARKS: Readonly<Record<NoticeReply['tone'], string>> = {
  info: '',
  done: '✅ ',
  denied: '⛔ ',
  failed: '⚠️ ',
};

/** Of a found passage, and of a paragraph on either side of a quote, this many characters are shown. */
const LONGEST_EXCERPT = 280;

export interface RenderOptions {
  /** Where people reach the web page; without it there are no links to it. */
  readonly publicUrl?: string | undefined;
}

/** The language that a reply is worded in. */
export function languageOf(reply: Reply): Language {
  return reply.kind === 'answer' ? reply.answer.language : reply.language;
}

/** All of a reply in Markdown. */
export function renderReply(reply: Reply, options: RenderOptions): string {
  switch (reply.kind) {
    case 'answer':
      return renderAnswer(reply.answer, options);
    case 'passages':
      return renderPassages(reply, options);
    case 'notice':
      return blocks(
        `**${MARKS[reply.tone]}${asLine(reply.title)}**`,
        reply.lines.map((line) => `- ${asLine(line)}`).join('\n'),
      );
  }
}

/** What a notification shows of a reply. */
export function titleOf(reply: Reply): string {
  const text = reply.kind === 'answer' ? reply.answer.answer : reply.title;
  const line = text
    .replace(/\[\d+\]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  if (characters.length === 0) return words(languageOf(reply)).answerTitle;
  return characters.length <= LONGEST_TITLE ? line : `${characters.slice(0, LONGEST_TITLE - 1).join('')}…`;
}

/** A text as the messages that it fills, with numbers where there are several. */
export function messagesOf(title: string, text: string, language: Language): Markdown[] {
  const parts = splitText(text, TEXT_BYTES);
  if (parts.length === 1) return [{ title, text: parts[0] ?? '' }];
  const { part } = words(language);
  return parts.map((one, i) => ({ title, text: `${one}\n\n${part(i + 1, parts.length)}` }));
}

/** The paragraphs that an answer's quotes stand in, as many as fit. */
export function renderEvidence(evidence: readonly Evidence[], language: Language): string {
  const { changed, gone } = words(language);
  const shown = evidence.map((one) => {
    const { n, text, start, end, now } = one;
    // Bold next to Chinese punctuation only works on lines of its own.
    const [before, quote, after] = [
      ending(text.slice(0, start)),
      text.slice(start, end),
      beginning(text.slice(end)),
    ].map(asLine);
    return blocks(
      `**[${n}] ${asLine(placeOf(one, language))}**`,
      [before, `**${quote}**`, after]
        .filter((part) => part !== '')
        .map((part) => `> ${part}`)
        .join('  \n'),
      now === 'same' ? '' : now === 'changed' ? changed : gone,
    );
  });
  const fitting = [...shown.keys()].filter(
    (i) => messageBytes(shown.slice(0, i + 1).join('\n\n')) <= TEXT_BYTES,
  );
  return blocks(...shown.slice(0, fitting.length));
}

function renderAnswer(answer: Answer, options: RenderOptions): string {
  const { evidence, youCanAsk } = words(answer.language);
  const { citations, suggestions = [] } = answer;
  return blocks(
    asMarkdown(answer.answer),
    citations.length === 0 ? '' : `**${evidence}**`,
    ...citations.map((citation) => renderCitation(citation, answer.language, options)),
    suggestions.length === 0
      ? ''
      : `${youCanAsk}\n\n${suggestions.map((one) => `- ${asLine(one)}`).join('\n')}`,
  );
}

function renderCitation(citation: Citation, language: Language, options: RenderOptions): string {
  const { original } = words(language);
  const { n, quote, url } = citation;
  const links = [
    placeLink(citation, placeOf(citation, language), options),
    ...(isWebAddress(url) ? [link(original, url)] : []),
  ];
  return `${asQuote(`[${n}] ${quote}`)}\n>\n> —— ${links.join(' · ')}`;
}

function renderPassages({ title, passages, language }: PassagesReply, options: RenderOptions): string {
  return blocks(
    `**${asLine(title)}**`,
    ...passages.map((passage, i) => {
      const place = placeLink({ ...passage, quote: passage.text }, placeOf(passage, language), options);
      return `${i + 1}. ${place}\n\n${asQuote(beginning(passage.text))}`;
    }),
  );
}

function beginning(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST_EXCERPT ? text : `${characters.slice(0, LONGEST_EXCERPT).join('')}…`;
}

function ending(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST_EXCERPT ? text : `…${characters.slice(-LONGEST_EXCERPT).join('')}`;
}

/** `《title》 section · paragraph 3 · file.md` */
function placeOf(
  { title, section, paragraph, source }: Pick<Citation, 'title' | 'section' | 'paragraph' | 'source'>,
  language: Language,
): string {
  const name = language === 'zh' ? `《${title}》` : `“${title}”`;
  const parts = [name, section, words(language).paragraph(paragraph), source];
  return parts.filter((part) => part !== '').join(' · ');
}

function placeLink(
  stretch: Parameters<typeof evidenceLink>[1],
  place: string,
  { publicUrl }: RenderOptions,
): string {
  return publicUrl === undefined ? asLine(place) : link(place, evidenceLink(publicUrl, stretch));
}

function isWebAddress(url: string | null): url is string {
  return url !== null && /^https?:\/\//i.test(url) && URL.canParse(url);
}

/** Blocks of Markdown with an empty line between them. */
function blocks(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}
