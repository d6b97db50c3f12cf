import { userInfo } from 'node:os';
import type { Actor } from '../serving/actor.js';

/** Whoever is at the terminal, as the audit log keeps him. */
export function localActor(): Actor {
  try {
    return { door: 'cli', name: userInfo().username };
  } catch {
    // A user id without a name, as in a container.
    return { door: 'cli' };
  }
}
