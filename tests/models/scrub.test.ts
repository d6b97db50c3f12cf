import { describe, expect, it } from 'vitest';
import { scrub } from '../../src/models/scrub.js';

const KEY = 'q7Xw-0123456789-vB3k';

describe('what a vendor says', () => {
  it.each([
    [`Incorrect API key provided: ${KEY}.`, 'Incorrect API key provided: [key].'],
    ['bad key q7Xw****vB3k', 'bad key [key]'],
    ['bad key q7Xw…', 'bad key [key]'],
    ['bad key ***vB3k, sorry', 'bad key [key] sorry'],
    ['Bearer abcdefgh.ijklmnop was refused', '[key] was refused'],
    ['project sk-proj-abcdefghijkl has no access', 'project [key] has no access'],
    ['no\n  such\tmodel', 'no such model'],
  ])('is told without a key: %s', (said, told) => {
    expect(scrub(said, KEY)).toBe(told);
  });

  it('is cut where it goes on and on', () => {
    expect(scrub('字'.repeat(5000), undefined)).toHaveLength(301);
  });
});
