import type { Language } from '../../src/text/language.js';

/** What only DingTalk shows; everything else is worded by the chat. */
export interface Wording {
  readonly evidence: string;
  readonly paragraph: (n: number) => string;
  readonly openEvidence: string;
  readonly original: string;
  readonly youCanAsk: string;
  readonly part: (n: number, of: number) => string;
  readonly answerTitle: string;
  /** What can be written in place of the buttons of a card. */
  readonly withoutButtons: (hasEvidence: boolean) => string;
  readonly helpful: string;
  readonly unhelpful: string;
  readonly showEvidence: string;
  readonly hideEvidence: string;
  readonly reasons: Readonly<Record<'wrong-answer' | 'wrong-source' | 'should-refuse' | 'other', string>>;
  readonly thanks: string;
  readonly whyUnhelpful: string;
  readonly forgotten: string;
  readonly notSaved: string;
  readonly changed: string;
  readonly gone: string;
  readonly thinking: string;
  /** On a card that could not be finished. */
  readonly continuedBelow: string;
}

const ZH: Wording = {
  evidence: '依据',
  paragraph: (n) => `第 ${n} 段`,
  openEvidence: '查看原文位置',
  original: '来源网页',
  youCanAsk: '可以问：',
  part: (n, of) => `（${n}/${of}）`,
  answerTitle: '回答',
  withoutButtons: (hasEvidence) =>
    hasEvidence ? '回复“依据 1”看所在段落，回复“有用”或“没用”评价。' : '回复“有用”或“没用”评价。',
  helpful: '👍 有用',
  unhelpful: '👎 没用',
  showEvidence: '查看依据',
  hideEvidence: '收起依据',
  reasons: {
    'wrong-answer': '答案不对',
    'wrong-source': '来源不对',
    'should-refuse': '不该回答',
    other: '其他',
  },
  thanks: '已记下，谢谢。',
  whyUnhelpful: '已记下。哪里不对？',
  forgotten: '这条回答太久以前了，请重新提问。',
  notSaved: '暂时没能记下，请稍后再试。',
  changed: '文档此后有改动，这里是回答时的原文。',
  gone: '文档此后已移除，这里是回答时的原文。',
  thinking: '正在查找依据…',
  continuedBelow: '回答见下一条消息。',
};

const EN: Wording = {
  evidence: 'Evidence',
  paragraph: (n) => `paragraph ${n}`,
  openEvidence: 'see it in the text',
  original: 'web page',
  youCanAsk: 'You can ask:',
  part: (n, of) => `(${n}/${of})`,
  answerTitle: 'Answer',
  withoutButtons: (hasEvidence) =>
    hasEvidence
      ? 'Reply “evidence 1” for its paragraph, “useful” or “not useful” to judge the answer.'
      : 'Reply “useful” or “not useful” to judge the answer.',
  helpful: '👍 Useful',
  unhelpful: '👎 Not useful',
  showEvidence: 'Show evidence',
  hideEvidence: 'Hide evidence',
  reasons: {
    'wrong-answer': 'Wrong answer',
    'wrong-source': 'Wrong source',
    'should-refuse': 'Should not answer',
    other: 'Other',
  },
  thanks: 'Noted, thank you.',
  whyUnhelpful: 'Noted. What is wrong?',
  forgotten: 'That answer is too long ago; please ask again.',
  notSaved: 'It could not be noted; please try again later.',
  changed: 'The document has changed since; this is the text that was cited.',
  gone: 'The document has been removed since; this is the text that was cited.',
  thinking: 'Looking for evidence…',
  continuedBelow: 'The answer is in the next message.',
};

export function words(language: Language): Wording {
  return language === 'zh' ? ZH : EN;
}
