import { judgeCondition } from './condition.ts';
import { matchesArn } from './match-arn.ts';
import type { Policy, Statement } from './policy-document.ts';
import { isAmbiguous, resolveArnPattern } from './policy-template.ts';
import { matchPrincipal, type PrincipalMatch, type RequestPrincipal } from './principal-element.ts';
import type { RequestContext } from './request-context.ts';
import { matchesPattern } from './wildcard-pattern.ts';

export interface AccessRequest {
  readonly principal: RequestPrincipal;
  /** `cognito-idp:CreateUserPool`. */
  readonly action: string;
  /** The ARNs under which policies may name the one thing that is asked for; `*` if there is none. */
  readonly resources: readonly string[];
  readonly context: RequestContext;
}

/** All policies that apply to a request. A kind that is absent does not restrict; an empty `identity` allows nothing. */
export interface AccessPolicies {
  readonly identity: readonly Policy[];
  readonly boundary?: Policy | undefined;
  /** Policies given to AssumeRole; together they restrict what the role may do. */
  readonly session?: readonly Policy[] | undefined;
  /** That of the resource: the trust policy of a role. Nobody gets at the resource without it. */
  readonly trust?: { readonly policy: Policy; readonly account: string } | undefined;
}

export type PolicySource = 'identity' | 'boundary' | 'session' | 'resource';

/** `source` is the kind of policy that decided: one that denies, or one of which none allows. */
export type Decision =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'explicit-deny'; readonly source: PolicySource }
  | { readonly kind: 'implicit-deny'; readonly source: PolicySource };

const ALLOWED: Decision = { kind: 'allowed' };

/**
 * A deny anywhere wins (N57, N58). Boundary and session policies only narrow. For a role, its trust policy must let the principal in;
 * where it names but the account, or the role is of another one, policies of the principal must allow it too (N68).
 */
export function evaluatePolicies(request: AccessRequest, policies: AccessPolicies): Decision {
  const { principal } = request;
  const { trust } = policies;
  const trusted = trust && judgePolicy(trust.policy, request);
  if (trusted === 'denied') return deny('explicit-deny', 'resource');
  if (principal.kind === 'service') return trusted === 'direct' ? ALLOWED : deny('implicit-deny', 'resource');
  if (trusted === 'none') return deny('implicit-deny', 'resource');
  // Nothing limits the root user in its own account; to that of another a trust policy opens, as the test above has seen.
  if (principal.kind === 'root') return ALLOWED;

  const identity = judgePolicies(policies.identity, request);
  const boundary = policies.boundary && judgePolicy(policies.boundary, request);
  const session = policies.session?.length ? judgePolicies(policies.session, request) : undefined;
  if (identity === 'denied') return deny('explicit-deny', 'identity');
  if (boundary === 'denied') return deny('explicit-deny', 'boundary');
  if (session === 'denied') return deny('explicit-deny', 'session');

  const isTrustEnough = trusted === 'direct' && trust?.account === principal.account;
  if (identity === 'none' && !isTrustEnough) return deny('implicit-deny', 'identity');
  if (boundary === 'none') return deny('implicit-deny', 'boundary');
  if (session === 'none') return deny('implicit-deny', 'session');
  return ALLOWED;
}

function deny(kind: 'explicit-deny' | 'implicit-deny', source: PolicySource): Decision {
  return { kind, source };
}

type Judgement = PrincipalMatch | 'denied';

/** What policies of one kind say together: a deny wins, then the allow that names the principal most directly. */
function judgePolicies(policies: readonly Policy[], request: AccessRequest): Judgement {
  const judgements = new Set(policies.map((policy) => judgePolicy(policy, request)));
  if (judgements.has('denied')) return 'denied';
  if (judgements.has('direct')) return 'direct';
  return judgements.has('account') ? 'account' : 'none';
}

function judgePolicy({ statements }: Policy, request: AccessRequest): Judgement {
  let judgement: Judgement = 'none';
  for (const statement of statements) {
    const match = matchStatement(statement, request);
    if (match === 'none') continue;
    if (statement.effect === 'Deny') return 'denied';
    if (judgement !== 'direct') judgement = match;
  }
  return judgement;
}

/** `direct` for a statement that names no principals, because it is attached to this one. */
function matchStatement(statement: Statement, request: AccessRequest): PrincipalMatch {
  const { actions, conditions, principals } = statement;
  const action = request.action.toLowerCase();
  if (actions.patterns.some((pattern) => matchesPattern(pattern, action)) === actions.isNegated) return 'none';
  const match = principals ? matchPrincipal(principals, request.principal) : 'direct';
  if (match === 'none' || !matchesResources(statement, request)) return 'none';
  for (const condition of conditions) {
    const result = judgeCondition(condition, request.context);
    // An undecidable statement does not allow, but does deny (N61).
    if (result === false || (result === 'unknown' && statement.effect === 'Allow')) return 'none';
  }
  return match;
}

/** A variable without a value names no resource; an allow of all but that resource is then none. */
function matchesResources({ effect, resources }: Statement, { resources: names, context }: AccessRequest): boolean {
  if (!resources) return true;
  // As with a condition that cannot be judged: no allow, but a deny.
  if (resources.templates.some((template) => isAmbiguous(template, context))) return effect === 'Deny';
  const patterns = resources.templates.map((template) => resolveArnPattern(template, context));
  const isNamed = patterns.some((pattern) => pattern && names.some((name) => matchesArn(pattern, name)));
  if (!resources.isNegated) return isNamed;
  return !isNamed && (effect === 'Deny' || !patterns.includes(undefined));
}
