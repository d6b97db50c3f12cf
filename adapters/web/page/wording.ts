/** What the page says, in the reader's language or in an answer's. */
export type Language = 'zh' | 'en';

export interface Wording {
  readonly welcome: string;
  readonly label: string;
  readonly send: string;
  readonly clear: string;
  readonly waiting: string;
  readonly loading: string;
  readonly unreachable: string;
  readonly suggestions: string;
  corpus(documents: number, passages: number): string;
  place(heading: string, paragraph: number): string;
}

export const WORDING: Readonly<Record<Language, Wording>> = {
  zh: {
    welcome: '问一个问题：答案只出自文档，每一句都附原文。',
    label: '问题',
    send: '提问',
    clear: '新对话',
    waiting: '正在查找……',
    loading: '正在建立索引……',
    unreachable: '连不上服务器，请确认它还在运行。',
    suggestions: '文档里有：',
    corpus: (documents, passages) => `${documents} 篇文档，${passages} 段`,
    place: (heading, paragraph) => `${heading} · 第 ${paragraph} 段`,
  },
  en: {
    welcome: 'Ask a question: answers come from the documents alone, each with its evidence.',
    label: 'Question',
    send: 'Ask',
    clear: 'New conversation',
    waiting: 'Looking…',
    loading: 'The index is being built…',
    unreachable: 'The server can’t be reached; see whether it still runs.',
    suggestions: 'The documents tell about:',
    corpus: (documents, passages) =>
      `${documents} ${documents === 1 ? 'document' : 'documents'}, ${passages} passages`,
    place: (heading, paragraph) => `${heading}, paragraph ${paragraph}`,
  },
};

/** The language of the reader's browser; English where it is neither. */
export function preferredLanguage(languages: readonly string[]): Language {
  return languages
    .find((language) => /^(?:zh|en)\b/i.test(language))
    ?.toLowerCase()
    .startsWith('zh')
    ? 'zh'
    : 'en';
}
