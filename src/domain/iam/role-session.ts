import { openSecret, sealSecret } from '../../base/sealed-secret.ts';
import type { AccountId } from '../pools/user-pool.ts';

/** What AssumeRole gave out, as its token carries it: any node that has the server key can tell who signs, and nobody else. */
export interface RoleSession {
  readonly account: AccountId;
  readonly roleName: string;
  readonly roleArn: string;
  /** A role that was deleted and made again has another one. */
  readonly roleId: string;
  readonly sessionName: string;
  readonly secretAccessKey: string;
  /** Milliseconds since 1970; from then on the credentials are expired. */
  readonly expiresAt: number;
  /** A policy document that narrows what the session may do. */
  readonly policy?: string;
  /** ARNs of managed policies that do. */
  readonly policyArns: readonly string[];
}

/** The session token: base64 of the sealed session. It opens for this access key id only. */
export function sealRoleSession(key: Buffer, accessKeyId: string, session: RoleSession): string {
  return sealSecret(key, Buffer.from(JSON.stringify(session)), contextOf(accessKeyId)).toString('base64');
}

/** Undefined for a token that this deployment did not make for this access key id, or that was altered. */
export function openRoleSession(key: Buffer, accessKeyId: string, token: string): RoleSession | undefined {
  const plain = openSecret(key, Buffer.from(token, 'base64'), contextOf(accessKeyId));
  return plain && (JSON.parse(plain.toString()) as RoleSession);
}

function contextOf(accessKeyId: string): string {
  return `role-session/${accessKeyId}`;
}
