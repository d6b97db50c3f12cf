import * as z from 'zod';

/** What DingTalk takes, as strictly as is known: a request of another shape is a defect of ours. */

export const openSchema = z.strictObject({
  clientId: z.string(),
  clientSecret: z.string(),
  ua: z.string().optional(),
  subscriptions: z
    .array(z.strictObject({ type: z.enum(['EVENT', 'CALLBACK']), topic: z.string().min(1) }))
    .min(1),
});

export const tokenSchema = z.strictObject({ appKey: z.string(), appSecret: z.string() });

export const acknowledgementSchema = z.strictObject({
  code: z.literal(200),
  message: z.literal('OK'),
  headers: z.looseObject({ contentType: z.string().optional(), messageId: z.string().min(1) }),
  data: z.string(),
});

export const webhookSchema = z.strictObject({
  msgtype: z.literal('markdown'),
  markdown: z.strictObject({ title: z.string().min(1), text: z.string().min(1) }),
  at: z.strictObject({ atUserIds: z.array(z.string()), isAtAll: z.literal(false) }),
});

const robotMessage = {
  robotCode: z.string().min(1),
  msgKey: z.literal('sampleMarkdown'),
  msgParam: z.string(),
};
export const groupSendSchema = z.strictObject({ ...robotMessage, openConversationId: z.string().min(1) });
export const singleSendSchema = z.strictObject({
  ...robotMessage,
  userIds: z.array(z.string().min(1)).min(1).max(20),
});
export const markdownParamSchema = z.strictObject({ title: z.string().min(1), text: z.string().min(1) });

/** Values that aren't strings are refused, as the real one does. */
const cardData = z.strictObject({ cardParamMap: z.record(z.string(), z.string()) });
const spaceModel = z.strictObject({ supportForward: z.boolean() }).optional();

export const createInstanceSchema = z.strictObject({
  cardTemplateId: z.string().min(1),
  outTrackId: z.string().min(1).max(64),
  cardData,
  callbackType: z.literal('STREAM'),
  userIdType: z.literal(1),
});

export const createAndDeliverSchema = z.strictObject({
  ...createInstanceSchema.shape,
  openSpaceId: z.string().regex(/^dtv1\.card\/\/(?:IM_GROUP|IM_ROBOT)\..+$/),
  imGroupOpenSpaceModel: spaceModel,
  imGroupOpenDeliverModel: z
    .strictObject({
      robotCode: z.string().min(1),
      atUserIds: z.record(z.string().min(1), z.string().min(1)).optional(),
    })
    .optional(),
  imRobotOpenSpaceModel: spaceModel,
  imRobotOpenDeliverModel: z
    .strictObject({ spaceType: z.literal('IM_ROBOT'), robotCode: z.string().min(1) })
    .optional(),
});

export const streamingSchema = z.strictObject({
  outTrackId: z.string().min(1),
  guid: z.string().min(1),
  key: z.string().min(1),
  content: z.string(),
  isFull: z.boolean(),
  isFinalize: z.boolean(),
  isError: z.boolean(),
});

export const updateSchema = z.strictObject({
  outTrackId: z.string().min(1),
  cardData,
  cardUpdateOptions: z.strictObject({ updateCardDataByKey: z.boolean() }),
});

/** What the answer to a press may hold. */
export const pressAnswerSchema = z.strictObject({
  response: z.union([
    z.strictObject({}),
    z.strictObject({
      cardUpdateOptions: z.strictObject({ updateCardDataByKey: z.literal(true) }),
      cardData,
    }),
  ]),
});
