import { ModelError, type ModelFailure } from '../../errors.js';
import type { Wording } from '../wording.js';

/** Why an extract stands in for a model's answer: what its sentences lacked, or how the model failed. */
export type FallbackCause = ModelFailure | 'unsupported' | 'failed';

/** The cause in words for the person who asked; no more of the failure than they can use. */
export const FALLBACK_REASONS: Readonly<
  Record<'zh' | 'zh-Hant' | 'en', Readonly<Record<FallbackCause, string>>>
> = {
  zh: {
    unsupported: '模型写的内容在资料里找不到依据，因此没有采用',
    auth: '模型服务拒绝了密钥',
    quota: '模型服务的额度已用完',
    'rate-limited': '模型服务请求过多',
    unavailable: '模型服务暂时不可用',
    'first-token-timeout': '模型没有及时开始回答',
    timeout: '模型没有及时答完',
    malformed: '模型的回答中断了',
    'content-filter': '模型服务的内容审核拦下了回答',
    empty: '模型没有给出内容',
    'context-overflow': '资料超出了模型能读的长度',
    rejected: '模型服务没有接受请求',
    'breaker-open': '模型服务刚才出错，稍后再试',
    failed: '模型出错',
  },
  'zh-Hant': {
    unsupported: '模型寫的內容在資料裡找不到依據，因此沒有採用',
    auth: '模型服務拒絕了金鑰',
    quota: '模型服務的額度已用完',
    'rate-limited': '模型服務請求過多',
    unavailable: '模型服務暫時無法使用',
    'first-token-timeout': '模型沒有及時開始回答',
    timeout: '模型沒有及時答完',
    malformed: '模型的回答中斷了',
    'content-filter': '模型服務的內容審核攔下了回答',
    empty: '模型沒有給出內容',
    'context-overflow': '資料超出了模型能讀的長度',
    rejected: '模型服務沒有接受請求',
    'breaker-open': '模型服務剛才出錯，稍後再試',
    failed: '模型出錯',
  },
  en: {
    unsupported: 'what the model wrote has no evidence in the documents',
    auth: 'the model service refused its key',
    quota: 'the quota of the model service is used up',
    'rate-limited': 'the model service has too many requests',
    unavailable: 'the model service can’t be reached at the moment',
    'first-token-timeout': 'the model did not begin to answer in time',
    timeout: 'the model did not finish in time',
    malformed: 'the model’s answer broke off',
    'content-filter': 'the model service’s content filter stopped the answer',
    empty: 'the model gave no answer',
    'context-overflow': 'the passages are too long for the model',
    rejected: 'the model service did not take the request',
    'breaker-open': 'the model service failed a moment ago and is given a rest',
    failed: 'the model failed',
  },
};

/** The cause of what a model threw. */
export function causeOf(thrown: unknown): FallbackCause {
  return thrown instanceof ModelError ? thrown.reason : 'failed';
}

export function fallbackReason(cause: FallbackCause, { script }: Pick<Wording, 'script'>): string {
  return FALLBACK_REASONS[script][cause];
}
