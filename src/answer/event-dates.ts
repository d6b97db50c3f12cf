import { type DateMention, dates } from '../text/dates.js';

/** When the things happen that a sentence tells of. */
export interface EventDates {
  /** ISO dates, those that it states and the one it takes over; as precise as they are known. */
  readonly iso: readonly string[];
  /** The date that “同一天” in it stands for. */
  readonly sameDay?: string;
  /** What the next sentence takes over. */
  readonly current?: string;
}

/** A sentence that goes on about the same time: 也宣布, 同时, 此外还, also. */
const GOES_ON = /^(?:同时|此外|另外|与此同时|还|也|meanwhile|also|in addition)|也|还(?!是|没)|同样|\balso\b/;
const AHEAD = /将(?:于|在)?$|拟于?$|定于$|于$/;

/**
 * The dates of a sentence, with the one that it takes over from the sentence before: “同一天” and “也” go on
 * with the time that was told last.
 * @param folded the sentence
 * @param published ISO date of the document
 * @param previous the `current` date of the sentence before it
 */
export function eventDates(
  folded: string,
  published: string | undefined,
  previous: string | undefined,
): EventDates {
  const mentions = dates(folded, published);
  const stated = mentions.flatMap(({ iso }) => iso ?? []);
  const isSameDay = mentions.some(({ isAnaphoric }) => isAnaphoric === true);
  const goesOn = isSameDay || (stated.length === 0 && GOES_ON.test(folded));
  const first = mentions.find((mention) => isEvent(mention, folded));
  const current = goesOn && previous !== undefined ? previous : (first?.iso ?? undefined);
  const taken = goesOn && previous !== undefined ? [previous] : [];
  return {
    iso: [...new Set([...taken, ...stated])],
    ...(isSameDay && previous !== undefined ? { sameDay: previous } : {}),
    ...(current === undefined ? {} : { current }),
  };
}

/** A date to the month or day that isn't one a plan is for (将于4月17日启动). */
function isEvent({ iso, start }: DateMention, folded: string): boolean {
  return iso !== undefined && iso.length >= 7 && !AHEAD.test(folded.slice(Math.max(0, start - 3), start));
}
