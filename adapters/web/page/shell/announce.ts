import { found } from './element.js';

/**
 * Has a screen reader say a text when it is through with what it says now. Called for whole texts only:
 * an answer that streams in is announced once, when it is complete.
 */
export function announce(text: string): void {
  found('announcer', HTMLElement).textContent = text;
}
