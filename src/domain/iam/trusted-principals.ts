import type { AccountId } from '../pools/user-pool.ts';
import type { IdentityKind } from './identity-policies.ts';

/** A user or role that a trust policy names by an ARN: its own, or that of a session of the role. */
export interface TrustedPrincipal {
  /** As the policy has it. */
  readonly text: string;
  readonly kind: IdentityKind;
  readonly account: AccountId;
  /** Of the user or role. */
  readonly name: string;
  /** Undefined for a session, whose ARN does not tell the path of its role. */
  readonly arn: string | undefined;
}

const IDENTITY_ARN = /^arn:aws:iam::(\d{12}):(user|role)\/(?:.*\/)?([^/]+)$/s;
const SESSION_ARN = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\/([^/]+)$/;
/** Names of whole accounts, which need nobody in particular. */
const ACCOUNT = /^(?:\*|\d{12}|arn:aws:iam::\d{12}:root)$/;

/** The users and roles under `AWS` of each principal element. A name that can be nobody's is returned as its text. */
export function listTrustedPrincipals(document: string): readonly (TrustedPrincipal | string)[] {
  const names = new Set<string>();
  mapPrincipals(document, (name) => {
    names.add(name);
    return name;
  });
  return [...names].filter((name) => !ACCOUNT.test(name)).map((name) => parsePrincipal(name) ?? name);
}

function parsePrincipal(text: string): TrustedPrincipal | undefined {
  const [, account, kind, name] = IDENTITY_ARN.exec(text) ?? [];
  if (account !== undefined && name !== undefined) {
    return { text, kind: kind === 'user' ? 'user' : 'role', account: account as AccountId, name, arn: text };
  }
  const [, roleAccount, roleName] = SESSION_ARN.exec(text) ?? [];
  if (roleAccount === undefined || roleName === undefined) return undefined;
  return { text, kind: 'role', account: roleAccount as AccountId, name: roleName, arn: undefined };
}

/**
 * The policy with the unique id of a user or role in place of its ARN, as IAM shows it once that identity is gone: whoever comes under
 * its name later is another one (R465). Returns `document` itself if it does not name the identity.
 */
export function replaceByUniqueId(
  document: string,
  { arn, id }: { readonly arn: string; readonly id: string },
): string {
  const [, account, kind, roleName] = IDENTITY_ARN.exec(arn) ?? [];
  const session = kind === 'role' ? `arn:aws:sts::${account}:assumed-role/${roleName}/` : undefined;
  return mapPrincipals(document, (name) => {
    if (name === arn) return id;
    return session !== undefined && name.startsWith(session) ? `${id}:${name.slice(session.length)}` : name;
  });
}

/** The document with each name under `AWS` replaced; the same text if none changes. It is valid, as every kept one is. */
function mapPrincipals(document: string, replace: (name: string) => string): string {
  const policy: unknown = JSON.parse(document);
  let isChanged = false;
  const replaceText = (name: unknown): unknown => {
    const replaced = typeof name === 'string' ? replace(name) : name;
    isChanged ||= replaced !== name;
    return replaced;
  };
  const statements = isObject(policy) ? [policy.Statement].flat() : [];
  for (const statement of statements) {
    if (!isObject(statement)) continue;
    for (const element of [statement.Principal, statement.NotPrincipal]) {
      if (!isObject(element) || element.AWS === undefined) continue;
      element.AWS = Array.isArray(element.AWS) ? element.AWS.map(replaceText) : replaceText(element.AWS);
    }
  }
  return isChanged ? JSON.stringify(policy) : document;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
