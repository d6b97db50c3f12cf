import { Document, type YAMLMap, YAMLSeq } from 'yaml';
import type { FeedbackEntry } from '../serving/feedback-log.js';

/**
 * Judgements as entries of `golden.yaml`: what was good must be answered by the same sentence of the same document
 * again, what should have been refused must be, and of the rest a person writes down what the answer must hold.
 */
export function goldenEntries(entries: readonly FeedbackEntry[]): string {
  const document = new Document(new YAMLSeq());
  const asked = new Set<string>();
  for (const entry of entries) {
    if (asked.has(entry.question)) continue;
    asked.add(entry.question);
    const node = document.createNode(candidate(entry)) as YAMLMap;
    node.commentBefore = comment(entry);
    document.add(node);
  }
  return asked.size === 0 ? '' : document.toString({ lineWidth: 0 });
}

function candidate({ question, verdict, reason, refused, citations: [first] }: FeedbackEntry): object {
  if (verdict === 'up' ? refused : reason === 'should-refuse') return { question, refuse: true };
  if (verdict === 'down' || first === undefined) return { question };
  return { question, answer: first.quote, cites: first.source };
}

function comment({ verdict, reason, comment: text, answer }: FeedbackEntry): string {
  const why = [reason, text].filter((part) => part !== undefined && part !== '').join(': ');
  const lines = [` ${verdict}${why === '' ? '' : ` (${why})`}: ${answer}`];
  if (verdict === 'down' && reason !== 'should-refuse') lines.push(' write down what the answer must hold');
  return lines.map((line) => line.replace(/\s+/g, ' ')).join('\n');
}
