/**
 * The one error of the house. A code says what went wrong (a caller branches on it, never on the text),
 * the message says what the reader can do about it, and neither ever holds a secret.
 */

/** Every way in which Wenju fails on purpose. */
export type ErrorCode =
  /** A setting is missing, malformed or half given. */
  | 'bad-config'
  /** A command was called with arguments that it can't take. */
  | 'bad-usage'
  /** A request or an input line is malformed. */
  | 'bad-request'
  /** A question or a request body is over the limit. */
  | 'too-large'
  /** No route, file or item of that name. */
  | 'not-found'
  /** A route that doesn't take that HTTP method. */
  | 'method-not-allowed'
  /** A request from where none is taken, or for what is switched off. */
  | 'forbidden'
  /** A request that must prove who sends it, and doesn't. */
  | 'unauthorized'
  /** More requests from one place than it may send. */
  | 'rate-limited'
  /** An answer took longer than it may. */
  | 'timed-out'
  /** A corpus folder that can't be read at all. */
  | 'corpus-unreadable'
  /** A corpus folder with nothing in it to answer from. */
  | 'corpus-empty'
  /** One corpus file that can't be used; the others still are. */
  | 'document-unreadable'
  /** A glossary that doesn't fit its schema. */
  | 'bad-glossary'
  /** A list of golden questions that doesn't fit its schema. */
  | 'bad-golden'
  /** A reload that breaks more golden questions than it may. */
  | 'reload-held'
  /** A reload that someone has cancelled. */
  | 'cancelled'
  /** A snapshot on disk that fails its check; it is rebuilt. */
  | 'snapshot-damaged'
  /** The embedding model failed or answered in another shape than it promised. */
  | 'embedding-failed'
  /** The model that words answers failed: see {@link ModelError}. */
  | 'model-failed'
  /** The address to serve on can't be had. */
  | 'cannot-listen'
  /** The server isn't ready to answer, or has too much to do. */
  | 'unavailable'
  /** A chat platform takes a reply in no way that there is. */
  | 'undeliverable'
  /** Something to be kept in `DATA_DIR` can't be written there. */
  | 'not-saved'
  /** A defect of ours. */
  | 'internal';

/** An error with a code from a closed list and a message for the person who can mend it. */
export class WenjuError extends Error {
  override readonly name = 'WenjuError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** Why a model gave no answer, or no whole one. */
export type ModelFailure =
  /** The key is refused, or may not do this (401, 403). */
  | 'auth'
  /** Nothing is left to pay with (402, `insufficient_quota`). */
  | 'quota'
  /** Too many requests or tokens a minute (429). */
  | 'rate-limited'
  /** Its server can't be reached or has a fault (5xx, network). */
  | 'unavailable'
  /** No word came in time. */
  | 'first-token-timeout'
  /** The answer wasn't over in time, or its stream fell silent. */
  | 'timeout'
  /** What came isn't an answer, or stopped in the middle. */
  | 'malformed'
  /** The vendor's moderation stopped the question or the answer. */
  | 'content-filter'
  /** An answer without a word. */
  | 'empty'
  /** More text than the model can read. */
  | 'context-overflow'
  /** The request is refused for another reason (400, 404): mostly a wrong model or address. */
  | 'rejected'
  /** It failed a moment ago and isn't asked again yet. */
  | 'breaker-open';

export interface ModelErrorOptions {
  readonly cause?: unknown;
  /** How long the vendor asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** The failure of a model: `code` is `model-failed`, `reason` says which. */
export class ModelError extends WenjuError {
  readonly reason: ModelFailure;
  readonly retryAfterMs: number | undefined;

  constructor(reason: ModelFailure, message: string, { cause, retryAfterMs }: ModelErrorOptions = {}) {
    super('model-failed', message, cause);
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
