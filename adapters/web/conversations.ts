import { CONVERSATION_MS, KEPT_CONVERSATIONS, KEPT_QUESTIONS } from './limits.js';

interface Conversation {
  readonly questions: readonly string[];
  readonly usedAt: number;
}

export interface ConversationsOptions {
  /** Milliseconds since any fixed time. @default Date.now */
  readonly now?: () => number;
  /** Conversations kept at once. */
  readonly capacity?: number;
}

/** The last questions of each conversation, for so long and so many that the memory stays bounded. */
export class Conversations {
  /** Least recently used first. */
  private readonly byId = new Map<string, Conversation>();
  private readonly now: () => number;
  private readonly capacity: number;

  constructor({ now = Date.now, capacity = KEPT_CONVERSATIONS }: ConversationsOptions = {}) {
    this.now = now;
    this.capacity = capacity;
  }

  /** The questions asked so far, oldest first; none for an unknown or forgotten conversation. */
  history(id: string): readonly string[] {
    this.forgetSilent();
    return this.byId.get(id)?.questions ?? [];
  }

  remember(id: string, question: string): void {
    const questions = [...this.history(id), question].slice(-KEPT_QUESTIONS);
    this.byId.delete(id);
    this.byId.set(id, { questions, usedAt: this.now() });
    for (const oldest of this.byId.keys()) {
      if (this.byId.size <= this.capacity) break;
      this.byId.delete(oldest);
    }
  }

  private forgetSilent(): void {
    const before = this.now() - CONVERSATION_MS;
    for (const [id, { usedAt }] of this.byId) {
      if (usedAt > before) break;
      this.byId.delete(id);
    }
  }
}
