import type { AccessTokens } from '../api/access-tokens.ts';
import type { Clock } from '../base/clock.ts';
import { METRICS } from '../base/metrics/metric-table.ts';
import type { Metrics } from '../base/metrics/metrics.ts';
import { once } from '../base/once.ts';
import { makeKeyBytes, type ServerKey } from '../base/server-key.ts';
import { createHashing } from '../hashing/hashing.ts';
import type { SignInServices } from '../operations/sign-in-services.ts';
import type { Store } from '../store/store.ts';
import { findTokenOwner } from '../tokens/find-token-owner.ts';
import type { TokenIssuer } from '../tokens/token-issuer.ts';
import type { Tokens } from '../tokens/tokens.ts';
import type { Teardown } from './teardown.ts';

export interface SignInOptions {
  readonly store: Store;
  readonly serverKey: ServerKey;
  readonly clock: Clock;
  readonly issuer: TokenIssuer;
  /** Where clients reach this server; known once it listens. */
  readonly baseUrl: () => string;
  readonly metrics: Pick<Metrics, 'count'>;
  readonly teardown: Teardown;
}

export interface JoinedSignIn {
  readonly services: SignInServices;
  readonly accessTokens: AccessTokens;
  loadTokens(): Promise<Tokens>;
}

/** Joins threads, keys and tokens to what the operations of signing in ask for. */
export function joinSignIn({
  store,
  serverKey,
  clock,
  issuer,
  baseUrl,
  metrics,
  teardown,
}: SignInOptions): JoinedSignIn {
  const hashing = createHashing();
  teardown.add(() => hashing.close());
  // Loaded on demand: its library is not needed until somebody signs in.
  const loadTokens = once(async () => {
    const { SigningKeys } = await import('../tokens/signing-keys.ts');
    const { Tokens: LoadedTokens } = await import('../tokens/tokens.ts');
    const keys = new SigningKeys({ store, sealKey: serverKey.derive('signing-key'), clock });
    return new LoadedTokens({ keys, issuer, baseUrl, clock });
  });
  return {
    loadTokens,
    accessTokens: {
      findOwner: async (accessToken) => findTokenOwner({ tokens: await loadTokens(), store }, accessToken),
    },
    services: {
      passwords: {
        checkHash: (task) => hashing.run('checkHash', task),
        checkVerifier: (task) => hashing.run('checkVerifier', task),
        makeVerifier: (task) => hashing.run('makeVerifier', task),
        exchangeKeys: (task) => hashing.run('exchangeKeys', task),
      },
      tokens: {
        sign: async (request) => (await loadTokens()).sign(request),
        rotateKeys: async (userPoolId, delayMs) => (await loadTokens()).rotateKeys(userPoolId, delayMs),
      },
      keys: {
        password: serverKey.derive('password-hash'),
        challenge: serverKey.derive('challenge'),
        refreshToken: serverKey.derive('refresh-token'),
        simulatedUser: serverKey.derive('simulated-user'),
        code: serverKey.derive('code'),
        softwareToken: serverKey.derive('software-token'),
        device: serverKey.derive('device'),
      },
      countStep: (step, outcome) => metrics.count('muster_sign_in_steps_total', { step: stepOf(step), outcome }),
      secretBytes: makeKeyBytes,
    },
  };
}

const STEPS = METRICS.muster_sign_in_steps_total.labels.step;

/** A client may name challenges that are not offered; they make no series of their own. */
function stepOf(step: string): (typeof STEPS)[number] {
  return STEPS.find((known) => known === step) ?? 'other';
}
