import { describe, expect, it } from 'vitest';
import { quotedText } from '../../../adapters/dingtalk/quoted.js';

describe('quotedText', () => {
  it.each([
    ['text', { msgType: 'text', content: { text: '原话' } }],
    ['text under another name', { msgType: 'text', content: { content: '原话' } }],
    ['text as it is', { msgType: 'text', content: '原话' }],
    ['JSON text', { msgType: 'text', content: '{"text":"原话"}' }],
    [
      'rich text of a message',
      { msgType: 'richText', content: { richText: [{ text: '原' }, { text: '话' }] } },
    ],
    [
      'quoted rich text',
      {
        msgType: 'richText',
        content: {
          richText: [
            { msgType: 'text', content: '原' },
            { msgType: 'picture', downloadCode: 'x' },
            { msgType: 'text', content: '话' },
          ],
        },
      },
    ],
    ['Markdown', { msgType: 'markdown', content: { title: '标题', text: '原话' } }],
    [
      'Markdown in an object',
      { msgType: 'markdown', content: { markdown: { title: '标题', text: '原话' } } },
    ],
    ['a transcript', { msgType: 'audio', content: { recognition: '原话', downloadCode: 'x' } }],
    ['the name of a file', { msgType: 'file', content: { fileName: '原话', downloadCode: 'x' } }],
    [
      'what a card shows',
      {
        msgType: 'interactiveCard',
        content: {
          cardContent: {
            elementType: 'ROOT',
            children: [
              { elementType: 'IMAGE', value: 'https://example.com/a.png' },
              { elementType: 'BOX', children: [{ elementType: 'TEXT', value: '原话' }] },
            ],
          },
        },
      },
    ],
  ])('reads %s', (_, replied) => {
    expect(quotedText(replied)).toBe('原话');
  });

  it('names who was mentioned in it', () => {
    const richText = [{ type: 'at', atName: '小张' }, { text: ' 看看' }];
    expect(quotedText({ msgType: 'richText', content: { richText } })).toBe('@小张 看看');
  });

  it.each([
    undefined,
    null,
    'x',
    {},
    { msgType: 'picture', content: { downloadCode: 'x' } },
    { msgType: 'interactiveCard', msgId: 'm' },
    { content: { richText: 'x' } },
    { content: { cardContent: { children: [null, 3] } } },
  ])('has nothing for %j', (replied) => {
    expect(quotedText(replied)).toBeUndefined();
  });

  it('does not follow a tree without end', () => {
    let tree: object = { elementType: 'TEXT', value: '太深' };
    for (let i = 0; i < 10_000; i++) tree = { elementType: 'BOX', children: [tree] };
    expect(quotedText({ content: { cardContent: tree } })).toBeUndefined();
  });
});
