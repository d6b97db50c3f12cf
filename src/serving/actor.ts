import * as z from 'zod';

/** What an actor's id and name may have, in UTF-16 units: they come from outside, and go into the audit log. */
const LONGEST_NAME = 200;

const name = z
  .string()
  .transform((text) => text.slice(0, LONGEST_NAME))
  .optional();

/** Who asks for a change of what is served, as the audit log keeps it. */
export interface Actor {
  readonly door: 'cli' | 'web' | 'slack' | 'dingtalk' | 'watch';
  /** User id on that platform, or the address of a web caller. */
  readonly id?: string;
  readonly name?: string;
}

export const actorSchema = z.object({
  door: z.enum(['cli', 'web', 'slack', 'dingtalk', 'watch']),
  id: name,
  name,
});

/** An actor in a few words: `slack U123 (阿明)`, `web 127.0.0.1`, `cli`. */
export function actorText({ door, id, name }: z.infer<typeof actorSchema>): string {
  const who = id === undefined ? name : name === undefined ? id : `${id} (${name})`;
  return who === undefined ? door : `${door} ${who}`;
}
