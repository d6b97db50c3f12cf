import type { Feedback } from '../../src/serving/feedback-log.js';
import type { Language } from '../../src/text/language.js';

/** Why an answer is judged to be bad. */
export type Reason = NonNullable<Feedback['reason']>;

/** What only Slack shows: labels, titles and headings. Everything else comes worded from the chat. */
export interface SlackWording {
  readonly showQuote: string;
  readonly more: string;
  readonly sourceTitle: string;
  readonly moreTitle: string;
  readonly loading: string;
  readonly close: string;
  readonly paragraph: (n: number) => string;
  readonly furtherSources: (count: number) => string;
  readonly changed: string;
  readonly gone: string;
  readonly same: string;
  readonly openSource: string;
  readonly snapshot: (id: string) => string;
  readonly forgotten: string;
  readonly failed: string;
  readonly good: string;
  readonly goodLabel: string;
  readonly bad: string;
  readonly badLabel: string;
  readonly feedbackTitle: string;
  readonly feedbackQuestion: string;
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly comment: string;
  readonly commentHint: string;
  readonly send: string;
  readonly thanks: string;
  readonly nearest: string;
  readonly generated: string;
  readonly extracted: string;
  readonly promptsTitle: string;
  readonly greeting: string;
  readonly homeTitle: string;
  readonly homeIntro: string;
  readonly statusHeading: string;
  readonly corpusHeading: string;
  readonly corpusSize: (documents: number, passages: number) => string;
  readonly furtherDocuments: (count: number) => string;
  readonly problemsHeading: string;
  readonly samplesHeading: string;
  readonly ask: string;
  readonly adminHeading: string;
  readonly reload: string;
  /** What the reload button stands for, as if it had been typed. */
  readonly reloadCommand: string;
  readonly historyHeading: string;
  readonly feedbackHeading: string;
  readonly none: string;
  readonly continued: string;
}

const CHINESE: SlackWording = {
  showQuote: '查看原文',
  more: '展开全文',
  sourceTitle: '引用原文',
  moreTitle: '全文',
  loading: '正在读取…',
  close: '关闭',
  paragraph: (n) => `第${n}段`,
  furtherSources: (count) => `另有 ${count} 处引用，点“展开全文”查看。`,
  changed: '⚠️ 回答之后，该文档已被修改；此处是回答当时的原文。',
  gone: '⚠️ 回答之后，该文档已被删除；此处是回答当时的原文。',
  same: '该文档至今未变。',
  openSource: '打开来源',
  snapshot: (id) => `索引快照 ${id}`,
  forgotten: '这条回答已不再保存。请重新提问。',
  failed: '暂时无法读取，请稍后再试。',
  good: '有帮助',
  goodLabel: '这条回答有帮助',
  bad: '有问题',
  badLabel: '这条回答有问题',
  feedbackTitle: '反馈',
  feedbackQuestion: '这条回答哪里有问题？',
  reasons: {
    'wrong-answer': '答案不对',
    'wrong-source': '引用不对',
    'should-refuse': '本应拒答',
    other: '其他',
  },
  comment: '补充说明',
  commentHint: '正确的答案是什么？依据在哪里？',
  send: '提交',
  thanks: '已记下，谢谢！',
  nearest: '可以换个问法：',
  generated: '由模型根据引文撰写',
  extracted: '摘自原文',
  promptsTitle: '试试这些问题',
  greeting: '你好！我只根据文库回答，每个回答都附原文出处。',
  homeTitle: '问据',
  homeIntro: '在频道里 @我、给我发私信，或打开侧边栏提问。每个回答都附原文出处。',
  statusHeading: '状态',
  corpusHeading: '文库',
  corpusSize: (documents, passages) => `${documents} 篇文档，${passages} 个段落`,
  furtherDocuments: (count) => `……另有 ${count} 篇`,
  problemsHeading: '无法使用的文件',
  samplesHeading: '试试这些问题',
  ask: '提问',
  adminHeading: '管理',
  reload: '重新加载文库',
  reloadCommand: '重载',
  historyHeading: '最近的加载',
  feedbackHeading: '最近的反馈',
  none: '暂无',
  continued: '（接上条）',
};

const ENGLISH: SlackWording = {
  showQuote: 'Show quote',
  more: 'Show all',
  sourceTitle: 'Source',
  moreTitle: 'Full text',
  loading: 'Loading…',
  close: 'Close',
  paragraph: (n) => `paragraph ${n}`,
  furtherSources: (count) => `${count} more sources under “Show all”.`,
  changed: '⚠️ The source has changed since; this is the text as it was when the answer was given.',
  gone: '⚠️ The source has been removed since; this is the text as it was when the answer was given.',
  same: 'The source has not changed since.',
  openSource: 'Open source',
  snapshot: (id) => `Index snapshot ${id}`,
  forgotten: 'That answer is no longer kept. Please ask again.',
  failed: 'This can’t be read right now. Please try again in a moment.',
  good: 'Good answer',
  goodLabel: 'This answer is good',
  bad: 'Bad answer',
  badLabel: 'Something is wrong with this answer',
  feedbackTitle: 'Feedback',
  feedbackQuestion: 'What is wrong with this answer?',
  reasons: {
    'wrong-answer': 'The answer is wrong',
    'wrong-source': 'The source is wrong',
    'should-refuse': 'It should have refused',
    other: 'Something else',
  },
  comment: 'Comment',
  commentHint: 'What would be right, and where does it say so?',
  send: 'Send',
  thanks: 'Noted, thank you!',
  nearest: 'You could ask about:',
  generated: 'written by a model from the quotes',
  extracted: 'taken from the sources',
  promptsTitle: 'Try one of these',
  greeting: 'Hello! I answer from the corpus only, and show the source of every answer.',
  homeTitle: 'Wenju',
  homeIntro:
    'Mention me in a channel, write to me here, or open the side panel. Every answer shows its source.',
  statusHeading: 'Status',
  corpusHeading: 'Corpus',
  corpusSize: (documents, passages) => `${documents} documents, ${passages} passages`,
  furtherDocuments: (count) => `… and ${count} more`,
  problemsHeading: 'Files that can’t be used',
  samplesHeading: 'Try one of these',
  ask: 'Ask',
  adminHeading: 'Administration',
  reload: 'Reload the corpus',
  reloadCommand: 'reload',
  historyHeading: 'Last reloads',
  feedbackHeading: 'Latest feedback',
  none: 'none yet',
  continued: '(continued)',
};

/** Slack's own words in a language. */
export function slackWording(language: Language): SlackWording {
  return language === 'zh' ? CHINESE : ENGLISH;
}
