import type { Fail } from '../define-operation.ts';

/** `trust`: who may assume a role. `permissions`: what a role may do. */
export type PolicyKind = 'trust' | 'permissions';

/** Checks that a text is a policy document (N50), as far as its form goes. */
export function requirePolicyDocument(
  text: string,
  kind: PolicyKind,
  fail: Fail<'MalformedPolicyDocumentException'>,
): string {
  const fault = findPolicyFault(text, kind);
  return fault === undefined ? text : fail('MalformedPolicyDocumentException', fault);
}

/** Percent-encoded by RFC 3986, as answers have it (N39). */
export function encodePolicyDocument(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function findPolicyFault(text: string, kind: PolicyKind): string | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return 'This policy contains invalid Json';
  }
  if (!isObject(document)) return 'Syntax errors in policy.';
  const { Version, Statement } = document;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') {
    return 'The policy must contain a valid version string';
  }
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  if (Statement === undefined || statements.length === 0) return 'Syntax errors in policy.';
  for (const statement of statements) {
    const fault = isObject(statement) ? findStatementFault(statement, kind) : 'Syntax errors in policy.';
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function findStatementFault(statement: Record<string, unknown>, kind: PolicyKind): string | undefined {
  const { Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') return 'Syntax errors in policy.';
  if (!isTextOrTexts(Action ?? NotAction)) return 'Policy statement must contain actions.';
  if (Condition !== undefined && !isObject(Condition)) return 'Syntax errors in policy.';
  if (kind === 'trust') {
    if (Resource !== undefined || NotResource !== undefined) return 'Has prohibited field Resource';
    return isPrincipal(Principal ?? NotPrincipal) ? undefined : 'Missing required field Principal';
  }
  if (Principal !== undefined || NotPrincipal !== undefined) return 'Policy document should not specify a principal.';
  return isTextOrTexts(Resource ?? NotResource) ? undefined : 'Policy statement must contain resources.';
}

function isPrincipal(value: unknown): boolean {
  return (
    value === '*' || (isObject(value) && Object.keys(value).length > 0 && Object.values(value).every(isTextOrTexts))
  );
}

function isTextOrTexts(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((item) => typeof item === 'string');
  return typeof value === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
