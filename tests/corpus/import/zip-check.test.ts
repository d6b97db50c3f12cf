import { describe, expect, it } from 'vitest';
import { checkZip } from '../../../src/corpus/import/zip-check.js';
import { zipOf } from './zip-of.js';

const KIB = 1024;

describe('checkZip', () => {
  it('names the parts of an archive with their sizes', () => {
    expect([...checkZip(zipOf({ 'a.xml': '一', 'b/c.xml': '' }))]).toEqual([
      ['a.xml', 3],
      ['b/c.xml', 0],
    ]);
  });

  it('refuses what unpacks to too much, all parts together, whatever they claim', () => {
    const parts = { a: Buffer.alloc(60 * KIB), b: Buffer.alloc(60 * KIB) };
    expect(checkZip(zipOf(parts), 120 * KIB).size).toBe(2);
    for (const claimedLength of [1, 60 * KIB]) {
      const refused = (): unknown => checkZip(zipOf(parts, { claimedLength }), 119 * KIB);
      expect(refused).toThrow(/unpacks to more than/);
    }
  });

  it('refuses an archive cut at any place, or with anything put in between', () => {
    const zip = zipOf({ 'a.xml': 'some text', 'b.xml': 'other text' });
    for (let length = 0; length < zip.length; length++) {
      expect(() => checkZip(zip.subarray(0, length)), `${length} bytes`).toThrow(/damaged/);
    }
    expect(() => checkZip(Buffer.concat([Buffer.from('x'), zip]))).toThrow(/damaged/);
  });

  it('fails with an error of ours on an archive with any byte changed', () => {
    const zip = zipOf({ 'a.xml': 'some text that is some text' });
    for (let i = 0; i < zip.length; i++) {
      const changed = Buffer.from(zip);
      changed.writeUInt8(changed.readUInt8(i) ^ 0xff, i);
      try {
        checkZip(changed);
      } catch (error) {
        expect(error).toMatchObject({ code: 'document-unreadable' });
      }
    }
  });
});
