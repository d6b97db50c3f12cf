/**
 * The rows of the vocabulary: Chinese words that stand in for each other, then `|`, then their English. Rows must
 * stay true synonyms or near ones: a wrong one makes wrong answers. Simplified and in lower or upper case alike.
 *
 * A Chinese word with `?` is understood in a question but too vague to count as evidence. English words are
 * compared by their stems, `a-b` is a phrase of two words; one with `!` is compared as it is written (`reasoning!`
 * isn't `reason`). Lines with `#` are headings.
 */
export const VOCABULARY_ROWS = `
# products and their makers
技术 科技 | technology tech
任务 | task
重构 重新构建 重建 | rebuild reconstruct
爆发 爆发式 激增 暴增 | explosive explode boom surge
草图 草稿 | sketch draft
阶段 时期 初期 早期 起步 起步阶段 后期 | stage phase
来源 出自 来自 转自 原载 刊登 刊载 | source origin
媒体 报纸 报社 报刊 日报 晚报 杂志 | media newspaper press magazine
发布 推出 上线 面世 亮相 问世 公布 官宣 宣布 发表 首发 出? | release launch unveil announce introduce debut publish reveal
开放 开启 启动 开始 开测? 开通 | open start begin kick-off
内测 测试 试用 邀请测试 公测 尝鲜 体验 试验 | beta test trial try
创办 创立 创建 成立 创始 创始人 联合创始人 创业 创办人 缔造 建立 | found founder establish startup start-up cofounder co-founder set-up
研发 开发 研制 打造 自研 制作 制造 构建 做? 搞? 弄? 造? 出品 | develop build make create produce! produced! produces! built made
产品 | product
版本 | version edition
升级 更新 迭代 改版 重新升级 重做 | upgrade update iterate revamp redo
功能 能力 本领 技能 | feature function capability ability skill
特点 特征 特色 特性 | characteristic feature trait
应用 应用场景 场景 用途 用处 落地 | application app use-case scenario use
优势 擅长 强项 突出 长处 优点 侧重 偏重 着重 拿手 见长 强? | strength advantage good-at excel strong strong-point specialty focus
短板 不足 缺点 劣势 差距 弱点 缺陷 差? 弱? 落后 | weakness gap shortcoming disadvantage drawback lag limitation
难题 困难 挑战 障碍 克服 | difficulty challenge problem obstacle hurdle overcome
首个 首款 首次 第一个 第一款 最早 率先 首先 最先 首创 头一个? 先? | first earliest
最大 | largest biggest
接入 集成 整合 嵌入 融入 搭载 装? 用上? 进驻 | integrate connect embed plug incorporate built-into add
插件 扩展程序 | plugin plug-in extension add-on
接口 API | api interface
平台 | platform
工具 | tool
支持 可支持 能? 可以? | support
兼容 适配 | compatible
类似 相似 像? | similar like
区别 差异 差别 差异化 不同 | difference differentiate
模仿 | imitate mimic copy
定位 | positioning
目标 | goal aim target objective! objectives!
面向 针对 服务于 | target serve aimed
计划 打算 规划 准备 | plan intend
布局 部署 | deploy deployment layout
旗下 属于 归属 的产品 | belong own
名字 名称 叫? 名叫 称为 叫做 命名 名? | name called
开源 开放源代码 开源代码 | open-source opensource
许可 许可证 授权 | license! licence! licensed! license licence permit authorization! authorize!
免费 不收费 不要钱? 不花钱? | free free-of-charge
付费 收费 | paid pay
订阅 包月 | subscribe subscription
下载 | download
安装 | install
注册 登记 | register registration sign-up
登录 登入 | login log-in sign-in
账号 账户 帐号 | account
关闭 停止 终止 停运 下线 停用 关停 叫停 停服 | shut-down shutdown close discontinue terminate stop
暂停 中止 | suspend pause halt
取消 撤销 | cancel revoke
推迟 延期 延后 | postpone delay defer
故障 宕机 崩溃 瘫痪 | outage crash breakdown malfunction

# models
参数 参数量 参数规模 体量 | parameter size scale
训练 预训练 练? | train pretrain
微调 精调 调优 | fine-tune finetune
数据 数据集 语料 资料 训练数据 | data dataset corpus
标注 | annotate label
权重 | weights!
大模型 模型 大型模型 | model large-model llm
语言模型 大语言模型 | language-model
多模态 | multimodal
上下文 上下文长度 上下文窗口 | context context-length context-window
词元 token | token
提示词 提示 指令 | prompt instruction
智能体 | agent
幻觉 胡编乱造 编造 | hallucinate fabricate! fabricates! fabrication!
编码 自编码 | encoder autoencoder
自回归 | autoregressive
双向 | bidirectional
单向 | unidirectional
生成 产出 | generate generation! generative!
生成内容 AIGC | aigc
涌现 | emergence
推理 | reasoning! inference
量化 | quantize
蒸馏 | distill
算法 | algorithm
架构 框架 | architecture framework
神经网络 | neural-network
技术路线 路线 技术路径 | technical-route approach technical-approach route
榜单 评测 登顶 排行榜 第一 榜首 夺冠 | benchmark ranking leaderboard top evaluation
准确率 准确度 精度 正确率 准确性 | accuracy accurate precision
性能 效能 | performance
速度 速率 多快? | speed fast quick
延迟 时延 响应时间 | latency response-time delay
人工智能 AI 人工智慧 | ai artificial-intelligence
机器学习 | machine-learning
自然语言处理 NLP | nlp natural-language-processing
聊天机器人 对话 会话 聊天 机器人 | chatbot chat dialogue conversation robot bot
助手 语音助手 助理 智能助手 | assistant
问答 | question-answering
图像 图片 视觉 影像 CV 计算机视觉 图? | image vision visual picture computer-vision
视频 影片 | video clip
文本 文字 文案 | text copywriting
语音 声音 音色 口音 | voice speech sound audio tone
数字人 虚拟人 | digital-human avatar virtual-human
作画 画作 绘画 画画 画? | painting draw art artwork
分辨率 清晰度 高清 像素 | resolution high-definition
素材 | material footage
翻译 机器翻译 | translation
写作 撰写 写? | write written
摘要 总结 归纳 概括 | summary summarize summarise
搜索 检索 查找 | search retrieve
推荐 | recommend
识别 辨识 | recognize recognise recognition
分类 | classify classification
预测 预计 预期 | predict forecast expect
自动 自动化 | automatic automation
代码 | code
编程 写代码 | programming! coding!
知识 | knowledge
中文 汉语 | chinese
语言 语种 | language

# machines
芯片 GPU 显卡 晶片 卡? | chip gpu graphics-card card
处理器 CPU | processor cpu
算力 计算资源 运算 计算能力 | compute computing-power
内存 显存 存储 | memory storage ram
服务器 | server
数据中心 机房 | data-center data-centre datacenter
数据库 | database
云计算 云服务 | cloud cloud-computing
硬件 | hardware
软件 软体 | software
系统 | system
操作系统 | operating-system
互联网 网络 网路 | internet network
计算机 电脑 | computer! computers!
手机 智能手机 移动电话 | phone smartphone mobile-phone cellphone handset
屏幕 显示屏 | screen display
摄像头 相机 镜头 | camera lens
电池 续航 | battery
汽车 轿车 车辆 | car vehicle automobile
自动驾驶 无人驾驶 | autonomous-driving self-driving driverless
小程序 轻应用 | mini-program applet
拍照 照片 | photo photograph

# money
成本 花费 费用 投入 耗资 花? 钱? | cost spend expense budget money
价格 售价 定价 收费 价钱 资费 | price fee charge
涨价 提价 | price-increase price-rise price-hike
降价 | price-cut price-reduction
优惠 折扣 打折 | discount
成交 落槌 拍卖 卖? 拍? 售出 售? | sell sold auction hammer fetch buy bought
销售 出售 售卖 | sell sold sale
销量 出货量 | sales-volume units-sold shipment
金额 数额 | amount sum
总额 总数 总计 合计 总共 | total altogether
平均 | average
比例 占比 比重 百分比 | proportion percentage ratio
融资 募资 筹资 募集 | financing funding! fundraising fund-raising raise
投资 入股 注资 出资 | invest stake
投资者 投资方 投资人 领投 | investor backer
股东 | shareholder stockholder
股份 股票 | stock share equity
股价 | share-price stock-price
估值 | valuation valued!
市值 | market-value market-cap market-capitalization
营收 收入 营业收入 营业额 销售额 | revenue income sales turnover
利润 净利润 盈利 净利 赚钱? 赚? | profit net-income earnings!
亏损 净亏损 亏? 赔钱? | loss deficit lose-money
上市 IPO 挂牌 首次公开募股 | ipo go-public went-public initial-public-offering
增长 增加 上涨 上升 提升 涨? | grow growth grew increase rise rose
下降 下滑 下跌 减少 降低 跌? | decline decrease drop fall fell reduce
工资 薪资 薪酬 薪水 年薪 | salary wage pay
补贴 补助 | subsidy subsidize allowance

# companies
公司 企业 厂商 大厂 互联网公司 厂家 | company firm vendor enterprise corporation maker manufacturer
子公司 分公司 | subsidiary
部门 事业部 | department division
业务 主营业务 | business
集团 | group conglomerate
总部 | headquarters head-office hq based-in
位于 坐落 地处 设在 所在地 地点 位置 哪里? | located situated!
门店 店铺 商店 分店 | store shop outlet
供应商 供货商 | supplier vendor provider
提供 供应 供给 | provide supply offer
客户 顾客 | customer! customers! client
消费者 买家 | consumer buyer
用户 使用者 | user
月活 月活跃用户 | mau monthly-active
市场 | market
市场份额 市占率 份额 占有率 | market-share share
竞争 红海 | competition! compete competitive!
竞争对手 对手 竞品 | competitor rival
合作伙伴 合作方 | partner
联合 合作 携手 共同 联手 一起 一块? 搭档 | cooperate partner collaborate jointly together team-up partnership
合同 合约 签约 签署 | contract sign! signed! signs! deal agreement
协议 | agreement protocol
收购 并购 买下 兼并 | acquire acquisition buyout takeover take-over
合并 | merge merger
拆分 分拆 | split spin-off break-up
重组 改组 | restructure reorganize
破产 倒闭 | bankrupt bankruptcy insolvent
战略 策略 | strategy strategic
商业模式 盈利模式 | business-model
商业 | commercial business
壁垒 护城河 | barrier moat
门槛 | threshold barrier requirement
前景 未来 将来 | future prospect outlook
变革 革命 | revolution transform change
追赶 赶上 追上 | catch-up
行业 领域 赛道 业界 产业 业内 | industry field sector domain area
电商 网购 购物 电子商务 | e-commerce ecommerce shopping! retail
金融 | finance! financial banking
制造 制造业 | manufacturing
生产 量产 | production! mass-production mass-produce
交付 发货 出货 | deliver delivery ship! shipped! shipment
物流 快递 配送 | logistics courier delivery
政务 政府 | government
医疗 医学 | medical healthcare medicine
安防 保安 | security! surveillance
教育 | education
游戏 | game
广告 | advertising advert ad
客服 | customer-service
项目 工程 | project
方案 解决方案 | solution
活动 | event activity campaign

# people
首席执行官 CEO 总裁 掌门人 老板? | ceo chief-executive president boss
首席技术官 CTO | cto chief-technology-officer
首席财务官 CFO 财务总监 | cfo chief-financial-officer
首席科学家 | chief-scientist
董事长 董事会主席 主席 | chairman chairperson chair
董事 董事会 | board-of-directors board-member board
负责人 领导人 带头人 领头人 掌舵人 老板? | leader head boss
负责 主管 | responsible in-charge
秘书长 | secretary-general secretary
院长 | dean president director
教授 | professor
专家 | expert specialist
研究员 研究人员 科学家 学者 | researcher! researchers! scientist scholar
开发者 开发人员 程序员 | developer programmer
工程师 | engineer
作者 | author! authors! writer
记者 | journalist reporter! reporters!
学生 | student
老师 教师 | teacher
人才 | talent
员工 职员 雇员 人手 | employee staff workforce headcount personnel
人数 | headcount
成员 | member
团队 课题组 小组 实验室 | team group lab
大学 高校 学术界 学界 校? | university! universities! academia academic college school
招聘 招募 招人? | recruit hire
裁员 解雇 辞退 | layoff lay-off laid-off redundancy
任命 委任 | appoint
担任 出任 就任 接任 上任 | serve-as act-as take-office
离职 辞职 卸任 | resign step-down quit
加入 加盟 | join
出生 生于 | born birth
去世 逝世 病逝 过世 死? | die death dead pass-away
表示 认为 指出 说 称 介绍 看法? 观点? 评价? 说法? 态度? 怎么看? 看? | say said think believe comment state opinion view according
满意 可接受 评价 反响 | satisfying satisfactory acceptable impression
质疑 批评 吐槽 嘲笑 诟病 | doubt criticism criticise complaint
笑话 出错 犯错 闹笑话 乌龙 糗事 误? | joke mistake error blunder funny wrong
奖项 获奖 荣誉 得奖 奖 | award prize win won honour honor
冠军 第一名 夺冠 | champion championship
比赛 竞赛 大赛 | contest tournament competition!
获得 获 得到 拿到 荣获 拿? 得? | win get receive obtain

# places, papers, rules
国内 中国 国产 本土 我国 | china chinese domestic
海外 国外 境外 | overseas abroad foreign
全球 世界 | global world worldwide
上海 | shanghai
北京 | beijing
城市 | city
国家 | country nation
人口 | population
面积 | area
高度 海拔 | height altitude elevation
长度 | length
距离 | distance
尺寸 大小 | size dimension
重量 | weight
安全 安全性 | security! safety safe secure
隐私 个人信息 | privacy personal-information personal-data
泄露 泄漏 外泄 | leak leakage breach
漏洞 | vulnerability loophole bug
监管 管制 | regulate regulatory
合规 | compliance comply
法律 法规 | law legal legislation
起诉 诉讼 官司 控告 | sue lawsuit litigation
处罚 罚款 | penalty penalize punish
专利 | patent
版权 著作权 | copyright
商标 | trademark
标准 规范 | standard specification
质量 品质 | quality
类型 种类 类别 | type category
会议 纪要 会议纪要 会议记录 开会? | meeting! meetings! meeting-minutes
大会 峰会 论坛 | conference summit forum
邮件 | email mail e-mail
文档 文件 | document file
论文 | paper
诗歌 诗? | poem poetry
小说 | novel fiction
图书 书籍 书? | book
电影 | movie film
音乐 歌曲 | music song
新闻 报道 | news! report
公开 透露 披露 | disclose
采访 专访 | interview
研究 | research study
结果 成果 | result outcome
影响 冲击 | impact influence affect effect
原因 因为 由于 缘故 因此 因而 所以 是因为 理由 为什么? | reason! reasons! because cause
时长 多久? 时间 | duration long
截止日期 截止时间 | deadline
天 | day
年 | year
月 | month
`;
