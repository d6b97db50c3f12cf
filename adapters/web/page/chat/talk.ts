import * as z from 'zod/mini';
import { type Turn, turnSchema } from './turn.js';

const KEY = 'wenju.talk';

const talkSchema = z.object({
  /** What the server knows the conversation by. */
  conversation: z.string(),
  turns: z.array(turnSchema),
});

/** Where a conversation is kept: the storage of the tab. */
export interface TalkStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** The conversation of this tab. It outlives a reload of the page and ends with the tab. */
export class Talk {
  conversation: string;
  turns: Turn[];
  private readonly storage: TalkStorage | undefined;

  /** Goes on with the conversation that the tab had, where there is one. */
  constructor(storage: TalkStorage | undefined) {
    this.storage = storage;
    const { conversation, turns } = restored(storage) ?? { conversation: newConversation(), turns: [] };
    this.conversation = conversation;
    this.turns = turns;
    for (const turn of turns) if (turn.state === 'asking') turn.state = 'interrupted';
  }

  save(): void {
    try {
      this.storage?.setItem(KEY, JSON.stringify({ conversation: this.conversation, turns: this.turns }));
    } catch {
      // The storage is full or off: the conversation then lasts as long as the page.
    }
  }

  /** Begins another conversation, whose first question is no follow-up. */
  clear(): void {
    this.conversation = newConversation();
    this.turns = [];
    this.save();
  }
}

/** `crypto.randomUUID` is not there on a plain http page of another machine. */
function newConversation(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((value) => value.toString(36)).join('');
}

/** Nothing for what is not there or another version of the page wrote in another shape. */
function restored(storage: TalkStorage | undefined): z.infer<typeof talkSchema> | undefined {
  try {
    const result = talkSchema.safeParse(JSON.parse(storage?.getItem(KEY) ?? ''));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
