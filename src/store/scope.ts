import type { AccountId } from '../domain/pools/user-pool.ts';

/** Who asks: nothing of another account or region is ever found (R15, R39). */
export interface Scope {
  readonly account: AccountId;
  readonly region: string;
}
