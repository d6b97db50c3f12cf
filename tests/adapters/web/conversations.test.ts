import { describe, expect, it } from 'vitest';
import { Conversations } from '../../../adapters/web/conversations.js';
import { CONVERSATION_MS } from '../../../adapters/web/limits.js';

describe('Conversations', () => {
  it('keeps the last six questions of each conversation apart', () => {
    const conversations = new Conversations();
    for (const question of ['1', '2', '3', '4', '5', '6', '7']) conversations.remember('a', question);
    conversations.remember('b', 'x');
    expect(conversations.history('a')).toEqual(['2', '3', '4', '5', '6', '7']);
    expect(conversations.history('b')).toEqual(['x']);
    expect(conversations.history('c')).toEqual([]);
  });

  it('forgets a conversation that was silent for an hour', () => {
    let now = 0;
    const conversations = new Conversations({ now: () => now });
    conversations.remember('silent', 'x');
    now = CONVERSATION_MS - 1;
    conversations.remember('alive', 'y');
    expect(conversations.history('silent')).toEqual(['x']);
    now = CONVERSATION_MS;
    expect(conversations.history('silent')).toEqual([]);
    expect(conversations.history('alive')).toEqual(['y']);
  });

  it('forgets the one that was silent longest when there are too many', () => {
    const conversations = new Conversations({ capacity: 2 });
    conversations.remember('a', '1');
    conversations.remember('b', '1');
    conversations.remember('a', '2');
    conversations.remember('c', '1');
    expect(conversations.history('a')).toEqual(['1', '2']);
    expect(conversations.history('b')).toEqual([]);
    expect(conversations.history('c')).toEqual(['1']);
  });
});
