import { formatAssumedRoleArn } from '../aws/arn.ts';
import { openAccessKeySecret } from '../domain/iam/access-key-secret.ts';
import { DENY_ALL_POLICY } from '../domain/iam/identity-policies.ts';
import { type Principal, rootPrincipal } from '../domain/iam/principal.ts';
import { openRoleSession, type RoleSession } from '../domain/iam/role-session.ts';
import type { OperationServices } from '../operations/operation.ts';

/** The root user of an account. */
export interface RootCredentials {
  readonly account: Principal['account'];
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The secret of an access key, and the principal that a signature with it proves. */
export interface Credentials {
  readonly secretAccessKey: string;
  /** Called after the signature is verified. Undefined: the role of the session no longer exists. */
  findPrincipal(): Promise<Principal | 'expired' | undefined>;
}

/** What credentials are looked up with. */
export type CredentialServices = Pick<OperationServices, 'store' | 'clock' | 'credentialKeys'>;

/**
 * Credentials of an access key id and the session token that came with it: root, those of a session if there is a token, else those
 * of a user. Undefined: there are none (R28).
 */
export async function findCredentials(
  accessKeyId: string,
  sessionToken: string | undefined,
  root: readonly RootCredentials[],
  services: CredentialServices,
): Promise<Credentials | undefined> {
  if (sessionToken !== undefined) return findSessionCredentials(accessKeyId, sessionToken, services);
  const rootOf = root.find((credentials) => credentials.accessKeyId === accessKeyId);
  if (rootOf) {
    const { secretAccessKey, account } = rootOf;
    return { secretAccessKey, findPrincipal: async () => rootPrincipal(account) };
  }
  return findUserCredentials(accessKeyId, services);
}

async function findUserCredentials(
  accessKeyId: string,
  { store, credentialKeys }: CredentialServices,
): Promise<Credentials | undefined> {
  const owner = await store.findAccessKeyOwner(accessKeyId);
  if (owner?.status !== 'Active') return undefined;
  const secretAccessKey = openAccessKeySecret(credentialKeys.accessKey, accessKeyId, owner.sealedSecret);
  if (secretAccessKey === undefined) return undefined;
  const { account, arn, id, name } = owner.user;
  return {
    secretAccessKey,
    findPrincipal: async () => ({ kind: 'user', account, arn, userId: id, userName: name }),
  };
}

function findSessionCredentials(
  accessKeyId: string,
  sessionToken: string,
  { store, clock, credentialKeys }: CredentialServices,
): Credentials | undefined {
  const session = openRoleSession(credentialKeys.roleSession, accessKeyId, sessionToken);
  if (!session) return undefined;
  return {
    secretAccessKey: session.secretAccessKey,
    async findPrincipal() {
      if (clock.nowMs() >= session.expiresAt) return 'expired';
      const role = await store.findRole(session.account, session.roleName);
      return role?.id === session.roleId ? sessionPrincipal(session, store) : undefined;
    },
  };
}

async function sessionPrincipal(session: RoleSession, store: CredentialServices['store']): Promise<Principal> {
  const { account, roleName, roleArn, roleId, sessionName, policy, policyArns } = session;
  const managed = await Promise.all(policyArns.map((arn) => store.findManagedPolicy(account, arn)));
  return {
    kind: 'session',
    account,
    arn: formatAssumedRoleArn({ account, roleName, sessionName }),
    userId: `${roleId}:${sessionName}`,
    roleName,
    roleArn,
    roleId,
    sessionName,
    // A session policy that was deleted since denies everything: leaving it out would allow more.
    sessionPolicies: [
      ...(policy === undefined ? [] : [policy]),
      ...managed.map((found) => found?.document ?? DENY_ALL_POLICY),
    ],
  };
}
