import { describe, expect, it } from 'vitest';
import { mentionsIn, plainText, readable } from '../../../adapters/slack/message-text.js';

describe('plainText', () => {
  it.each([
    ['<@UBOT> 你好', '你好'],
    ['你好 <@UBOT|wenju>，在吗', '你好 ，在吗'],
    ['<@U2|小王> 和 <#C1|general>', '@小王 和 #general'],
    ['<!here> <!subteam^S1|@team> <!date^1^{date}|昨天>', '@here @team 昨天'],
    ['<https://example.org/a|说明> <https://example.org/b>', '说明 https://example.org/b'],
    ['*粗* _斜_ ~删~ `码` ```块```', '粗 斜 删 码 块'],
    ['2*3*4 snake_case_name', '2*3*4 snake_case_name'],
    ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
    ['&amp;lt;', '&lt;'],
    ['零\u200b宽\u202e字', '零宽字'],
    ['一\n\n\n二   三', '一\n\n\n二 三'],
  ])('makes %j %j', (mrkdwn, text) => {
    expect(plainText(mrkdwn, 'UBOT').text).toBe(text);
  });

  it('sets apart what is quoted', () => {
    expect(plainText('&gt; 第一行\n&gt;第二行\n<@UBOT> 对吗？', 'UBOT')).toEqual({
      text: '对吗？',
      quoted: '第一行\n第二行',
    });
    expect(plainText('没有引用', 'UBOT').quoted).toBeUndefined();
  });

  it('takes 40,000 characters of unclosed markup', () => {
    for (const text of ['*a', '_', '`', '<', '<@', '&gt;', '~ ~']) {
      expect(readable(text.repeat(40_000 / text.length)).length).toBeGreaterThan(0);
    }
  });
});

describe('mentionsIn', () => {
  it('finds people, groups and channels as a whole, but no links and channels by name', () => {
    expect(mentionsIn('<@U1> <@U2|x> <!here> <!subteam^S1> <#C1> <https://a.example|@U9> @U8')).toEqual([
      'U1',
      'U2',
      'here',
      'subteam^S1',
    ]);
  });
});
