import { fold, hasHan } from '../../text/fold.js';
import type { Span } from '../../text/sentences.js';
import { ENGLISH_STOP_WORDS } from '../stop-words.js';
import { overlaps } from './overlaps.js';
import type { Name } from './statement.js';

const WORD = /(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:[-.+'’&_][A-Za-z0-9]+)*/g;
/** What has a capital without being a name. */
const CAPITALISED =
  /^(?:i|i'm|chinese|english|japanese|american|european|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mr|mrs|ms|dr|professor|prof|president|chairman|chairwoman|chair|director|secretary|dean|founder|minister|engineer|dr|sir|am|pm|ceo|cto|cfo|yes|according|however|both|additionally|moreover|meanwhile|overall|also|finally|although|while|since|because|during|instead|today|currently|originally|initially)$/;

/**
 * Names in Latin letters: in a Chinese sentence every Latin word; in an English one what is written with a
 * capital, the first word of the sentence only where another name follows.
 * @param taken what is known otherwise (dates, figures, names of the glossary)
 * @param isNamed whether a word is a name in the passages
 */
export function latinNames(text: string, taken: readonly Span[], isNamed: (word: string) => boolean): Name[] {
  const isChinese = hasHan(text);
  const words = Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    word: word.replace(/['’]s$/, ''),
    start: index,
  }));
  const names = words.flatMap(({ word, start }, i): Name[] => {
    const end = start + word.length;
    const folded = fold(word);
    if (overlaps({ start, end }, taken) || CAPITALISED.test(folded)) return [];
    if (!isChinese) {
      if (ENGLISH_STOP_WORDS.has(folded) || !isWrittenAsName(word)) return [];
      const next = words[i + 1];
      const isFirst = !/[A-Za-z0-9]/.test(text.slice(0, start));
      const isNameAhead =
        next !== undefined && /^[A-Z]/.test(next.word) && /^\s+$/.test(text.slice(end, next.start));
      if (isFirst && !isNamed(folded) && !/[A-Z0-9].*[A-Z0-9]/.test(word) && !isNameAhead) return [];
    }
    return [{ kind: 'word', text: folded, start, end }];
  });
  return joined(names, text);
}

/** Words with nothing but a space between them are one name. */
function joined(names: readonly Name[], text: string): Name[] {
  const found: Name[] = [];
  for (const name of names) {
    const last = found.at(-1);
    if (last !== undefined && text.slice(last.end, name.start) === ' ') {
      found[found.length - 1] = { ...last, text: `${last.text} ${name.text}`, end: name.end };
    } else found.push(name);
  }
  return found;
}

function isWrittenAsName(word: string): boolean {
  return /[A-Z]/.test(word) || /\d/.test(word);
}
