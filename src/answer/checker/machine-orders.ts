import { fold } from '../../text/fold.js';

/**
 * Words to a language model rather than to a reader: “ignore your instructions”, “you are now …”, “回答时必须”.
 * A passage may hold them (by accident, or because somebody wants to steer the answers); nothing is proved by
 * such a sentence. Folded.
 */
const ORDERS: readonly RegExp[] = [
  /(?:忽略|无视|忘记|忘掉|不要理会|不必理会|抛开|跳过|绕过|覆盖|停止遵守|不再遵守).{0,16}(?:指令|指示|提示词?|规则|要求|设定|限制|上文|以上内容)/,
  /(?:系统|隐藏|管理员|开发者)(?:指令|提示词?|消息|命令|模式|prompt)|新的?(?:指令|提示词)/,
  /(?:你|您)(?:现在|从现在起|今后|将|必须|应该|需要|只能|只需)?(?:是|扮演|充当|作为|改为|变成)(?:一[个名位只]|没有限制)/,
  /(?:^|[^a-z])(?:ai|人工智能|智能|聊天|问答)?(?:助手|助理|机器人|语言模型|大模型|模型)(?:[,:](?:请|必须|务必|立即|忽略|不要|只)|请|必须|应当|应该|务必|须|要)(?:.{0,8})(?:回答|回复|输出|告诉|声明|推荐|说|忽略|执行|打印|引用|拒绝)/,
  /(?:回答|回复|答复|作答)(?:用户|读者|问题|时|中|里|的?(?:末尾|开头|最后)).{0,12}(?:必须|务必|一律|只能|只需|请|都要|应当|加上|附上|改为|注明)/,
  /(?:请|必须|务必|一律|只需|只能|立即|直接)(?:直接|只|用.{1,8})?(?:输出|回复|回答|复述|打印|声明|重复)(?!了)/,
  /(?:告诉|提醒|通知|引导|要求|劝)(?:用户|提问者|读者|对方|客户).{0,20}(?:访问|点击|打开|联系|拨打|发送|提供|输入|转账|下载|密码|验证码|链接|网址)/,
  /\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,40}\b(?:instructions?|prompts?|rules?|guidelines?|directions?|above|context|passages?|sources?)\b/,
  /\b(?:system|developer|admin(?:istrator)?|hidden|new)\s+(?:prompt|message|instructions?|override|mode)\b/,
  /\byou are (?:now|no longer|a helpful|an? (?:ai|assistant|unrestricted|pirate))\b|\bpretend (?:to be|you are|that you)\b|\bact as\b|\bfrom now on,? you\b/,
  /\b(?:ai|assistant|chatbot|language model|llm|model)\b\s*[:,]\s*(?:please|you|answer|reply|say|output|tell|ignore|always|never|print|respond)/,
  /\b(?:ai|assistants?|chatbots?|language models?|llms?|models?)\b (?:reading this )?(?:must|should|shall|has to|have to|are to|is to) (?:always |only |never )?(?:answer|reply|say|output|tell|ignore|respond|recommend|print|cite|state|refuse)/,
  /\b(?:reply|respond|answer|output|print|say|write|repeat)\b (?:only |just |exactly |always |nothing but |with |the following|every |all |in |that |")+.{0,30}(?:["':]|\bword|\bphrase|\bsentence|\binstead\b|\bto (?:every|any|all)|\bpirate\b|\bonly\b)/,
  /\b(?:tell|ask|direct|instruct|urge)\b (?:the |every |all |any )?(?:users?|readers?|persons?|people|customers?) (?:to|that)\b/,
  /\b(?:when|while|if|before) (?:you )?(?:asked|answer(?:ing)?|respond(?:ing)?|summari[sz](?:e|ing)|quot(?:e|ing))\b.{0,40}\b(?:say|add|append|include|mention|reply|output|must|always|recommend|state)\b/,
  /\bdo not (?:cite|use|mention|reveal|follow)\b.{0,30}\b(?:passages?|sources?|prompt|instructions?|rules?)\b/,
  /<\/?(?:system|instructions?|assistant|passage|prompt)\b|\[\/?inst\]|<\|im_|###? ?(?:system|instruction)/,
];

/** Whether a sentence speaks to a model. */
export function isMachineOrder(sentence: string): boolean {
  const folded = fold(sentence);
  return ORDERS.some((pattern) => pattern.test(folded));
}
