/** Linear models fitted by gradient descent: small, convex, the same every time. */

/** Candidates of one question: a row of features each, and which of them are right. */
export interface Choice {
  readonly rows: readonly Float64Array[];
  readonly isRight: readonly boolean[];
  /** What the question counts in the sum. */
  readonly weight: number;
}

export interface FitOptions {
  readonly steps?: number;
  readonly rate?: number;
  /** Weight of the squared length of the weights. */
  readonly ridge?: number;
}

/** Mean and deviation of each column, for scaling. */
export function scaleOf(rows: readonly Float64Array[]): { mean: Float64Array; deviation: Float64Array } {
  const size = rows[0]?.length ?? 0;
  const mean = new Float64Array(size);
  const deviation = new Float64Array(size);
  for (const row of rows)
    for (let i = 0; i < size; i++) mean[i] = (mean[i] ?? 0) + (row[i] ?? 0) / rows.length;
  for (const row of rows) {
    for (let i = 0; i < size; i++) {
      deviation[i] = (deviation[i] ?? 0) + ((row[i] ?? 0) - (mean[i] ?? 0)) ** 2 / rows.length;
    }
  }
  // A column that never changes says nothing: scaled to nothing, it gets no weight.
  return {
    mean,
    deviation: deviation.map((variance) =>
      variance < 1e-12 ? Number.POSITIVE_INFINITY : Math.sqrt(variance),
    ),
  };
}

/** Adam (Kingma and Ba 2015) on the whole data. */
function descend(
  size: number,
  gradient: (weights: Float64Array) => Float64Array,
  { steps = 300, rate = 0.05 }: FitOptions,
): Float64Array {
  const weights = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  for (let step = 1; step <= steps; step++) {
    const slope = gradient(weights);
    for (let i = 0; i < size; i++) {
      const value = slope[i] ?? 0;
      first[i] = 0.9 * (first[i] ?? 0) + 0.1 * value;
      second[i] = 0.999 * (second[i] ?? 0) + 0.001 * value * value;
      const corrected = (first[i] ?? 0) / (1 - 0.9 ** step);
      weights[i] =
        (weights[i] ?? 0) - (rate * corrected) / (Math.sqrt((second[i] ?? 0) / (1 - 0.999 ** step)) + 1e-8);
    }
  }
  return weights;
}

function dot(weights: Float64Array, row: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += (weights[i] ?? 0) * (row[i] ?? 0);
  return sum;
}

/** Weights that put a right candidate first: the likelihood of any right one under a softmax. */
export function fitRanking(choices: readonly Choice[], options: FitOptions = {}): Float64Array {
  const { deviation } = scaleOf(choices.flatMap(({ rows }) => rows));
  const scaled = choices.map((choice) => ({
    ...choice,
    rows: choice.rows.map((row) => row.map((value, i) => value / (deviation[i] ?? 1))),
  }));
  const total = choices.reduce((sum, { weight }) => sum + weight, 0);
  const ridge = options.ridge ?? 1e-4;
  const weights = descend(
    deviation.length,
    (current) => {
      const slope = current.map((weight) => 2 * ridge * weight);
      for (const { rows, isRight, weight } of scaled) {
        const scores = rows.map((row) => dot(current, row));
        const most = Math.max(...scores);
        const powers = scores.map((score) => Math.exp(score - most));
        const all = powers.reduce((sum, power) => sum + power, 0);
        const right = powers.reduce((sum, power, i) => sum + (isRight[i] === true ? power : 0), 0);
        if (right === 0) continue;
        for (const [i, row] of rows.entries()) {
          const power = powers[i] ?? 0;
          const share = (weight / total) * (power / all - (isRight[i] === true ? power / right : 0));
          if (Math.abs(share) < 1e-12) continue;
          for (let j = 0; j < row.length; j++) slope[j] = (slope[j] ?? 0) + share * (row[j] ?? 0);
        }
      }
      return slope;
    },
    options,
  );
  return weights.map((weight, i) => weight / (deviation[i] ?? 1));
}

/** One case of a yes-no decision. */
export interface Case {
  readonly row: Float64Array;
  readonly isTrue: boolean;
  readonly weight: number;
}

/** Weights and bias of a logistic regression. */
export function fitDecision(
  cases: readonly Case[],
  options: FitOptions = {},
): { readonly weights: Float64Array; readonly bias: number } {
  const { mean, deviation } = scaleOf(cases.map(({ row }) => row));
  const scaled = cases.map((one) => ({
    ...one,
    row: Float64Array.of(1, ...one.row.map((value, i) => (value - (mean[i] ?? 0)) / (deviation[i] ?? 1))),
  }));
  const total = cases.reduce((sum, { weight }) => sum + weight, 0);
  const ridge = options.ridge ?? 1e-3;
  const fitted = descend(
    mean.length + 1,
    (current) => {
      const slope = current.map((weight, i) => (i === 0 ? 0 : 2 * ridge * weight));
      for (const { row, isTrue, weight } of scaled) {
        const error = (weight / total) * (1 / (1 + Math.exp(-dot(current, row))) - (isTrue ? 1 : 0));
        for (let i = 0; i < row.length; i++) slope[i] = (slope[i] ?? 0) + error * (row[i] ?? 0);
      }
      return slope;
    },
    options,
  );
  const weights = fitted.slice(1).map((weight, i) => weight / (deviation[i] ?? 1));
  const bias = (fitted[0] ?? 0) - weights.reduce((sum, weight, i) => sum + weight * (mean[i] ?? 0), 0);
  return { weights, bias };
}
