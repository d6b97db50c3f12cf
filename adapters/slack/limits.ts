/** What Slack takes, each with Slack's own wording of it, and how patient this adapter is with Slack. */

/** “The maximum number of blocks in a message is 50.” */
export const MOST_MESSAGE_BLOCKS = 50;

/** “Up to 100 blocks in modals or home tabs.” */
export const MOST_VIEW_BLOCKS = 100;

/** “The cumulative limit for all markdown blocks in a single payload is 12,000 characters.” */
export const LONGEST_MARKDOWN = 12_000;

/** “Messages containing more than 40,000 characters will be truncated”; 4,000 are recommended. */
export const LONGEST_TEXT = 4_000;

/** Section block: “Maximum length for the text in this field is 3000 characters.” */
export const LONGEST_SECTION = 3_000;

/** Header block: “Maximum length for the text in this field is 150 characters.” */
export const LONGEST_HEADER = 150;

/** Button: “text may truncate with ~30 characters. Maximum length for the text in this field is 75 characters.” */
export const LONGEST_BUTTON = 75;

/** Button: “Maximum length for value is 2000 characters.” */
export const LONGEST_VALUE = 2_000;

/** View: “Title. Must be a plain_text element with a max length of 24 characters.” Submit and close alike. */
export const LONGEST_VIEW_TITLE = 24;

/** Button: `url`, “Maximum length is 3000 characters.” */
export const LONGEST_URL = 3_000;

/** Plain-text input: “`max_length` … Maximum value is 3000.” What is kept of a comment. */
export const LONGEST_COMMENT = 2_000;

/** `assistant.threads.setSuggestedPrompts`: “maximum of four”. */
export const MOST_PROMPTS = 4;

/** `assistant.threads.setStatus`: a status is one short line. */
export const LONGEST_STATUS = 100;

/** A title of an assistant thread is one line of its list. */
export const LONGEST_THREAD_TITLE = 80;

/** Citations that get a chip of their own; further ones are told in one line. */
export const MOST_CHIPS = 15;

/** Passages of a search that are shown. */
export const MOST_PASSAGES = 10;

/** How much of a passage is shown before “more”, in UTF-16 units. */
export const PASSAGE_EXCERPT = 300;

/** A response_url: “up to 5 times within 30 minutes”. */
export const RESPONSE_URL_USES = 5;
export const RESPONSE_URL_MS = 30 * 60_000;

/** A trigger_id “expires in three seconds”: after this a modal is opened to be filled later. */
export const TRIGGER_PATIENCE_MS = 1_000;

/** “Slack … expects … within 3 seconds”: what isn't written down by then is acknowledged all the same. */
export const ACKNOWLEDGE_MS = 400;

/** `chat.update`: “no more than once per second”, Slack advises. */
export const EDIT_MS = 1_000;

/** Pieces of a stream are sent no more often than this. */
export const STREAM_MS = 400;

/** A piece that would be later than this is left to the end, when the whole is there. */
export const STREAM_PATIENCE_MS = 5_000;

/** A status is shown for work that takes longer than this. */
export const STATUS_DELAY_MS = 150;

/** A wait in the queue that is worth a message where no status line can be shown. */
export const WORTH_TELLING_MS = 3_000;

/** One call of the Web API. */
export const CALL_MS = 10_000;
/** Attempts of one call, and the longest that they may wait between them altogether. */
export const MOST_ATTEMPTS = 6;
export const LONGEST_WAIT_MS = 60_000;
/** The first pause after an error of Slack's own; it doubles, with jitter. */
export const FIRST_PAUSE_MS = 250;

/** How long after asking an edit still is a new question. */
export const EDIT_WINDOW_MS = 10 * 60_000;

/** What was refused by a channel once (a stream, a status line) is not tried there again for this long. */
export const REFUSED_MS = 10 * 60_000;

/** Threads, replies and refusals that are remembered. */
export const KEPT_THREADS = 5_000;

/** Pages of a thread, of 200 messages each, that are looked through. */
export const MOST_THREAD_PAGES = 3;
export const THREAD_PAGE = 200;

/** Messages of a thread that are handed on as context. */
export const MOST_EARLIER = 20;

/** A connection that hasn't said hello by then is given up. */
export const HELLO_MS = 15_000;
/** Pauses between attempts to connect: the first, doubled up to the last, with jitter. */
export const FIRST_RECONNECT_MS = 500;
export const LAST_RECONNECT_MS = 30_000;
/** A connection of the platform's is looked after this often. */
export const WATCH_MS = 1_000;
/** A look that comes this much too late means that the machine slept, and its sockets with it. */
export const SLEPT_MS = 20_000;
/** How long a socket may take to say goodbye. */
export const GOODBYE_MS = 1_000;
/** Refused credentials are tried again this often. */
export const REFUSED_RETRY_MS = 60_000;

/** The same trouble is logged again after this long. */
export const SAME_PROBLEM_MS = 60 * 60_000;
