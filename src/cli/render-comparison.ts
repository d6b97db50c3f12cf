import type { ComparedAnswer, ModelComparison } from '../answer/generative/compare-models.js';
import { printable } from './terminal.js';

/** A comparison for the terminal: a block for each model. */
export function renderComparison({ question, passages, models }: ModelComparison): string {
  const head = `${printable(question)}\n${passages.length} passages for ${models.length} models`;
  return [head, ...models.map(renderModel)].join('\n\n');
}

function renderModel(model: ComparedAnswer): string {
  const { name, answer, refused, problem } = model;
  const text =
    answer !== '' ? answer : refused ? 'finds no evidence in the passages' : 'no sentence that holds';
  const lines = [
    ...(answer === '' && problem !== undefined ? [] : [printable(text)]),
    ...(problem === undefined ? [] : [`failed: ${printable(problem)}`]),
  ];
  return [`── ${printable(name)}: ${figuresOf(model)}`, ...lines].join('\n');
}

function figuresOf({
  firstTokenMs,
  ms,
  tokens,
  sentences,
  withheld,
  costCny,
  costUsd,
}: ComparedAnswer): string {
  const written = sentences.carried + sentences.repaired + sentences.withheld;
  const figures = [
    firstTokenMs === undefined ? undefined : `first word ${seconds(firstTokenMs)}`,
    ms === 0 ? undefined : `all ${seconds(ms)}`,
    tokens === undefined ? undefined : `${tokens.inputTokens} + ${tokens.outputTokens} tokens`,
    costCny === undefined ? undefined : `¥${costCny.toFixed(5)}`,
    costUsd === undefined ? undefined : `$${costUsd.toFixed(5)}`,
    withheld === null
      ? undefined
      : `${sentences.withheld} of ${written} sentences withheld (${(withheld * 100).toFixed(0)} %)`,
  ];
  return figures.filter((figure) => figure !== undefined).join(', ') || 'not asked';
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
