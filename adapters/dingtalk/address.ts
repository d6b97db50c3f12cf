import * as z from 'zod';
import type { Message } from '../../src/chat/message.js';
import { WenjuError } from '../../src/errors.js';

const addressSchema = z.object({
  msgId: z.string(),
  conversationId: z.string(),
  isGroup: z.boolean(),
  /** Where a reply to this message may be posted, for a while. */
  webhook: z.string().optional(),
  /** Milliseconds since 1970. */
  webhookExpiresAt: z.number().optional(),
  /** Absent for people outside the organisation. */
  staffId: z.string().optional(),
  robotCode: z.string(),
});

/** Where the reply to a message goes: all of it, so that it can be sent after a restart too. */
export type Address = z.infer<typeof addressSchema>;

/** @throws WenjuError `internal` when the message isn't one of ours */
export function addressOf({ address }: Message): Address {
  const parsed = addressSchema.safeParse(address);
  if (parsed.success) return parsed.data;
  throw new WenjuError('internal', 'a message in the inbox has no address in DingTalk', parsed.error);
}
