import type { FakeCard } from './cards.js';

/** What people see of the bot in a conversation. */
export interface Seen {
  readonly via: 'webhook' | 'group_send' | 'single_send' | 'card';
  readonly title: string;
  /** Of a card: what it shows now. */
  readonly text: string;
  /** Staff ids of those who were mentioned. */
  readonly mentioned: readonly string[];
  readonly card?: FakeCard;
}

/** Conversations, with all that the bot put into them. */
export class Rooms {
  private readonly seen = new Map<string, Seen[]>();

  add(conversationId: string, seen: Seen): void {
    this.seen.set(conversationId, [...(this.seen.get(conversationId) ?? []), seen]);
  }

  in(conversationId: string): readonly Seen[] {
    return this.seen.get(conversationId) ?? [];
  }

  get all(): readonly Seen[] {
    return [...this.seen.values()].flat();
  }
}

/** The conversation between the bot and one person. */
export function singleChat(staffId: string): string {
  return `cid-single-${staffId}`;
}
