import { type PolicyKind, parsePolicy } from '../../aws/policy/policy-document.ts';
import type { UnknownPrincipal } from '../../store/iam-store.ts';
import type { Fail } from '../define-operation.ts';

/** Checks that a text is a policy document (N50). */
export function requirePolicyDocument(
  text: string,
  kind: PolicyKind,
  fail: Fail<'MalformedPolicyDocumentException'>,
): string {
  const fault = findPolicyFault(text, kind);
  return fault === undefined ? text : fail('MalformedPolicyDocumentException', fault);
}

/** Ends an operation whose trust policy names a user or role that does not exist (R465). */
export function failWithUnknownPrincipal(
  { principal }: UnknownPrincipal,
  fail: Fail<'MalformedPolicyDocumentException'>,
): never {
  return fail('MalformedPolicyDocumentException', `Invalid principal in policy: "AWS":${JSON.stringify(principal)}`);
}

/** Percent-encoded by RFC 3986, as answers have it (N39). */
export function encodePolicyDocument(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function findPolicyFault(text: string, kind: PolicyKind): string | undefined {
  const parse = parsePolicy(text, kind);
  return parse.kind === 'malformed' ? parse.fault : undefined;
}
