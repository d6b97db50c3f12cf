import * as z from 'zod';

/** A quoted card is a tree; what is deeper than this is no text that a person wrote. */
const DEEPEST = 12;

const part = z.looseObject({
  type: z.string().optional(),
  msgType: z.string().optional(),
  text: z.string().optional(),
  content: z.string().optional(),
  atName: z.string().optional(),
});
const content = z.looseObject({
  text: z.string().optional(),
  content: z.string().optional(),
  richText: z.array(part).optional(),
  markdown: z.union([z.string(), z.looseObject({ text: z.string().optional() })]).optional(),
  cardContent: z.unknown().optional(),
  recognition: z.string().optional(),
  fileName: z.string().optional(),
  title: z.string().optional(),
});
const repliedSchema = z.looseObject({ msgType: z.string().optional(), content: z.unknown().optional() });

type Part = z.infer<typeof part>;

export const richTextSchema = z.array(part);

/** The text of rich text, in messages (`text`) as in quoted ones (`msgType`, `content`). Pictures have none. */
export function richTextOf(parts: readonly Part[]): string {
  return parts
    .map(({ type, msgType, text, content: quoted, atName }) => {
      if (atName !== undefined) return atName.startsWith('@') ? atName : `@${atName}`;
      const kind = type ?? msgType ?? 'text';
      return kind === 'picture' ? '' : (text ?? quoted ?? '');
    })
    .join('');
}

/**
 * The text of a quoted message: text, rich text, Markdown, a transcript, the name of a file, or what a card
 * shows. `undefined` where DingTalk gives no more than its id.
 */
export function quotedText(replied: unknown): string | undefined {
  const parsed = repliedSchema.safeParse(replied);
  if (!parsed.success) return undefined;
  const text = contentText(parsed.data.content).trim();
  return text === '' ? undefined : text;
}

function contentText(given: unknown): string {
  if (typeof given === 'string') return textOfString(given);
  const parsed = content.safeParse(given);
  if (!parsed.success) return '';
  const { text, content: inner, richText, markdown, cardContent, recognition, fileName, title } = parsed.data;
  if (richText !== undefined) return richTextOf(richText);
  const body = text ?? inner ?? (typeof markdown === 'string' ? markdown : markdown?.text);
  return body ?? recognition ?? cardText(cardContent) ?? fileName ?? title ?? '';
}

/** Some clients send the content as JSON text. */
function textOfString(given: string): string {
  if (!given.startsWith('{')) return given;
  try {
    const parsed: unknown = JSON.parse(given);
    return typeof parsed === 'string' ? parsed : contentText(parsed) || given;
  } catch {
    return given;
  }
}

const node = z.looseObject({
  elementType: z.string().optional(),
  value: z.unknown().optional(),
  children: z.array(z.unknown()).optional(),
});

/** What the tree of a quoted card shows, a line for each text. */
function cardText(tree: unknown): string | undefined {
  const lines: string[] = [];
  const visit = (given: unknown, depth: number): void => {
    const parsed = node.safeParse(given);
    if (depth > DEEPEST || !parsed.success) return;
    const { elementType, value, children = [] } = parsed.data;
    if (typeof value === 'string' && /TEXT|MARKDOWN/i.test(elementType ?? 'TEXT')) lines.push(value);
    for (const child of children) visit(child, depth + 1);
  };
  for (const root of Array.isArray(tree) ? tree : [tree]) visit(root, 0);
  return lines.length === 0 ? undefined : lines.join('\n');
}
