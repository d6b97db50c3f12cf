import type { Wording } from './wording.js';

const number = new Intl.NumberFormat('zh-CN');
const time = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'short', timeStyle: 'short', hour12: false });
const at = (iso: string): string => time.format(new Date(iso));
const short = (snapshot: string): string => snapshot.slice(0, 8);
const seconds = (ms: number): string => number.format(Math.max(1, Math.ceil(ms / 1000)));

const PHASES = {
  read: '读取文档',
  words: '分词',
  embed: '计算向量',
  index: '建立索引',
  calibrate: '校准索引',
  save: '保存索引',
  golden: '核对标准问题',
} as const;

const UNREADABLE = {
  picture: '图片',
  voice: '语音',
  video: '视频',
  file: '文件',
  other: '这种消息',
} as const;

const ACTIONS: Readonly<Record<string, string>> = {
  reload: '重载',
  rollback: '回滚',
  cancel: '取消重载',
  start: '启动',
};
const RESULTS: Readonly<Record<string, string>> = {
  done: '完成',
  held: '被标准问题拦下',
  forced: '强制完成',
  failed: '失败',
  cancelled: '已取消',
  denied: '被拒绝',
};
const REASONS: Readonly<Record<string, string>> = {
  'wrong-answer': '答案不对',
  'wrong-source': '出处对不上',
  'should-refuse': '本不该回答',
  other: '其他',
};

/** What the chat says in Chinese. */
export const CHINESE: Wording = {
  help: (isAdmin) => ({
    title: '我是问据：只根据文档回答，每句话都附出处',
    lines: [
      '直接提问即可，接着追问也可以；文档里没有依据的，我会直说',
      '状态：现在用的是哪些文档',
      '模型：答案由谁写成',
      '搜索 关键词：看原文段落',
      '依据 2：看上一条答案第 2 条出处的原文',
      '有用 / 没用（可附：错答、错源、应拒答，或一句说明）：评价上一条答案',
      ...(isAdmin
        ? ['重载 / 强制重载 / 取消重载：更新文档', '回滚：回到上一版文档', '历史：最近的更新']
        : []),
    ],
  }),
  status: ({ documents, passages, problems, snapshot, loadedAt, model, waiting }) => ({
    title: '状态',
    lines: [
      `文档 ${number.format(documents)} 篇，段落 ${number.format(passages)} 个，版本 ${short(snapshot)}，${at(loadedAt)} 载入`,
      ...(problems > 0 ? [`有 ${number.format(problems)} 处问题，详见日志`] : []),
      model === undefined ? '答案摘自文档原文' : `答案由 ${model} 写成，逐句核对文档`,
      `正在处理 ${number.format(waiting)} 条消息`,
    ],
  }),
  models: ({ model, embedding, presets }) => ({
    title: '模型',
    lines: [
      model === undefined ? '答案：摘自文档原文，不用模型' : `答案：${model}，逐句核对文档`,
      `检索向量：${embedding}`,
      ...(presets.length > 0 ? [`可以接入（LLM_PROVIDER）：${presets.join('、')}`] : []),
    ],
  }),
  queued: (ahead, waitMs) => `前面还有 ${number.format(ahead)} 个问题，大约要等 ${seconds(waitMs)} 秒`,
  working: '正在查阅文档…',
  progress: ({ phase, done, total, secondsLeft }) =>
    `正在重载：${PHASES[phase]} ${number.format(done)} / ${number.format(total)}${
      secondsLeft === undefined ? '' : `，约剩 ${number.format(secondsLeft)} 秒`
    }`,
  reloaded: ({ changes, passages, snapshot, ms, problems }) => ({
    title: '重载完成',
    lines: [
      `新增 ${changes.added} 篇，更新 ${changes.updated} 篇，移除 ${changes.removed} 篇，未变 ${changes.unchanged} 篇`,
      `共 ${number.format(passages)} 个段落，版本 ${short(snapshot)}，用时 ${number.format(ms)} 毫秒`,
      ...problems.map((problem) => `问题：${problem}`),
    ],
  }),
  rolledBack: ({ passages, snapshot }) => ({
    title: '已回到上一版',
    lines: [`共 ${number.format(passages)} 个段落，版本 ${short(snapshot)}`, '再次重载会重新读取文档'],
  }),
  reloadHeld: (message) => ({
    title: '重载被拦下：有标准问题答不对了',
    lines: [...message.split('\n'), '仍用原来的版本回答。确认无误可发送“强制重载”'],
  }),
  reloadCancelled: { title: '重载已取消', lines: ['仍用原来的版本回答'] },
  nothingToCancel: { title: '现在没有正在进行的重载', lines: [] },
  notDone: (what, message) => ({
    title: { reload: '重载没有成功', rollback: '回滚没有成功', history: '读不到历史', answer: '没能回答' }[
      what
    ],
    lines: [message, ...(what === 'reload' || what === 'rollback' ? ['仍用原来的版本回答'] : [])],
  }),
  onlyAdmins: { title: '这个操作只有管理员可以做', lines: ['需要的话，请联系维护文档的人'] },
  history: (lines) => ({
    title: lines.length === 0 ? '还没有更新过' : '最近的更新',
    lines: lines.map(historyLine),
  }),
  historyLine,
  found: (query, count) =>
    count === 0 ? `没有找到与“${query}”有关的段落` : `与“${query}”最相关的 ${number.format(count)} 个段落`,
  noEvidence: { title: '这里还没有带出处的答案', lines: ['先提一个问题，再看依据'] },
  noSuchEvidence: (n) => ({ title: `上一条答案没有第 ${n} 条出处`, lines: [] }),
  evidence: ({ n, title, section, paragraph, text, now }) => ({
    title: `[${n}] 《${title}》${section === '' ? '' : ` ${section}`} 第 ${paragraph} 段`,
    lines: [
      text,
      ...(now === 'changed' ? ['注意：这篇文档后来改过，以上是回答时的原文'] : []),
      ...(now === 'gone' ? ['注意：这篇文档后来移除了，以上是回答时的原文'] : []),
    ],
  }),
  thanks: { title: '谢谢，已记下', lines: [] },
  nothingToJudge: { title: '这里还没有可以评价的答案', lines: [] },
  feedbackLine: ({ at: when, verdict, reason, question }) =>
    `${at(when)} ${verdict === 'up' ? '有用' : `没用${reason === undefined ? '' : `（${REASONS[reason] ?? reason}）`}`}：${question}`,
  unreadable: (kind) => ({
    title: `${UNREADABLE[kind]}我还读不了`,
    lines: ['请把问题打成文字发给我；发送“帮助”可以看到我会做什么'],
  }),
  empty: { title: '想问什么？', lines: ['直接写下问题，或发送“帮助”'] },
  tooLong: (most) => ({ title: `问题太长了，请缩短到 ${number.format(most)} 字以内`, lines: [] }),
  tooMany: { title: '你有太多问题还在排队', lines: ['等前面的答完再发，这一条没有排上'] },
  failed: { title: '出了点问题，这次没能回答', lines: ['请稍后再试；管理员可以在日志里看到原因'] },
  timedOut: { title: '这次回答用时太久，已经放弃', lines: ['请稍后再试'] },
  perhapsSent: (question) => ({
    title: '刚才重启时正在发送一条答案',
    lines: [`如果没有收到“${question}”的答案，请再问一次`],
  }),
  missed: (question) => ({
    title: '抱歉，刚才停机了一段时间',
    lines: [`如果仍需要，请再问一次：“${question}”`],
  }),
};

function historyLine({
  at: when,
  who,
  action,
  result,
  counts,
}: Parameters<Wording['historyLine']>[0]): string {
  const changed = counts === undefined ? '' : `（+${counts.added} ~${counts.updated} -${counts.removed}）`;
  return `${at(when)} ${who} ${ACTIONS[action] ?? action}：${RESULTS[result] ?? result}${changed}`;
}
