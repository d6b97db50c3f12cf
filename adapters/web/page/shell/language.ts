import { ENGLISH, type Wording } from './wording-en.js';
import { CHINESE } from './wording-zh.js';

export type Language = 'zh' | 'en';
export type { Wording };

const WORDING: Readonly<Record<Language, Wording>> = { zh: CHINESE, en: ENGLISH };
/** The HTML language tag of each. */
const TAGS: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };
const KEY = 'wenju.language';

let current: Language = stored() ?? preferredLanguage(navigator.languages);
const listeners: (() => void)[] = [];

/** The language of a reader's browser; English where it is neither. */
export function preferredLanguage(languages: readonly string[]): Language {
  const known = languages.find((language) => /^(?:zh|en)\b/i.test(language));
  return known?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** The language of the interface now. */
export function language(): Language {
  return current;
}

/** The wording of the interface now. */
export function words(): Wording {
  return WORDING[current];
}

/** Calls the listener now and after each change of language. */
export function translated(listener: () => void): void {
  listeners.push(listener);
  listener();
}

/** Changes the interface to the other language, and keeps the choice for the next visit. */
export function switchLanguage(): void {
  current = current === 'zh' ? 'en' : 'zh';
  try {
    localStorage.setItem(KEY, current);
  } catch {
    // Storage is off in this browser; the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** A time as the reader writes it; the text itself when it is none. */
export function timeText(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return time.toLocaleString(TAGS[current], { dateStyle: 'medium', timeStyle: 'short' });
}

export function languageTag(): string {
  return TAGS[current];
}

function stored(): Language | undefined {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'zh' || value === 'en' ? value : undefined;
  } catch {
    return undefined;
  }
}
