import { describe, expect, it } from 'vitest';
import { eventDates } from '../../src/answer/event-dates.js';
import { fold } from '../../src/text/fold.js';

const datesOf = (sentence: string, previous?: string) => eventDates(fold(sentence), '2023-04', previous);

describe('eventDates', () => {
  it.each([
    ['4月7日，阿里云开放了内测。', ['2023-04-07']],
    ['去年8月推出，今年2月更新。', ['2022-08', '2023-02']],
    ['2021年发布。', ['2021']],
    ['It opened on April 7, 2023.', ['2023-04-07']],
    ['它很慢。', []],
  ])('finds the dates that a sentence states: %s', (sentence, iso) => {
    expect(datesOf(sentence).iso).toEqual(iso);
  });

  it.each(['同一天，它公布了规则。', '當天，它公布了規則。', 'On the same day it published the rules.'])(
    'takes the same day for the one told last: %s',
    (sentence) => {
      expect(datesOf(sentence, '2023-04-07')).toEqual({
        iso: ['2023-04-07'],
        sameDay: '2023-04-07',
        current: '2023-04-07',
      });
    },
  );

  it.each([
    '百度也宣布开放。',
    '此外，它公布了规则。',
    '同时，百度开放了内测。',
    'Baidu also opened its beta.',
  ])('goes on with the time that was told last: %s', (sentence) => {
    expect(datesOf(sentence, '2023-04-07')).toEqual({ iso: ['2023-04-07'], current: '2023-04-07' });
  });

  it.each(['它很慢。', '它还是很慢。', '百度没有开放内测。'])(
    'says nothing of the time else: %s',
    (sentence) => {
      expect(datesOf(sentence, '2023-04-07')).toEqual({ iso: [] });
    },
  );

  it('has no day to take over where none was told', () => {
    expect(datesOf('同一天，它公布了规则。')).toEqual({ iso: [] });
    expect(datesOf('百度也宣布开放。')).toEqual({ iso: [] });
  });

  it('prefers its own date to the one before', () => {
    expect(datesOf('4月11日，百度也宣布开放。', '2023-04-07')).toEqual({
      iso: ['2023-04-11'],
      current: '2023-04-11',
    });
  });

  it.each([
    ['阿里云4月7日宣布，将于4月17日启动。', '2023-04-07'],
    ['它将于4月17日启动。', undefined],
    ['它定于4月17日启动。', undefined],
    ['它拟于4月17日启动，4月7日已开放。', '2023-04-07'],
  ])('hands on the day of what happened, not of what is planned: %s', (sentence, current) => {
    expect(datesOf(sentence).current).toBe(current);
  });

  it('hands on no date that is only to the year', () => {
    expect(datesOf('2021年发布。').current).toBeUndefined();
    expect(datesOf('2021年4月发布。').current).toBe('2021-04');
  });

  it('knows no relative date of a document without a date', () => {
    expect(eventDates('去年8月推出。', undefined, undefined)).toEqual({ iso: [] });
  });
});
