import { describe, expect, it } from 'vitest';
import { unitAfter } from '../../src/text/units.js';

describe('unitAfter', () => {
  it.each([
    ['个参数', '参数', 3],
    ['个月', '个月', 2],
    ['多个', '个', 2],
    ['元人民币', '元', 1],
    ['人民币', '元', 3],
    ['星期', '周', 2],
    ['平方公里', '平方公里', 4],
    ['%', '%', 1],
    [' percent', '%', 8],
    [' percentage points', '百分点', 18],
    ['tb', 'tb', 2],
    [' gb', 'gb', 3],
    ['ms', 'ms', 2],
    [' days', '天', 5],
    [' high-end gpus', 'gpu', 14],
    [' companies', 'company', 10],
  ])('reads %j', (after, name, length) => {
    expect(unitAfter(`5${after}`, 1)).toEqual({ name, length });
  });

  it.each([
    '',
    '。',
    '家庭',
    '日本',
    '天猫',
    '人工智能',
    ' of them',
    ' high-end',
    ' constructor',
    'abc',
    '号称',
  ])('finds no unit in %j', (after) => {
    expect(unitAfter(`5${after}`, 1)).toBeUndefined();
  });
});
