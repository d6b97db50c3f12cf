import { describe, expect, it } from 'vitest';
import { safeName, safePath } from '../../../src/corpus/import/file-name.js';

describe('safeName', () => {
  it.each([
    ['员工手册（2024版）', '员工手册（2024版）'],
    ['../../etc/passwd', 'etc passwd'],
    ['.hidden', 'hidden'],
    ['a\u0000b\u202ec\nd', 'a b c d'],
    ['CON', '_CON'],
    ['lpt1.old', '_lpt1.old'],
    ['what? "this": <x>|*', 'what this x'],
    ['...', 'document'],
    ['e\u0301', '\u00e9'],
  ])('calls %j %j', (name, safe) => expect(safeName(name)).toBe(safe));

  it('cuts a long name between characters', () => {
    const name = safeName('字𠮷'.repeat(200));
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(Buffer.from(name).toString()).toBe(name);
  });
});

describe('safePath', () => {
  it('takes names and paths inside the folder, with the ending where it is missing', () => {
    expect(safePath('leave', '.md')).toBe('leave.md');
    expect(safePath('hr/leave.md', '.md')).toBe('hr/leave.md');
    expect(safePath('v1.2 notes', '.txt')).toBe('v1.2 notes.txt');
  });

  it.each([
    '../leave.md',
    'hr/../../leave',
    '/etc/leave',
    'C:\\leave',
    'hr\\..\\..\\leave',
    '',
    'hr//leave',
    './leave',
  ])('refuses %j, which leads elsewhere', (path) =>
    expect(() => safePath(path, '.md')).toThrow(expect.objectContaining({ code: 'bad-usage' })),
  );

  it('refuses an ending that would have it read as something else', () => {
    expect(() => safePath('leave.txt', '.md')).toThrow(/\.md/);
    expect(() => safePath('leave.md', '.txt')).toThrow(/\.txt/);
  });
});
