import { expect, it } from 'vitest';
import { changedDocuments } from '../../src/serving/changed-documents.js';

it('names the documents by which a corpus differs; a renamed one is removed and added', () => {
  const before = [
    { source: 'a.md', text: '甲' },
    { source: 'b.md', text: '乙' },
    { source: 'c.md', text: '丙' },
  ];
  const after = [
    { source: 'a.md', text: '甲' },
    { source: 'b.md', text: '乙。' },
    { source: 'd.md', text: '丙' },
  ];
  expect(changedDocuments(before, after)).toEqual({ added: ['d.md'], updated: ['b.md'], removed: ['c.md'] });
});
