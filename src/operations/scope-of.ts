import type { Scope } from '../store/store.ts';
import type { OperationContext } from './operation.ts';

/** Where a request may look: the account of the signer in the region of the signature (R15, R39). */
export function scopeOf({ principal, region }: Pick<OperationContext, 'principal' | 'region'>): Scope {
  return { account: principal.account, region };
}
