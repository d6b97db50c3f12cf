import type { Answer } from '../answer/answer.js';
import type { Citation } from '../answer/citation.js';
import type { Language } from '../text/language.js';
import { type Colors, printable } from './terminal.js';

interface Labels {
  readonly suggestions: string;
  readonly fallback: string;
  /** The same where the model had begun. */
  readonly brokeOff: string;
  readonly place: (title: string, paragraph: number) => string;
}

const LABELS: Readonly<Record<Language, Labels>> = {
  zh: {
    suggestions: '文档里有：',
    fallback: '模型未能作答，以上为摘录：',
    brokeOff: '模型没有答完，其余为摘录：',
    place: (title, paragraph) => `${title} · 第 ${paragraph} 段`,
  },
  en: {
    suggestions: 'The documents tell about:',
    fallback: 'The model failed; these are extracts: ',
    brokeOff: 'The model did not finish; the rest are extracts: ',
    place: (title, paragraph) => `${title}, paragraph ${paragraph}`,
  },
};

/** An answer for the terminal: its text, then each citation with where it stands. */
export function renderAnswer(answer: Answer, colors: Colors): string {
  const labels = LABELS[answer.language];
  const text = printable(answer.answer);
  const blocks = [
    answer.refused ? colors.yellow(text) : text.replace(/\[\d+\]/g, (marker) => colors.cyan(marker)),
  ];
  if (answer.fallback !== undefined)
    blocks.push(
      colors.yellow(
        (answer.mode === 'generative' ? labels.brokeOff : labels.fallback) +
          printable(answer.fallback.reason),
      ),
    );
  blocks.push(...answer.citations.map((citation) => renderCitation(citation, labels, colors)));
  const suggestions = answer.suggestions ?? [];
  if (suggestions.length > 0) {
    blocks.push([labels.suggestions, ...suggestions.map((topic) => `  · ${printable(topic)}`)].join('\n'));
  }
  return blocks.join('\n\n');
}

function renderCitation(citation: Citation, labels: Labels, colors: Colors): string {
  const { n, title, section, paragraph, quote, source, start, end, url } = citation;
  const place = labels.place(printable(section === '' ? title : `${title} › ${section}`), paragraph);
  const indented = printable(quote).replaceAll('\n', '\n    ');
  const origin = `${printable(source)}:${start}-${end}${url === null ? '' : `  ${printable(url)}`}`;
  return [`${colors.cyan(`[${n}]`)} ${place}`, `    ${indented}`, `    ${colors.dim(origin)}`].join('\n');
}
