/** What DingTalk allows, and what we hold ourselves to. Limits marked (doc) are in its documentation. */

/** “一条消息不超过 20000 字节” (doc). The mention, the title and the numbering of parts fit into the difference. */
export const TEXT_BYTES = 18_000;

/** The title is what a notification and the list of conversations show. */
export const LONGEST_TITLE = 40;

/** “每个机器人每分钟最多发送 20 条消息到群里” (doc): messages a minute of a robot in one conversation. */
export const WEBHOOK_MESSAGES = 20;
export const WEBHOOK_WINDOW_MS = 60_000;

/** A reply that would wait longer than this for its turn at a webhook goes by the OpenAPI. */
export const PATIENCE_MS = 2_000;

/** The `errcode` of a webhook that is called too fast (doc); it comes with HTTP 200. */
export const TOO_FAST = 130_101;
/** With those of a robot that sends too fast, and of a system that is busy (doc). */
export const BUSY_CODES: readonly number[] = [TOO_FAST, 410_100, -1];

/** A webhook that expires this soon is not begun with. */
export const WEBHOOK_MARGIN_MS = 5_000;

/**
 * Calls of the OpenAPI that the bot makes in a second, and at once after a pause. An organisation without a
 * paid plan is cut off at 20 to 40 a second for an interface; there is a monthly quota on top, which
 * `wenju_dingtalk_calls_total` helps to watch.
 */
export const CALLS_PER_SECOND = 20;
export const CALLS_AT_ONCE = 20;
/** Calls that only show progress leave this many for those that bring answers. */
export const RESERVED_CALLS = 8;

/** A card is written to no more often than this (“建议 300 ms 以上”). */
export const CARD_PAUSE_MS = 400;
/** An answer that is ready sooner than this becomes a card in one call. */
export const CARD_DELAY_MS = 150;
/** After a refusal of cards, replies are Markdown for this long. */
export const CARD_REST_MS = 60_000;

/** A card callback is to be answered within 3 s (doc). */
export const ACTION_MS = 2_500;

/** Stream mode delivers what isn't acknowledged again after about 60 s. */
export const HEARTBEAT_MS = 8_000;
/** A connection that nothing came over for this long is dead. */
export const SILENCE_MS = 20_000;
/** How long an old connection may stay beside its successor: the platform closes it about 10 s later. */
export const OVERLAP_MS = 15_000;
/** How long a connection may take to open. */
export const HANDSHAKE_MS = 10_000;
/** The largest frame, in bytes. */
export const LARGEST_FRAME = 1024 * 1024;

/** Waits between attempts to connect, growing from the first to the last with jitter. */
export const FIRST_RECONNECT_MS = 500;
export const LONGEST_RECONNECT_MS = 30_000;
/** The wait after credentials were refused: someone must mend them first. */
export const REFUSED_RECONNECT_MS = 60_000;
/** How long the start waits for the first connection. */
export const START_MS = 5_000;

/** How long a call may take. */
export const CALL_MS = 10_000;
/** An access token is renewed this long before it expires. */
export const TOKEN_MARGIN_MS = 5 * 60_000;

/** Waits between attempts to send, and how long is tried. */
export const FIRST_RETRY_MS = 500;
export const LONGEST_RETRY_MS = 20_000;
export const RETRY_FOR_MS = 10 * 60_000;
/** Attempts at a webhook that is out of order before the OpenAPI is used. */
export const WEBHOOK_ATTEMPTS = 3;

/** Messages about progress of one message's work, and how far apart they are. */
export const PROGRESS_MESSAGES = 3;
export const PROGRESS_AFTER_MS = 3_000;
export const PROGRESS_PAUSE_MS = 20_000;
/** Of the messages that a conversation takes in a window, those that only tell of waits and progress. */
export const PROGRESS_OF_CONVERSATION = 4;
/** A wait shorter than this isn't told. */
export const TOLD_WAIT_MS = 8_000;

/** Every wait of the adapter, in milliseconds. */
export interface Pace {
  readonly webhookWindowMs: number;
  readonly cardPauseMs: number;
  readonly cardDelayMs: number;
  readonly cardRestMs: number;
  readonly heartbeatMs: number;
  readonly silenceMs: number;
  readonly overlapMs: number;
  readonly firstReconnectMs: number;
  readonly longestReconnectMs: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  readonly retryForMs: number;
  readonly callMs: number;
  readonly actionMs: number;
  readonly progressAfterMs: number;
  readonly progressPauseMs: number;
  /** Calls of the OpenAPI in a second. */
  readonly callsPerSecond: number;
}

export const USUAL_PACE: Pace = {
  webhookWindowMs: WEBHOOK_WINDOW_MS,
  cardPauseMs: CARD_PAUSE_MS,
  cardDelayMs: CARD_DELAY_MS,
  cardRestMs: CARD_REST_MS,
  heartbeatMs: HEARTBEAT_MS,
  silenceMs: SILENCE_MS,
  overlapMs: OVERLAP_MS,
  firstReconnectMs: FIRST_RECONNECT_MS,
  longestReconnectMs: LONGEST_RECONNECT_MS,
  firstRetryMs: FIRST_RETRY_MS,
  longestRetryMs: LONGEST_RETRY_MS,
  retryForMs: RETRY_FOR_MS,
  callMs: CALL_MS,
  actionMs: ACTION_MS,
  progressAfterMs: PROGRESS_AFTER_MS,
  progressPauseMs: PROGRESS_PAUSE_MS,
  callsPerSecond: CALLS_PER_SECOND,
};
