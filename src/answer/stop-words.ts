/** Words that carry no subject matter, whatever their part of speech. Folded. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    '的 了 和 与 及 或 在 是 有 被 把 让 对 从 向 到 于 以 为 由 给 用 也 都 还 就 才 又 再 很 太 更 最 不 没 没有 ' +
    '这 那 这个 那个 这些 那些 它 他 她 它们 他们 她们 其 其中 该 此 我 你 我们 你们 自己 上 下 中 里 内 外 前 后 时 时候 ' +
    '一个 一下 一种 一些 个 位 家 款 种 项 幅 张 次 所 名 只 等 等等 之 而 但 并 并且 且 则 因 所以 如果 虽然 那么 ' +
    '可以 能 能够 会 要 应该 需要 可能 曾 曾经 已 已经 正在 将 刚 刚刚 一直 主要 具体 目前 现在 当时 后来 大概 大约 左右 ' +
    '进行 成为 作为 属于 关于 通过 根据 按照 方面 情况 东西 事情 事 人 问题 请问 文章 篇文章 这篇 稿子 文中 报道 原文 资料 介绍 提到 ' +
    '好 大 小 多 少 高 低 来 去 说 做 叫 呢 吗 吧 啊 哪 什么 谁 怎么 多少 几 何 者 所谓 样 以及 同时 其他 分别 到底 究竟 真的 真 啥'
  ).split(' '),
);

/** The same in English. */
export const ENGLISH_STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the of to in on at by for with from as and or is are was were be been being do does did has have had can could ' +
    'will would shall should may might it its they them their he she his her this that these those there here about into ' +
    'than then so if not no yes any some all most more much many just also only own same such other another which who whom ' +
    'whose what when where why how i you we me my your our us please tell article according say says does mention get got ' +
    'take takes took one ones long name names list called between both s t'
  ).split(' '),
);

/**
 * Nouns that ask rather than name: a sentence that tells the influence, stage or reason of something seldom holds
 * the word. Folded.
 */
export const ABSTRACT_NOUNS: ReadonlySet<string> = new Set(
  (
    '影响 作用 变化 条件 评价 方向 方面 特点 特征 特色 特性 原因 看法 观点 态度 情况 意义 目的 方式 方法 途径 类型 种类 类别 内容 ' +
    '结果 后果 关系 区别 差异 不同 好处 坏处 想法 理由 依据 性质 形式 程度 范围 表现 现象 做法 建议 措施 消息 说法 含义 意思 东西 ' +
    '地步 水平 状态 状况 过程 步骤 成就 成果 贡献 经历 背景 事件 代价 手续 要求 规定 处境 位置 地位 身份 角色 待遇 反应 举动 动作 ' +
    '部分 样子 效果 进展 发展 工作 活 事 事情 问题 ' +
    'influence effect kind sort way thing reason stage part result opinion view difference'
  ).split(' '),
);
