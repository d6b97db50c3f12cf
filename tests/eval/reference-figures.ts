import type { RandomEvaluation } from './random-evaluation.js';

/**
 * The figures once more, straight from their definition and by other means than the code under test: sentences
 * by splitting, comparison unit by unit, shares by counting.
 */
export function referenceFigures({ texts, questions, answers }: RandomEvaluation) {
  const cases = questions.map((question, i) => {
    const answer = answers[i];
    if (answer === undefined) throw new Error('a question without an answer');
    const wantsRefusal = question.type === 'unanswerable' || !(question.answers || question.must_all);
    const body = bare(answer.answer);
    const cited = bare(answer.citations.map(({ source, quote }) => carried(texts[source], quote)).join(''));
    const isSaid = (wanted: string): boolean => body.split(bare(wanted)).length > 1 || bare(wanted) === '';
    const isCarried = (wanted: string): boolean =>
      cited.split(bare(wanted)).length > 1 || bare(wanted) === '';
    const documents = question.docs ?? (question.doc ? [question.doc] : undefined);
    const ofDocument = answer.citations.map(({ source }) =>
      (documents ?? []).some((name) => source === name || source.endsWith(`/${name}`)),
    );
    let right = wantsRefusal === answer.refused;
    let hasEvidence = true;
    if (!wantsRefusal) {
      if (question.answers && !question.answers.some(isSaid)) right = false;
      if (question.must_all?.some((wanted) => !isSaid(wanted))) right = false;
      if (documents) hasEvidence = ofDocument.some(Boolean);
      else if (question.evidence && !question.evidence.some(isCarried)) hasEvidence = false;
    }
    const named = wantsRefusal || !documents ? undefined : ofDocument;
    const holdsAnswer = question.answers?.some(isCarried) ?? false;
    return { question, answer, wantsRefusal, right, hasEvidence, named, holdsAnswer };
  });
  type Case = (typeof cases)[number];

  const figures = (group: readonly Case[]) => ({
    n: group.length,
    right: mean(group.map(({ right }) => right)),
    rightAndCited: mean(group.map(({ right, hasEvidence }) => right && hasEvidence)),
  });
  const group = (name: string, isIn: (one: Case) => boolean) => {
    const members = cases.filter(isIn);
    return members.length === 0 ? {} : { [name]: figures(members) };
  };
  const groups = (field: string, values: readonly string[], labelOf: (one: Case) => string) =>
    Object.assign({}, ...values.map((value) => group(`${field}:${value}`, (one) => labelOf(one) === value)));
  const quotes = answers.flatMap(({ citations }) => citations);
  const answered = cases.filter(({ answer }) => !answer.refused);
  const named = cases.filter((one) => one.named !== undefined);
  return {
    groups: {
      ...group('all', () => true),
      ...group('answerable', ({ wantsRefusal }) => !wantsRefusal),
      ...group('unanswerable', ({ wantsRefusal }) => wantsRefusal),
      ...groups('lang', ['zh', 'en', 'zh-Hant'], ({ question }) => question.lang ?? 'zh'),
      ...groups('type', ['fact', 'date', 'unanswerable'], ({ question }) => question.type ?? 'fact'),
    },
    refusal: {
      precision: mean(cases.filter(({ answer }) => answer.refused).map(({ wantsRefusal }) => wantsRefusal)),
      recall: mean(cases.filter(({ wantsRefusal }) => wantsRefusal).map(({ answer }) => answer.refused)),
    },
    citations: {
      quotes: quotes.length,
      verbatim: mean(quotes.map(({ source, quote }) => isWithin(tight(quote), texts[source]))),
      offsetsExact: mean(
        quotes.map(({ source, quote, start, end }) => texts[source]?.substring(start, end) === quote),
      ),
      markersConsistent: mean(
        answered.map(({ answer }) => {
          const used = [...new Set(answer.answer.match(/(?<=\[)\d+(?=\])/g) ?? [])].sort().join();
          return (
            used !== '' &&
            used ===
              answer.citations
                .map(({ n }) => String(n))
                .sort()
                .join()
          );
        }),
      ),
    },
    ...(named.length > 0 && {
      documents: {
        citedFirst: mean(named.map((one) => one.named?.[0] === true)),
        citedAny: mean(named.map((one) => one.named?.includes(true) === true)),
        citedSentenceHoldsAnswer: mean(named.map(({ holdsAnswer }) => holdsAnswer)),
      },
    }),
    answerChars: spread(answered.map(({ answer }) => answer.answer.length)),
    latencies: spread(answers.map(({ latencyMs }) => latencyMs)),
    failed: cases
      .filter(({ right, hasEvidence }) => !(right && hasEvidence))
      .map(({ question }) => question.id),
  };
}

const IGNORED = new Set('“”"\'‘’「」《》,。.、');

function bare(text: string): string {
  return [...tight(text).toLowerCase()].filter((unit) => !IGNORED.has(unit)).join('');
}

function tight(text: string): string {
  return [...text.normalize('NFKC')].filter((unit) => unit.trim() !== '').join('');
}

function isWithin(part: string, text: string | undefined): boolean {
  return text !== undefined && tight(text).indexOf(part) >= 0;
}

/** The quote with the sentences of the text that its first occurrence lies in. */
function carried(text: string | undefined, quote: string): string {
  const at = text?.indexOf(quote) ?? -1;
  if (text === undefined || at < 0) return quote;
  let position = 0;
  let whole = '';
  for (const sentence of text.split(/(?<=[。!?\n])/)) {
    const next = position + sentence.length;
    if (position < at + quote.length && next > at) whole += sentence;
    position = next;
  }
  return `${whole}${quote}`;
}

function mean(flags: readonly boolean[]): number | null {
  return flags.length === 0 ? null : Math.round((flags.filter(Boolean).length / flags.length) * 1e4) / 1e4;
}

/** The smallest values that exceed half, 95 % and 99 % of the others. */
function spread(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number | null => sorted.find((_, i) => i + 1 > part * sorted.length) ?? null;
  return { half: at(0.5), p95: at(0.95), p99: at(0.99) };
}
