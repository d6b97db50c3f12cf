import { describe, expect, it } from 'vitest';
import { TokenBucket } from '../../../adapters/dingtalk/token-bucket.js';

describe('TokenBucket', () => {
  it('gives so many at once, and leaves some for others', () => {
    const bucket = new TokenBucket(5, 0.001);
    expect(bucket.tryTake(3)).toBe(true);
    expect(bucket.tryTake(3)).toBe(true);
    expect(bucket.tryTake(3)).toBe(false);
    expect(bucket.left).toBe(3);
  });

  it('gives the rest in the order of those who wait, at its rate', async () => {
    const bucket = new TokenBucket(1, 100);
    const order: number[] = [];
    const start = performance.now();
    await Promise.all(Array.from({ length: 11 }, (_, i) => bucket.take().then(() => order.push(i))));
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(performance.now() - start).toBeGreaterThan(95);
  });

  it('is passed by nobody while someone waits', async () => {
    const bucket = new TokenBucket(1, 20);
    const turns = [bucket.take(), bucket.take()];
    expect(bucket.tryTake(0)).toBe(false);
    await Promise.all(turns);
  });

  it('gives nothing for a while after it was too much', async () => {
    const bucket = new TokenBucket(10, 10);
    bucket.drain(300);
    expect(bucket.left).toBe(0);
    const start = performance.now();
    await bucket.take();
    expect(performance.now() - start).toBeGreaterThan(290);
  });
});
