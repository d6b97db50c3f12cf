/** The largest request body, in bytes. */
export const LARGEST_BODY = 64 * 1024;

/** Earlier questions of a conversation that are kept for its next one. */
export const KEPT_QUESTIONS = 6;

/** Conversations that are remembered at once; the one that was silent longest is forgotten first. */
export const KEPT_CONVERSATIONS = 1_000;

/** A conversation that is silent for this long is forgotten. */
export const CONVERSATION_MS = 60 * 60_000;

/** The longest conversation id, in UTF-16 units. */
export const LONGEST_CONVERSATION_ID = 200;

/** How long answers in flight may take after the server was told to stop. */
export const STOP_GRACE_MS = 10_000;

/** While the server stops, requests are taken until none came for this long … */
export const ARRIVAL_MS = 20;
/** … and no longer than this. */
export const LONGEST_ARRIVAL_MS = 1_000;
