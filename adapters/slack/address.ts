import * as z from 'zod';
import type { Message } from '../../src/chat/message.js';
import { WenjuError } from '../../src/errors.js';

const addressSchema = z.object({
  /** `channel`: in a thread; `direct`: to a person's own conversation with the app; `command`: to a slash command. */
  kind: z.enum(['channel', 'direct', 'command']),
  /** The channel, or for `direct` the person’s id, which Slack takes for the conversation with them. */
  channel: z.string(),
  user: z.string(),
  team: z.string(),
  /** The thread that the reply goes to. */
  threadTs: z.string().exactOptional(),
  /** The message itself. */
  ts: z.string().exactOptional(),
  /** Where a slash command is answered, for half an hour. */
  responseUrl: z.string().exactOptional(),
  /** The first key of the message that this one is an edit of: its reply is written anew. */
  edits: z.string().exactOptional(),
});

/** Where a reply goes. Plain data: it is kept with the message. */
export type SlackAddress = z.infer<typeof addressSchema>;

/** @throws WenjuError `undeliverable` for a message that another version kept in a way that isn't known here */
export function addressOf(message: Message): SlackAddress {
  const parsed = addressSchema.safeParse(message.address);
  if (parsed.success) return parsed.data;
  throw new WenjuError(
    'undeliverable',
    'a message from Slack was kept without the place that its reply goes to',
  );
}
