/** Who asks, as a policy with a `Principal` sees it. */
export type RequestPrincipal =
  | { readonly kind: 'root' | 'user'; readonly account: string; readonly arn: string }
  /** `arn` is that of the session, `roleArn` that of its role. */
  | { readonly kind: 'session'; readonly account: string; readonly arn: string; readonly roleArn: string }
  /** A service that acts for itself: `cognito-idp.amazonaws.com`. */
  | { readonly kind: 'service'; readonly name: string };

/** `Principal` or `NotPrincipal` of a statement. */
export interface PrincipalElement {
  readonly isNegated: boolean;
  readonly everybody: boolean;
  /** ARNs of users, roles and sessions. */
  readonly arns: readonly string[];
  /** Whole accounts: their own policies then decide for their principals. */
  readonly accounts: readonly string[];
  readonly services: readonly string[];
}

/** How a principal is named: `account` only as one of an account, which then has the last word (N68). */
export type PrincipalMatch = 'direct' | 'account' | 'none';

const ROOT_ARN = /^arn:aws:iam::(\d{12}):root$/;
const ACCOUNT = /^\d{12}$/;

/** `value` is `*`, or lists by kind of principal. Kinds that nobody here can be (`Federated`, `CanonicalUser`) match nobody. */
export function parsePrincipalElement(
  value: '*' | ReadonlyMap<string, readonly string[]>,
  isNegated: boolean,
): PrincipalElement {
  const aws = value === '*' ? ['*'] : (value.get('AWS') ?? []);
  return {
    isNegated,
    everybody: aws.includes('*'),
    arns: aws.filter((name) => name.startsWith('arn:') && !ROOT_ARN.test(name)),
    accounts: aws.flatMap((name) => (ACCOUNT.test(name) ? [name] : (ROOT_ARN.exec(name)?.[1] ?? []))),
    services: value === '*' ? [] : (value.get('Service') ?? []),
  };
}

export function matchPrincipal(element: PrincipalElement, principal: RequestPrincipal): PrincipalMatch {
  const named = matchNamed(element, principal);
  if (!element.isNegated) return named;
  return named === 'none' ? 'direct' : 'none';
}

function matchNamed(element: PrincipalElement, principal: RequestPrincipal): PrincipalMatch {
  if (element.everybody) return 'direct';
  if (principal.kind === 'service') return element.services.includes(principal.name) ? 'direct' : 'none';
  if (element.arns.includes(principal.arn)) return 'direct';
  if (principal.kind === 'session' && element.arns.includes(principal.roleArn)) return 'direct';
  return element.accounts.includes(principal.account) ? 'account' : 'none';
}
