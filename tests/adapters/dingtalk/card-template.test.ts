import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const fileSchema = z.strictObject({
  editorData: z.string(),
  widgetInfo: z.string(),
  type: z.literal('im'),
  mode: z.literal('card'),
});
const editorSchema = z.looseObject({
  schema: z.looseObject({
    componentsMap: z.array(z.looseObject({ componentName: z.string() })),
    componentsTree: z.array(z.unknown()),
  }),
  variableList: z.array(z.looseObject({ id: z.string(), type: z.string() })),
});

interface Node {
  readonly componentName: string;
  readonly id: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly children?: readonly Node[];
}

function nodesOf(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}

describe('the card template', async () => {
  const file = fileSchema.parse(JSON.parse(await readFile('adapters/dingtalk/card-template.json', 'utf8')));
  const editor = editorSchema.parse(JSON.parse(file.editorData));
  const nodes = editor.schema.componentsTree.flatMap((tree) => nodesOf(tree as Node));

  it('has the variables that the bot sets, and no other', () => {
    expect(editor.variableList.map(({ id }) => id).sort()).toEqual([
      'btns',
      'content',
      'evidence',
      'flowStatus',
      'note',
    ]);
  });

  it('shows each of them, the answer in every state', () => {
    const shown = JSON.stringify(nodes.map(({ props }) => props));
    for (const { id } of editor.variableList) expect(shown).toContain(`"variable":"${id}"`);
    const states = nodes.filter(({ componentName }) => componentName === 'AICardStatusContainer');
    expect(states.map(({ props }) => props.status).sort()).toEqual([1, 2, 3, 4, 5]);
    for (const state of states) expect(JSON.stringify(nodesOf(state))).toContain('content');
  });

  it('names every component that it uses, and no id twice', () => {
    const named = editor.schema.componentsMap.map(({ componentName }) => componentName);
    expect(new Set(nodes.map(({ componentName }) => componentName))).toEqual(new Set(named));
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
  });
});
