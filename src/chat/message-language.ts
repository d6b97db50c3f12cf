import { hasHan } from '../text/fold.js';
import { type Language, languageOf } from '../text/language.js';
import { parseCommand } from './commands.js';
import type { Message } from './message.js';

/** The language that a message is to be answered in. */
export function messageLanguage({ text, quoted }: Message): Language {
  if (text.trim() === '') return quoted === undefined ? 'zh' : languageOf(quoted);
  // A command's word says less than it seems: names in a search are of any language.
  return parseCommand(text) === undefined ? languageOf(text) : hasHan(text) ? 'zh' : 'en';
}
