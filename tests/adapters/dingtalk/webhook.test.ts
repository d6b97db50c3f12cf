import { describe, expect, it } from 'vitest';
import { trustedWebhook } from '../../../adapters/dingtalk/webhook.js';

const USUAL = 'https://oapi.dingtalk.com';
const OWN = 'https://ding.example/oapi/';

describe('trustedWebhook', () => {
  it.each([
    [`${USUAL}/robot/sendBySession?session=x`, USUAL, `${USUAL}/robot/sendBySession?session=x`],
    [
      `${USUAL}/robot/sendBySession?session=x`,
      OWN,
      'https://ding.example/oapi/robot/sendBySession?session=x',
    ],
    ['https://ding.example/robot?session=x', OWN, 'https://ding.example/robot?session=x'],
    ['https://pre-oapi.dingtalk.com/robot?session=x', USUAL, 'https://pre-oapi.dingtalk.com/robot?session=x'],
  ])('takes %s with the base %s', (webhook, base, expected) => {
    expect(trustedWebhook(webhook, base)).toBe(expected);
  });

  it.each([
    'https://evil.example/robot',
    'https://dingtalk.com.evil.example/robot',
    'https://evildingtalk.com/robot',
    'http://oapi.dingtalk.com/robot',
    'https://oapi.dingtalk.com@evil.example/robot',
    'file:///etc/passwd',
    'robot',
    undefined,
  ])('refuses %s', (webhook) => {
    expect(trustedWebhook(webhook, USUAL)).toBeUndefined();
  });
});
