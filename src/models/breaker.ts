import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  noJitterGenerator,
} from 'cockatiel';
import type { ModelError, ModelFailure } from '../errors.js';

/** The failures that the next request would meet too. */
const TRIPPING: readonly ModelFailure[] = [
  'auth',
  'quota',
  'rate-limited',
  'unavailable',
  'first-token-timeout',
  'timeout',
];

const DEFAULT_REST_MS = 10_000;
const LONGEST_REST_MS = 5 * 60_000;

export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerOptions {
  /** How long a provider is left alone after its first failure; longer after each further one. @default 10 s */
  readonly restMs?: number | undefined;
  readonly onState?: ((state: BreakerState, failure: ModelError | undefined) => void) | undefined;
}

/** One request that was let through; tells how it ended, once. */
export interface Pass {
  succeeded(): void;
  failed(failure: ModelError): void;
  /** Whoever asked doesn't wait for the end: says nothing of the provider. */
  left(): void;
}

/**
 * Leaves a dead provider alone: its first failure opens the circuit, and no request is sent until it had its
 * rest. Then one request tries, and the others are refused at once until it is over.
 */
export class Breaker {
  private readonly policy: CircuitBreakerPolicy;
  private lastFailure: ModelError | undefined;

  constructor({ restMs = DEFAULT_REST_MS, onState }: BreakerOptions = {}) {
    this.policy = circuitBreaker(
      handleWhen((error) => error instanceof Tripping),
      {
        breaker: new ConsecutiveBreaker(1),
        halfOpenAfter: new ExponentialBackoff({
          generator: noJitterGenerator,
          initialDelay: restMs,
          maxDelay: LONGEST_REST_MS,
        }),
      },
    );
    this.policy.onStateChange((state) => onState?.(nameOf(state), this.lastFailure));
  }

  get state(): BreakerState {
    return nameOf(this.policy.state);
  }

  /** @throws ModelError what `refusal` makes of the last failure, while the circuit is open */
  enter(refusal: (last: ModelError | undefined) => ModelError): Pass {
    const isProbe = this.policy.state === CircuitState.Open;
    // The policy would let the others wait for the probe.
    if (this.policy.state === CircuitState.HalfOpen) throw refusal(this.lastFailure);
    let end: ((failure?: Error) => void) | undefined;
    this.policy
      .execute(
        () =>
          new Promise<void>((resolve, reject) => {
            end = (failure) => (failure === undefined ? resolve() : reject(failure));
          }),
      )
      // Each of these was told to the one who entered.
      .catch((error: unknown) => {
        if (!(error instanceof BrokenCircuitError || error instanceof Tripping || error instanceof Left))
          throw error;
      });
    // The policy calls at once, if at all.
    if (end === undefined) throw refusal(this.lastFailure);
    const over = end;
    return {
      succeeded: () => over(),
      failed: (failure) => {
        if (!TRIPPING.includes(failure.reason)) return over();
        this.lastFailure = failure;
        over(new Tripping());
      },
      // A probe that nobody waited for has shown nothing: the circuit opens again.
      left: () => over(isProbe ? new Tripping() : new Left()),
    };
  }
}

class Tripping extends Error {}
class Left extends Error {}

function nameOf(state: CircuitState): BreakerState {
  if (state === CircuitState.Closed) return 'closed';
  return state === CircuitState.HalfOpen ? 'half-open' : 'open';
}
