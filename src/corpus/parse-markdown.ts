import type { Code, Html, InlineCode, Nodes, Parent, Root, Text } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { type Block, type ParsedText, ProseMask } from './parsed-text.js';

/** Sets the number of the paragraph behind it: an edition keeps the paragraph numbers of its original. */
const PARAGRAPH_COMMENT = /<!--\s*paragraph:\s*(\d{1,9})\s*-->/g;
/** Comments, scripts with what is in them, and tags of HTML. */
const HTML_MARKUP =
  /<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)|<\/?[a-z][^>]*>|<[!?][^>]*>/gi;
const LINE_END = /\r\n|\r|\n/;
const ESCAPE = /\\[!-/:-@[-`{-~]/g;
/**
 * Strong emphasis that CommonMark leaves as it is because it ends between a Chinese mark and a character,
 * as in `**“通义千问”**是`.
 */
const UNPARSED_STRONG = /(\*\*)(?=[^\s*])([^*\r\n]*[^\s*])\*\*/g;

// Without the transforms, which would split texts into nodes that don't say where they are.
const EXTENSIONS = {
  // A single tilde is a range: 10~20cm.
  extensions: [gfm({ singleTilde: false })],
  mdastExtensions: gfmFromMarkdown().map(({ transforms: _, ...extension }) => extension),
};

/** Where a node stands. */
interface Place {
  /** How many quotations it is in: as many `>` may begin its lines. */
  readonly quotes: number;
  /** The outermost list that it is in. */
  readonly group?: number | undefined;
}

/**
 * Takes a Markdown text (CommonMark with GitHub's tables, footnotes, strikethrough and task lists) apart.
 * @param start where its Markdown begins: what is before is front matter
 * @param title the document's title, where it is known already
 */
export function parseMarkdown(text: string, start = 0, title?: string | undefined): ParsedText {
  const head = text.slice(0, start).replace(/[^\r\n]/g, ' ');
  return new MarkdownReader(text, fromMarkdown(head + text.slice(start), EXTENSIONS), title).read();
}

class MarkdownReader {
  private readonly blocks: Block[] = [];
  private readonly mask: ProseMask;
  private readonly text: string;
  private readonly root: Root;
  private readonly title: string | undefined;
  private path: { readonly depth: number; readonly name: string }[] = [];
  private section: readonly string[] = [];
  private paragraph = 1;
  private groups = 0;
  private heading: string | undefined;

  constructor(text: string, root: Root, title: string | undefined) {
    this.text = text;
    this.root = root;
    this.title = title;
    this.mask = new ProseMask(text);
  }

  read(): ParsedText {
    const isTitle = this.titleHeading();
    for (const node of this.root.children) {
      if (node.type === 'heading') this.enterSection(node.depth, nameOf(node), node === isTitle);
      this.readBlock(node, { quotes: 0 });
    }
    return { prose: this.mask.prose, heading: this.heading, blocks: this.blocks };
  }

  /** The heading that is the document's title and so no section: the first, of the first level. */
  private titleHeading(): Nodes | undefined {
    const headings = this.root.children.filter((node) => node.type === 'heading');
    const first = headings[0];
    if (first?.depth !== 1) return undefined;
    const isOnly = headings.every((node) => node === first || node.depth > 1);
    return isOnly || this.title === undefined || this.title === nameOf(first) ? first : undefined;
  }

  private enterSection(depth: number, name: string, isTitle: boolean): void {
    this.heading ??= name === '' ? undefined : name;
    this.path = this.path.filter((above) => above.depth < depth);
    if (!isTitle && name !== '') this.path.push({ depth, name });
    this.section = this.path.map((above) => above.name);
  }

  private readBlock(node: Nodes, place: Place): void {
    switch (node.type) {
      case 'paragraph':
        this.showInline(node, place);
        this.addBlock(node, 'text', place.group);
        return;
      case 'heading':
        this.showInline(node, place);
        return;
      case 'blockquote':
        this.readChildren(node, { quotes: place.quotes + 1 });
        return;
      case 'list':
        this.readChildren(node, { ...place, group: place.group ?? this.groups++ });
        return;
      case 'table':
        this.readTable(node, place);
        return;
      case 'code':
        this.showCode(node, place);
        this.addBlock(node, 'code');
        return;
      case 'html':
        this.showHtml(node, place);
        this.addBlock(node, 'text');
        return;
      default:
        if ('children' in node) this.readChildren(node, place);
    }
  }

  private readChildren(node: Parent, place: Place): void {
    for (const child of node.children) this.readBlock(child, place);
  }

  private readTable(table: Parent, place: Place): void {
    const group = this.groups++;
    for (const row of table.children) {
      const { start, end } = rangeOf(row);
      // The spaces beside a pipe keep the cells apart.
      for (const match of this.text.slice(start, end).matchAll(/[ \t]+/g)) {
        this.mask.show(start + match.index, start + match.index + match[0].length);
      }
      this.showInline(row, place);
      this.addBlock(row, 'text', group);
    }
  }

  private addBlock(node: Nodes, kind: Block['kind'], group?: number | undefined): void {
    const { start, end } = rangeOf(node);
    if (!this.mask.hasWords(start, end)) return;
    this.blocks.push({ kind, section: this.section, paragraph: this.paragraph++, start, end, group });
  }

  private showInline(node: Nodes, place: Place): void {
    if (node.type === 'text') this.showText(node, place);
    else if (node.type === 'inlineCode') this.showInlineCode(node, place);
    else if (node.type === 'image' || node.type === 'imageReference') this.showAlternative(node, place);
    else if ('children' in node) for (const child of node.children) this.showInline(child, place);
  }

  private showText(node: Text, place: Place): void {
    const { start, end } = rangeOf(node);
    this.showLines(start, end, place);
    const written = this.text.slice(start, end);
    for (const { index } of written.matchAll(ESCAPE)) this.mask.hide(start + index, start + index + 1);
    for (const match of written.matchAll(UNPARSED_STRONG)) {
      const last = start + match.index + match[0].length;
      this.mask.hide(start + match.index, start + match.index + 2);
      this.mask.hide(last - 2, last);
    }
  }

  private showInlineCode(node: InlineCode, place: Place): void {
    const { start, end } = rangeOf(node);
    const fence = /^`*/.exec(this.text.slice(start, end))?.[0].length ?? 0;
    this.showLines(start + fence, end - fence, place);
  }

  /** Shows the text between the brackets of an image. */
  private showAlternative(node: Nodes, place: Place): void {
    const { start, end } = rangeOf(node);
    const opening = start + '!['.length;
    let depth = 1;
    let at = opening;
    for (; at < end; at++) {
      const unit = this.text.charAt(at);
      if (unit === '\\') at++;
      else if (unit === '[') depth++;
      else if (unit === ']' && --depth === 0) break;
    }
    this.showLines(opening, Math.min(at, end), place);
  }

  private showCode(node: Code, place: Place): void {
    const { start, end } = rangeOf(node);
    const isFenced = /^[`~]{3}/.test(this.text.slice(start, end));
    const lines = [...this.text.slice(start, end).matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)];
    const first = isFenced ? lines[1]?.index : 0;
    if (first === undefined || node.value === '') return;
    // A fence that is never closed ends with the text.
    const last = lines[(isFenced ? 1 : 0) + node.value.split(LINE_END).length]?.index ?? end - start;
    this.mask.show(start + first, start + last);
    if (place.quotes === 0) return;
    const before = isFenced ? start + first - 1 : start;
    this.hidePrefixes(before, start + last, `(?:[ \\t]*>){0,${place.quotes}}`);
  }

  private showHtml(node: Html, place: Place): void {
    const { start, end } = rangeOf(node);
    const written = this.text.slice(start, end);
    for (const [, number] of written.matchAll(PARAGRAPH_COMMENT)) this.paragraph = Number(number);
    this.showLines(start, end, place);
    for (const { index, 0: markup } of written.matchAll(HTML_MARKUP)) {
      this.mask.hide(start + index, start + index + markup.length);
    }
  }

  /** Shows a stretch but for the `>` and spaces that its lines after the first begin with. */
  private showLines(start: number, end: number, { quotes }: Place): void {
    if (end <= start) return;
    this.mask.show(start, end);
    this.hidePrefixes(start, end, `(?:[ \\t]*>){0,${quotes}}[ \\t]*`);
  }

  private hidePrefixes(start: number, end: number, prefix: string): void {
    const written = this.text.slice(start, end);
    if (!LINE_END.test(written)) return;
    for (const match of written.matchAll(new RegExp(`(?<=[\\r\\n])${prefix}`, 'g'))) {
      this.mask.hide(start + match.index, start + match.index + match[0].length);
    }
  }
}

function rangeOf(node: Nodes): { readonly start: number; readonly end: number } {
  const start = node.position?.start.offset ?? 0;
  return { start, end: node.position?.end.offset ?? start };
}

/** A heading as it is read: in one line, without markup. */
function nameOf(node: Nodes): string {
  return plainText(node).replace(UNPARSED_STRONG, '$2').replace(/\s+/g, ' ').trim();
}

function plainText(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  if (node.type === 'image' || node.type === 'imageReference') return node.alt ?? '';
  return 'children' in node ? node.children.map(plainText).join('') : '';
}
