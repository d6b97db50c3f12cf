import { describe, expect, it } from 'vitest';
import { FairQueue, type FairQueueOptions } from '../../src/chat/fair-queue.js';

/** A queue whose jobs note when they begin, and end when they are told to. */
function queueOf(options: FairQueueOptions = {}) {
  const queue = new FairQueue(options);
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const add = (name: string, person: string, conversation = name) =>
    queue.add({
      person,
      conversation,
      run: () => {
        began.push(name);
        return new Promise((resolve) => ends.set(name, resolve));
      },
    });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, began, add, end };
}

describe('a fair queue', () => {
  it('runs as many jobs at once as it may', async () => {
    const { began, add, end } = queueOf({ concurrency: 2 });
    for (const name of ['a', 'b', 'c']) add(name, name);
    expect(began).toEqual(['a', 'b']);
    await end('a');
    expect(began).toEqual(['a', 'b', 'c']);
  });

  it('lets people take turns, however much one of them asks', async () => {
    const { began, add, end } = queueOf({ concurrency: 1 });
    for (const name of ['a1', 'a2', 'a3', 'a4']) add(name, 'a');
    add('b1', 'b');
    add('b2', 'b');
    add('c1', 'c');
    for (const name of ['a1', 'b1', 'c1', 'a2', 'b2', 'a3']) await end(name);
    expect(began).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4']);
  });

  it('gives a free place to who has none before who has one', async () => {
    const { began, add, end } = queueOf({ concurrency: 2 });
    add('a1', 'a');
    add('b1', 'b');
    add('a2', 'a');
    add('c1', 'c');
    await end('b1');
    expect(began).toEqual(['a1', 'b1', 'c1']);
  });

  it('answers a conversation in its order, one message at a time', async () => {
    const { began, add, end } = queueOf({ concurrency: 3 });
    add('first', 'a', 'thread');
    add('second', 'b', 'thread');
    add('third', 'a', 'thread');
    add('elsewhere', 'a', 'other');
    expect(began).toEqual(['first', 'elsewhere']);
    await end('first');
    await end('second');
    expect(began).toEqual(['first', 'elsewhere', 'second', 'third']);
  });

  it('tells how many come before a job, with turns taken into account', () => {
    const { add } = queueOf({ concurrency: 1 });
    expect(add('a1', 'a')).toEqual({ ahead: 0, waitMs: 0 });
    for (let index = 2; index <= 50; index++) add(`a${index}`, 'a');
    expect(add('b1', 'b')).toMatchObject({ ahead: 2 });
    expect(add('a51', 'a')).toMatchObject({ ahead: 51 });
  });

  it('tells a longer wait where the queue is longer', () => {
    const { add } = queueOf({ concurrency: 1 });
    add('a', 'a');
    const waits = ['b', 'c', 'd'].map((name) => add(name, name)?.waitMs ?? 0);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[2]).toBeGreaterThan(waits[0] ?? 0);
  });

  it('turns away what is too much for one person or in all', () => {
    const { add, began } = queueOf({ concurrency: 1, mostOfPerson: 2, most: 3 });
    add('a1', 'a');
    expect([add('a2', 'a'), add('a3', 'a')]).not.toContain(undefined);
    expect(add('a4', 'a')).toBeUndefined();
    expect(add('b1', 'b')).toBeDefined();
    expect(add('c1', 'c')).toBeUndefined();
    expect(began).toEqual(['a1']);
  });

  it('waits for what is under way when it is drained, and starts nothing more', async () => {
    const { queue, began, add, end } = queueOf({ concurrency: 1 });
    add('a', 'a');
    add('b', 'b');
    let isDrained = false;
    const drained = queue.drain().then(() => {
      isDrained = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDrained).toBe(false);
    await end('a');
    await drained;
    expect(began).toEqual(['a']);
    expect(queue.length).toBe(0);
  });

  it('tells its length whenever that changes', async () => {
    const lengths: number[] = [];
    const { add, end } = queueOf({ concurrency: 1, onLength: (length) => lengths.push(length) });
    add('a', 'a');
    add('b', 'b');
    await end('a');
    await end('b');
    expect(lengths).toEqual([1, 2, 1, 0]);
  });
});
