import * as z from 'zod';

export const goldenFailureSchema = z.object({
  question: z.string(),
  /** Of each list, the answer must hold one text; none where any answer will do. */
  expected: z.object({
    answer: z.array(z.array(z.string())).optional(),
    cites: z.string().optional(),
    refuse: z.boolean(),
  }),
  /** The beginning of the answer, and the documents that it cites. */
  got: z.object({ answer: z.string(), refused: z.boolean(), sources: z.array(z.string()) }),
});

/** A golden question that was not answered as it must be. */
export type GoldenFailure = z.infer<typeof goldenFailureSchema>;

/** A failure in a sentence. */
export function goldenFailureText({ question, expected, got }: GoldenFailure): string {
  return `“${question}” must have ${expectationText(expected)}, and gets ${gotText(got)}`;
}

/** `a refusal`, `an answer with “4月7日” that cites models.md`. */
export function expectationText({ answer = [], cites, refuse }: GoldenFailure['expected']): string {
  if (refuse) return 'a refusal';
  const held = answer.map((one) => one.map((text) => `“${text}”`).join(' or ')).join(' and ');
  return `an answer${held === '' ? '' : ` with ${held}`}${cites === undefined ? '' : ` that cites ${cites}`}`;
}

/** `a refusal`, `“4月7日,…” from models.md`. */
export function gotText({ answer, refused, sources }: GoldenFailure['got']): string {
  return refused ? 'a refusal' : `“${answer}” from ${sources.join(', ')}`;
}
