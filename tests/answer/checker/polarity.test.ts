import { describe, expect, it } from 'vitest';
import { denials, saysOpposite } from '../../../src/answer/checker/polarity.js';

describe('denials', () => {
  it.each([
    ['他没有当场演示，但宣布了计划', ['当场演示']],
    ['不仅快，而且不贵', ['贵']],
    ['不得不承认差距', []],
    ['无人驾驶列车未中断', ['中断']],
    ['it was not recovered, but mapped', ['recovered']],
    ['not only large', []],
  ])('finds what is denied in %s', (text, expected) => {
    expect(denials(text).map(({ start, end }) => text.slice(start, end).trim())).toEqual(expected);
  });
});

describe('saysOpposite', () => {
  it.each([
    ['同比下降12%', '比前年增长12%', true],
    ['同比增加12%', '比前年增长12%', false],
    ['禁止拍照', '不允许拍照', false],
    ['允许拍照', '禁止拍照', true],
    ['the port stayed open', 'the port was not closed', false],
    ['prices rose', 'prices fell', true],
  ])('%s / %s: %s', (claim, source, expected) => {
    expect(saysOpposite(claim, source)).toBe(expected);
  });
});
