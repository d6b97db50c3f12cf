/** The largest head of a request, in bytes: a Chinese query of the longest has nine for each character. */
export const LARGEST_HEAD = 32 * 1024;

/** The largest request body, in bytes. */
export const LARGEST_BODY = 64 * 1024;

/** The longest question and search query, in UTF-16 units: what the engine reads. */
export const LONGEST_QUESTION = 2_000;

/** The longest comment on an answer, in UTF-16 units. */
export const LONGEST_COMMENT = 2_000;

/** Passages that a search gives when it isn't told how many, and at most. */
export const USUAL_RESULTS = 10;
export const MOST_RESULTS = 50;

/** Changes of what is served that the history gives when it isn't told how many, and at most. */
export const USUAL_ENTRIES = 20;
export const MOST_ENTRIES = 200;

/** Earlier questions of a conversation that are kept for its next one. */
export const KEPT_QUESTIONS = 6;

/** Conversations that are remembered at once; the one that was silent longest is forgotten first. */
export const KEPT_CONVERSATIONS = 1_000;

/** A conversation that is silent for this long is forgotten. */
export const CONVERSATION_MS = 60 * 60_000;

/** The longest conversation id, in UTF-16 units. */
export const LONGEST_CONVERSATION_ID = 200;

/** Addresses whose requests are counted at once; the one that was silent longest is forgotten first. */
export const KEPT_ADDRESSES = 10_000;

/** Answers that are worked out at once, and questions that may wait for their turn. */
export const MOST_ANSWERS = 8;
export const MOST_WAITING = 64;

/** The longest that an answer may take, with the wait for its turn. */
export const ANSWER_MS = 30_000;

/** How long a sender may take for the head of a request, and for all of it. */
export const HEADERS_MS = 10_000;
export const REQUEST_MS = 30_000;

/** An event stream that has nothing to say says so this often, lest a proxy takes it for dead. */
export const HEARTBEAT_MS = 15_000;

/** Progress is told no more often than this. */
export const PROGRESS_MS = 100;

/** How long answers in flight may take after the server was told to stop. */
export const STOP_GRACE_MS = 10_000;

/** While the server stops, requests are taken until none came for this long … */
export const ARRIVAL_MS = 20;
/** … and no longer than this. */
export const LONGEST_ARRIVAL_MS = 3_000;
