import * as z from 'zod';

/** Block Kit as Slack documents it, as far as messages, modals and home tabs of this app go. Unknown is refused. */

const text = (longest: number) => z.string().min(1).max(longest);
const plain = (longest: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(longest), emoji: z.boolean().optional() });
const mrkdwn = (longest: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(longest), verbatim: z.boolean().optional() });
const anyText = (longest: number) => z.union([plain(longest), mrkdwn(longest)]);
const actionId = text(255);
const blockId = text(255).optional();

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: actionId.optional(),
  value: z.string().max(2_000).optional(),
  url: z.string().max(3_000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: text(75).optional(),
});
const option = z.strictObject({ text: anyText(75), value: text(150), description: plain(75).optional() });
const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  action_id: actionId.optional(),
  options: z.array(option).min(1).max(10),
});
const textInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: actionId.optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().min(0).max(3_000).optional(),
  max_length: z.number().min(1).max(3_000).optional(),
  placeholder: plain(150).optional(),
});
const feedbackButton = z.strictObject({
  text: plain(75),
  value: text(2_000),
  accessibility_label: text(75).optional(),
});
const feedbackButtons = z.strictObject({
  type: z.literal('feedback_buttons'),
  action_id: actionId.optional(),
  positive_button: feedbackButton,
  negative_button: feedbackButton,
});

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
  })
  .optional();
const richElement = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: text(3_000), style }),
  z.strictObject({ type: z.literal('link'), url: text(3_000), text: text(3_000).optional(), style }),
  z.strictObject({ type: z.literal('user'), user_id: text(30) }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: text(30) }),
  z.strictObject({ type: z.literal('channel'), channel_id: text(30) }),
  z.strictObject({ type: z.literal('broadcast'), range: text(30) }),
]);
const richSection = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richElement) });
const richBlock = z.discriminatedUnion('type', [
  richSection,
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(richElement) }),
  z.strictObject({ type: z.literal('rich_text_preformatted'), elements: z.array(richElement) }),
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(richSection).min(1),
  }),
]);

const messageBlock = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(3_000),
    accessory: button.optional(),
    expand: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plain(150) }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z.array(anyText(3_000)).min(1).max(10),
  }),
  z.strictObject({ type: z.literal('actions'), block_id: blockId, elements: z.array(button).min(1).max(25) }),
  z.strictObject({ type: z.literal('markdown'), block_id: blockId, text: text(12_000) }),
  z.strictObject({ type: z.literal('rich_text'), block_id: blockId, elements: z.array(richBlock).min(1) }),
  z.strictObject({
    type: z.literal('context_actions'),
    block_id: blockId,
    elements: z.array(feedbackButtons).min(1).max(5),
  }),
  z.strictObject({
    type: z.literal('input'),
    block_id: blockId,
    label: plain(2_000),
    element: z.discriminatedUnion('type', [radioButtons, textInput]),
    optional: z.boolean().optional(),
  }),
]);

export type FakeBlock = z.infer<typeof messageBlock>;

const VIEW_ONLY = ['input'];
const MESSAGE_ONLY = ['markdown', 'context_actions'];

/** Reads the blocks of a message: why Slack refuses them, or what they are. */
export function checkBlocks(
  value: unknown,
  surface: 'message' | 'view',
): { blocks: FakeBlock[] } | { problem: string } {
  const parsed = z
    .array(messageBlock)
    .max(surface === 'message' ? 50 : 100)
    .safeParse(value);
  if (!parsed.success) return { problem: z.prettifyError(parsed.error) };
  const blocks = parsed.data;
  const foreign = blocks.find(({ type }) =>
    (surface === 'message' ? VIEW_ONLY : MESSAGE_ONLY).includes(type),
  );
  if (foreign !== undefined) return { problem: `no ${foreign.type} block in a ${surface}` };
  const twice = repeated(blocks.flatMap(({ block_id: id }) => id ?? []));
  if (twice !== undefined) return { problem: `block_id ${twice} is used twice` };
  const actionTwice = repeated(actionIds(blocks));
  if (actionTwice !== undefined) return { problem: `action_id ${actionTwice} is used twice` };
  return { blocks };
}

/** The text of all Markdown blocks, which share one limit. */
export function markdownLength(blocks: readonly FakeBlock[]): number {
  return blocks.reduce((sum, block) => sum + (block.type === 'markdown' ? block.text.length : 0), 0);
}

export function actionIds(blocks: readonly FakeBlock[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'section') return block.accessory?.action_id ?? [];
    if (block.type === 'actions') return block.elements.flatMap(({ action_id: id }) => id ?? []);
    if (block.type === 'context_actions') return block.elements.flatMap(({ action_id: id }) => id ?? []);
    return block.type === 'input' ? (block.element.action_id ?? []) : [];
  });
}

function repeated(all: readonly string[]): string | undefined {
  return all.find((one, i) => all.indexOf(one) !== i);
}

const viewShape = {
  blocks: z.array(z.unknown()),
  callback_id: text(255).optional(),
  private_metadata: z.string().max(3_000).optional(),
  external_id: text(255).optional(),
};

export const viewSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('modal'),
    title: plain(24),
    close: plain(24).optional(),
    submit: plain(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    ...viewShape,
  }),
  z.strictObject({ type: z.literal('home'), ...viewShape }),
]);
export type FakeView = Omit<z.infer<typeof viewSchema>, 'blocks'> & { blocks: FakeBlock[] };

/** Reads a view: why Slack refuses it, or what it is. */
export function checkView(value: unknown, type: FakeView['type']): { view: FakeView } | { problem: string } {
  const parsed = viewSchema.safeParse(value);
  if (!parsed.success) return { problem: z.prettifyError(parsed.error) };
  if (parsed.data.type !== type) return { problem: `a ${type} is wanted` };
  const checked = checkBlocks(parsed.data.blocks, 'view');
  if ('problem' in checked) return checked;
  if (checked.blocks.some(({ type: block }) => block === 'input') && !('submit' in parsed.data)) {
    return { problem: 'a view with inputs needs a submit' };
  }
  return { view: { ...parsed.data, blocks: checked.blocks } as FakeView };
}
