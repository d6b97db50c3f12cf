import { seededRandom } from '../../retrieval/random.js';

const TOKENS = [
  '<!channel>',
  '<!here|here>',
  '<!everyone>',
  '<!subteam^S00000001|@team>',
  '<@U00000001>',
  '<@U00000001|boss>',
  '<#C00000001|general>',
  '<https://evil.example/|https://bank.example/>',
  '<mailto:a@evil.example|b@bank.example>',
  '<!date^1392734382^{date}^https://evil.example/|now>',
  '@here',
  '@channel 快看',
  '@everyone',
  '&lt;!channel&gt;',
  '&amp;lt;!here&amp;gt;',
  '&#60;!channel&#62;',
  '[账户](https://evil.example/)',
  '![图](https://evil.example/x.png)',
  '[1](https://evil.example/)',
  '[1][2]\n\n[2]: https://evil.example/ "t"',
  '[x]: https://evil.example/',
  '<a href="https://evil.example/">点这里</a>',
  '<script>alert(1)</script>',
  '</section><!-- ',
  '```\n关不上的代码',
  '`<!channel>`',
  '> 引用\n>> <@U00000001>',
  '# 标题\n\n---\n\n===',
  '| a | b |\n| --- | --- |\n| <!here> | [x](y) |',
  '- 1\n  - 2\n1. 一\n\t代码',
  '***粗*** __下__ ~~删~~ \\<!channel\\>',
  '"}]}],"blocks":[{"type":"section"}]',
  '\u202e‮反了\u2066<!channel>\u2069',
  '\u200b<\u200b!channel\u200b>',
  '<\u2060!channel>',
  '\u0000\u0007\u001b[31m红\u0085\u2028\u2029',
  '\ud800孤\udc00',
  '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(3),
  `z${'\u0301'.repeat(200)}`,
  '\u{e0041}\u{e0042}标签',
  ':boom: :flag-cn:',
  '\\\\\\<@U00000001>',
  '<<!channel>>',
  '<!chan\u0000nel>',
  '\r\n\r\n<!here>\r',
  ' \t \u00a0 ',
];

/** Texts that ping, forge links, break out of blocks, hide or turn characters, or are very long. */
export function hostileTexts(count: number): string[] {
  const random = seededRandom(11);
  const pick = (): string => TOKENS[Math.floor(random() * TOKENS.length)] ?? '';
  return Array.from({ length: count }, (_, i) => {
    if (i < TOKENS.length) return TOKENS[i] ?? '';
    if (i % 25 === 0) return (pick() + pick()).repeat(20_000).slice(0, 40_000);
    return Array.from({ length: 2 + (i % 4) }, pick).join(i % 3 === 0 ? '\n' : i % 3 === 1 ? '' : ' ');
  });
}
