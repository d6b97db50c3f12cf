import type { Quantity } from '../../text/quantities.js';
import { unitAfter } from '../../text/units.js';

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const NUMBER = new RegExp(
  `\\b(?:(${TENS.join('|')})(?:-(${SMALL.slice(1, 10).join('|')}))?|(${SMALL.slice(2).join('|')}))\\b(?! (?:hundred|thousand|million|billion|of (?:us|them)))`,
  'g',
);

const ORDINALS = 'third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ');
const ORDINAL = new RegExp(`(?<!\\b(?:a|one|two) )\\b(${ORDINALS.join('|')})\\b`, 'g');

/**
 * Numbers written as words in a folded English text: two to ninety-nine, third to twelfth. “One” is more often a
 * pronoun, “first” says little, and “second” is a time.
 */
export function englishNumbers(folded: string): Quantity[] {
  const ordinals = Array.from(folded.matchAll(ORDINAL), ({ 0: word, index: start }) => ({
    start,
    end: start + word.length,
    value: ORDINALS.indexOf(word) + 3,
    unit: '',
  }));
  const numbers = Array.from(
    folded.matchAll(NUMBER),
    ({ 0: words, 1: tens, 2: ones, 3: small, index: start }) => {
      const end = start + words.length;
      const unit = unitAfter(folded, end);
      const value =
        small === undefined
          ? (TENS.indexOf(tens ?? '') + 2) * 10 + Math.max(0, SMALL.indexOf(ones ?? 'zero'))
          : SMALL.indexOf(small);
      return { start, end: end + (unit?.length ?? 0), value, unit: unit?.name ?? '' };
    },
  );
  return [...numbers, ...ordinals].sort((a, b) => a.start - b.start);
}
