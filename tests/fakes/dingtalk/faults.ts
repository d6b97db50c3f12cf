/** The interfaces of the fake, by which faults are set and calls are counted. */
export type FakeApi =
  | 'open'
  | 'token'
  | 'webhook'
  | 'group_send'
  | 'single_send'
  | 'card_create'
  | 'card_instance'
  | 'card_streaming'
  | 'card_update';

/** An answer in place of the proper one: nothing is done then. */
export interface Fault {
  readonly status: number;
  readonly body?: unknown;
  readonly retryAfterS?: number;
  /** Answers nothing, and closes the connection after this long. */
  readonly hangMs?: number;
}

export const TOO_FAST: Fault = { status: 200, body: { errcode: 130101, errmsg: 'send too fast' } };
export const TOO_MANY: Fault = { status: 429, body: { code: 'Throttling' } };
export const QPS_LIMIT: Fault = { status: 403, body: { code: 'Forbidden.AccessDenied.QpsLimitForApi' } };
export const NO_PERMISSION: Fault = {
  status: 403,
  body: { code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied' },
};
export const BROKEN: Fault = { status: 503, body: { code: 'ServiceUnavailable' } };

/** What goes wrong at which interface, and when. */
export class Faults {
  private readonly queued = new Map<FakeApi, Fault[]>();
  private readonly always = new Map<FakeApi, Fault>();
  private readonly regular = new Map<
    FakeApi,
    { readonly every: number; readonly faults: Fault[]; calls: number }
  >();

  /** The next calls of an interface get these, one each. */
  next(api: FakeApi, ...faults: Fault[]): void {
    this.queued.set(api, [...(this.queued.get(api) ?? []), ...faults]);
  }

  /** Every call of an interface gets this, until told otherwise. */
  all(api: FakeApi, fault: Fault | undefined): void {
    if (fault === undefined) this.always.delete(api);
    else this.always.set(api, fault);
  }

  /** Every n-th call of an interface gets one of these, in turn. */
  every(api: FakeApi, n: number, ...faults: Fault[]): void {
    this.regular.set(api, { every: n, faults, calls: 0 });
  }

  /** The fault of a call that comes now. */
  take(api: FakeApi): Fault | undefined {
    const queued = this.queued.get(api)?.shift();
    if (queued !== undefined) return queued;
    const regular = this.regular.get(api);
    if (regular !== undefined && ++regular.calls % regular.every === 0) {
      return regular.faults[(regular.calls / regular.every) % regular.faults.length];
    }
    return this.always.get(api);
  }
}
