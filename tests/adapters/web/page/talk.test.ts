import { describe, expect, it } from 'vitest';
import { Talk, type TalkStorage } from '../../../../adapters/web/page/chat/talk.js';

function storageWith(initial?: string): TalkStorage & { text: string | null } {
  return {
    text: initial ?? null,
    getItem() {
      return this.text;
    },
    setItem(_, value) {
      this.text = value;
    },
  };
}

describe('Talk', () => {
  it('goes on after the page was loaded again', () => {
    const storage = storageWith();
    const talk = new Talk(storage);
    talk.turns.push({ question: '海水咸吗？', state: 'failed', text: '' });
    talk.save();
    const again = new Talk(storage);
    expect(again.conversation).toBe(talk.conversation);
    expect(again.turns).toEqual(talk.turns);
  });

  it('takes an answer that was under way for interrupted', () => {
    const storage = storageWith();
    const talk = new Talk(storage);
    talk.turns.push({ question: '海水咸吗？', state: 'asking', text: '海水' });
    talk.save();
    expect(new Talk(storage).turns).toEqual([{ question: '海水咸吗？', state: 'interrupted', text: '海水' }]);
  });

  it('begins another conversation when it is cleared', () => {
    const storage = storageWith();
    const talk = new Talk(storage);
    const { conversation } = talk;
    talk.turns.push({ question: '海水咸吗？', state: 'stopped', text: '' });
    talk.clear();
    expect(talk.conversation).not.toBe(conversation);
    expect(new Talk(storage)).toMatchObject({ conversation: talk.conversation, turns: [] });
  });

  it.each([
    ['no JSON', '{'],
    ['another shape', '{"conversation":"a","turns":[{"question":1}]}'],
    ['nothing', ''],
  ])('begins anew where the storage holds %s', (_, text) => {
    const { conversation, turns } = new Talk(storageWith(text));
    expect(conversation).toMatch(/^[0-9a-z]{12,}$/);
    expect(turns).toEqual([]);
  });

  it('works without a storage, and with one that is full', () => {
    const full: TalkStorage = {
      getItem: () => null,
      setItem: () => {
        throw new Error('quota exceeded');
      },
    };
    for (const talk of [new Talk(undefined), new Talk(full)]) {
      talk.turns.push({ question: '海水咸吗？', state: 'stopped', text: '' });
      talk.save();
      expect(talk.turns).toHaveLength(1);
    }
  });
});
