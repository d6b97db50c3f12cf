/** A character of a Latin word is a third of a token at most, in the tokenisers of today. */
const LATIN_TOKENS = 1 / 3;
/** Any other character is one token: a little more than it mostly is. */
const OTHER_TOKENS = 1;

/** About how many tokens a text is: rather too many than too few. */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const character of text) tokens += tokensOf(character);
  return Math.ceil(tokens);
}

/** The beginning of a text that is surely no longer than so many tokens and UTF-16 units. */
export function cutToTokens(
  text: string,
  maxTokens: number,
  maxCharacters = Number.POSITIVE_INFINITY,
): string {
  if (text.length <= Math.min(maxTokens, maxCharacters)) return text;
  let tokens = 0;
  let end = 0;
  for (const character of text) {
    tokens += tokensOf(character);
    if (tokens > maxTokens || end + character.length > maxCharacters) return text.slice(0, end);
    end += character.length;
  }
  return text;
}

function tokensOf(character: string): number {
  return /[a-z ]/i.test(character) ? LATIN_TOKENS : OTHER_TOKENS;
}
