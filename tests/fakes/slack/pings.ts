import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { FakeBlock } from './block-kit.js';
import type { FakeMessage } from './workspace.js';

/**
 * Finds what would ping someone or show a link under another name, in all that a message shows: by Slack's own
 * tokens, and by a parser of Markdown that knows nothing of how the adapter escapes.
 */

/** `<!here>`, `<@U1>`, `<#C1>`, `<https://…|label>`. */
const TOKEN = /<(?:[@!#][^<>]*|(?:https?|mailto|tel|slack):[^<>]*)>/gi;
const BROADCAST = /(?<![\p{L}\p{N}.])@(?:here|channel|everyone|group)\b/giu;

export function harmIn(message: Pick<FakeMessage, 'text' | 'blocks'>): string[] {
  return [...inMrkdwn(message.text), ...message.blocks.flatMap(inBlock)];
}

export function inBlock(block: FakeBlock): string[] {
  switch (block.type) {
    case 'markdown':
      return inMarkdown(block.text);
    case 'section':
      return inText(block.text);
    case 'context':
      return block.elements.flatMap(inText);
    case 'rich_text':
      return block.elements.flatMap((part) => {
        const elements =
          part.type === 'rich_text_list' ? part.elements.flatMap((item) => item.elements) : part.elements;
        return elements.filter(({ type }) => type !== 'text').map(({ type }) => `rich_text ${type}`);
      });
    default:
      return [];
  }
}

function inText({ type, text }: { type: string; text: string }): string[] {
  return type === 'mrkdwn' ? inMrkdwn(text) : [];
}

function inMrkdwn(text: string): string[] {
  return [...(text.match(TOKEN) ?? []), ...(text.match(BROADCAST) ?? [])];
}

/** Also as if Slack read entities before it looks for tokens. */
export function inMarkdown(markdown: string): string[] {
  return [
    ...inMrkdwn(markdown),
    ...inMrkdwn(markdown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')),
    ...markupIn(markdown).filter((found) => found !== ''),
  ];
}

interface Node {
  readonly type: string;
  readonly url?: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

export function parseMarkdown(markdown: string): Node {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** The text that a reader of Markdown sees. */
export function shownText(node: Node): string {
  if (node.type === 'break') return '\n';
  return node.value ?? (node.children ?? []).map(shownText).join(node.type === 'root' ? '\n' : '');
}

/** Types of all nodes that are more than paragraphs of text. */
export function markupTypes(node: Node): string[] {
  const own = ['root', 'paragraph', 'text', 'break'].includes(node.type) ? [] : [node.type];
  return [...own, ...(node.children ?? []).flatMap(markupTypes)];
}

function markupIn(markdown: string): string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (['image', 'imageReference', 'linkReference', 'definition', 'html'].includes(node.type))
      found.push(node.type);
    // An address that shows itself hides nothing.
    if (node.type === 'link' && !(node.url ?? '').endsWith(shownText(node)))
      found.push(`link to ${node.url}`);
    for (const child of node.children ?? []) visit(child);
  };
  visit(parseMarkdown(markdown));
  return found;
}
