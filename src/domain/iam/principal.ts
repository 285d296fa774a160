import type { AccountId } from '../pools/user-pool.ts';

interface PrincipalBase {
  /** The account whose things a request sees. */
  readonly account: AccountId;
  readonly arn: string;
  /** `UserId` of GetCallerIdentity (N67). */
  readonly userId: string;
}

/** Who signed a request. The ARN of a session is that of the assumed role: `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
export type Principal =
  | (PrincipalBase & { readonly kind: 'root' })
  | (PrincipalBase & { readonly kind: 'user'; readonly userName: string })
  | (PrincipalBase & {
      readonly kind: 'session';
      readonly roleName: string;
      readonly roleArn: string;
      readonly roleId: string;
      readonly sessionName: string;
      /** JSON documents that were passed to AssumeRole: they narrow what the role may do (N58). */
      readonly sessionPolicies: readonly string[];
    });

/** The root user of an account. */
export function rootPrincipal(account: AccountId): Principal {
  return { kind: 'root', account, arn: `arn:aws:iam::${account}:root`, userId: account };
}
