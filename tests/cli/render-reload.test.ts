import { describe, expect, it } from 'vitest';
import { changesText, goldenLine } from '../../src/cli/changes-text.js';
import { renderPreview } from '../../src/cli/render-reload.js';
import { colorsFor } from '../../src/cli/terminal.js';
import type { ReloadPreview } from '../../src/indexes.js';

const COLORS = colorsFor(process.stdin as unknown as NodeJS.WriteStream);
const CHANGES = { added: 25, updated: 0, removed: 1, unchanged: 3 };
const NOTHING = { questions: 0, broken: [], failing: [], isHeld: false, problems: [], changes: [] };
const PREVIEW: ReloadPreview = { state: 'to be built', snapshot: 'abc', changes: CHANGES, golden: NOTHING };

describe('renderPreview', () => {
  it('lists some of the documents that change, without what could steer a terminal', () => {
    const added = Array.from({ length: 25 }, (_, i) => `new-${i}.md`);
    const documents = { added, updated: [], removed: ['old\u001b[2J.md'] };
    const lines = renderPreview({ ...PREVIEW, documents }, COLORS).split('\n');
    expect(lines[0]).toBe('to be built: 25 added, 0 updated, 1 removed, 3 unchanged, snapshot abc');
    expect(lines.slice(1, 3)).toEqual(['+ new-0.md', '+ new-1.md']);
    expect(lines.slice(-2)).toEqual(['+ … and 5 more', '- old[2J.md']);
    expect(lines).toHaveLength(23);
  });

  it('tells what is wrong with the golden questions', () => {
    const problems = [{ code: 'bad-golden', message: 'golden.yaml is not valid YAML' }] as const;
    expect(renderPreview({ ...PREVIEW, golden: { ...NOTHING, problems } }, COLORS)).toMatch(
      /\ngolden\.yaml is/,
    );
  });

  it('shows what the answers become', () => {
    const got = { answer: '四月', refused: false, sources: ['a.md'] };
    const change = {
      question: '什么时候？',
      expected: { answer: [['4月7日', '四月七日'], ['开放']], cites: 'a.md', refuse: false },
      before: { got, isPassed: true },
      after: { got: { answer: '', refused: true, sources: [] }, isPassed: false },
    };
    const golden = { ...NOTHING, questions: 2, changes: [change], isHeld: true };
    expect(
      renderPreview({ ...PREVIEW, golden }, COLORS)
        .split('\n')
        .slice(1),
    ).toEqual([
      '2 golden questions: 1 answer would change, 0 would break, so the reload would be held back',
      '✗ 什么时候？',
      '    must have an answer with “4月7日” or “四月七日” and “开放” that cites a.md',
      '    now  holds: “四月” from a.md',
      '    then fails: a refusal',
    ]);
  });
});

describe('a reload in a line', () => {
  it('counts documents and golden questions', () => {
    expect(changesText(CHANGES)).toBe('25 added, 0 updated, 1 removed, 3 unchanged');
    expect(goldenLine({})).toBeUndefined();
    expect(goldenLine({ golden: { questions: 3, failing: 1 }, forced: true })).toBe(
      'golden questions: 2 of 3 hold (forced)',
    );
  });
});
