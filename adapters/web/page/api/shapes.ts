/** What the page reads of the API's answers; keys that it does not know are left out. */
import * as z from 'zod/mini';

const text = z.string();
const maybe = z.nullish(z.string());

export const citationSchema = z.object({
  n: z.int(),
  source: text,
  title: text,
  section: text,
  paragraph: z.int(),
  quote: text,
  start: z.int(),
  end: z.int(),
  url: maybe,
});
export type Citation = z.infer<typeof citationSchema>;

export const answerSchema = z.object({
  /** What feedback names it by. */
  id: z.optional(text),
  answer: text,
  refused: z.boolean(),
  mode: z.enum(['extractive', 'generative']),
  language: z.enum(['zh', 'en']),
  citations: z.array(citationSchema),
  suggestions: z.optional(z.array(text)),
  fallback: z.optional(z.object({ reason: text })),
  snapshot: text,
  latencyMs: z.number(),
});
export type Answer = z.infer<typeof answerSchema>;

export const errorSchema = z.object({ error: z.object({ code: text, message: text }) });

export const suggestionsSchema = z.object({ questions: z.array(text) });

/** A document with the paragraphs that can be cited. Offsets are UTF-16 units into its text. */
export const corpusDocumentSchema = z.object({
  source: text,
  title: text,
  publisher: maybe,
  published: maybe,
  language: maybe,
  url: maybe,
  snapshot: text,
  text,
  paragraphs: z.array(z.object({ paragraph: z.int(), section: text, start: z.int(), end: z.int() })),
});
export type CorpusDocument = z.infer<typeof corpusDocumentSchema>;

const documentSummarySchema = z.object({
  source: text,
  title: text,
  publisher: maybe,
  published: maybe,
  language: maybe,
  url: maybe,
  characters: z.int(),
  passages: z.int(),
});
export type DocumentSummary = z.infer<typeof documentSummarySchema>;

const glossaryEntrySchema = z.object({
  name: text,
  kind: text,
  vendor: maybe,
  parent: maybe,
  english: maybe,
  aliases: z.array(text),
});
export type GlossaryEntry = z.infer<typeof glossaryEntrySchema>;

export const reloadSummarySchema = z.object({
  added: z.int(),
  updated: z.int(),
  removed: z.int(),
  unchanged: z.int(),
  passages: z.int(),
  snapshot: text,
  ms: z.number(),
});
export type ReloadSummary = z.infer<typeof reloadSummarySchema>;

/** A golden question that a reload breaks: what its answer must be, and what it would be. */
export const goldenFailureSchema = z.object({
  question: text,
  expected: z.object({ answer: z.optional(z.array(z.array(text))), cites: maybe, refuse: z.boolean() }),
  got: z.object({ answer: text, refused: z.boolean(), sources: z.array(text) }),
});
export type GoldenFailure = z.infer<typeof goldenFailureSchema>;

const reloadErrorSchema = z.object({ code: text, message: text });

const lastReloadSchema = z.object({
  /** ISO time. */
  at: text,
  ms: z.number(),
  result: z.enum(['done', 'forced', 'held', 'failed', 'cancelled']),
  added: z.int(),
  updated: z.int(),
  removed: z.int(),
  unchanged: z.int(),
  /** Why nothing came of it. */
  error: z.optional(reloadErrorSchema),
  broken: z.optional(z.array(goldenFailureSchema)),
});
export type LastReload = z.infer<typeof lastReloadSchema>;

/** A change of what is served, or an attempt at one. */
export const auditEntrySchema = z.object({
  /** ISO time. */
  time: text,
  by: z.object({ door: text, id: maybe, name: maybe }),
  action: text,
  result: text,
  added: z.optional(z.int()),
  updated: z.optional(z.int()),
  removed: z.optional(z.int()),
  unchanged: z.optional(z.int()),
  error: z.optional(reloadErrorSchema),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const historySchema = z.object({ entries: z.array(auditEntrySchema) });

export const corpusStateSchema = z.object({
  documents: z.array(documentSummarySchema),
  passages: z.int(),
  snapshot: text,
  /** ISO time. */
  loadedAt: text,
  builtFrom: maybe,
  embedding: maybe,
  glossary: z.array(glossaryEntrySchema),
  problems: z.array(z.object({ code: text, message: text })),
  lastReload: z.nullish(lastReloadSchema),
});
export type CorpusState = z.infer<typeof corpusStateSchema>;

export const searchSchema = z.object({
  results: z.array(
    z.object({
      source: text,
      title: text,
      section: text,
      paragraph: z.int(),
      start: z.int(),
      end: z.int(),
      text,
      score: z.number(),
      dense: z.number(),
      lexical: z.number(),
    }),
  ),
});
export type FoundPassage = z.infer<typeof searchSchema>['results'][number];
