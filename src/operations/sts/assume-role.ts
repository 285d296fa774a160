import { formatAssumedRoleArn, isPolicyArn, parseRoleArn } from '../../aws/arn.ts';
import { isTooNew } from '../../controls/is-too-new.ts';
import { type RoleSession, sealRoleSession } from '../../domain/iam/role-session.ts';
import type { AccountId } from '../../domain/pools/user-pool.ts';
import type { InputOf } from '../../model/operation-types.ts';
import { defineOperation, type Fail } from '../define-operation.ts';
import { epochSeconds } from '../epoch-seconds.ts';
import { findPolicyFault } from '../iam/policy-document.ts';
import { mayAssumeRole } from './may-assume-role.ts';

const SESSION_SECONDS_DEFAULT = 3_600;
/** Of a session whose caller is a session itself. */
const CHAINED_SESSION_SECONDS_MAX = 3_600;
/** Characters of the document and the ARNs that are passed: with them the token still fits into the head of a request. */
export const SESSION_POLICIES_CHARACTERS_MAX = 2_048;
export const SESSION_POLICY_ARNS_MAX = 10;
const ID_CHARACTERS = 16;
const SECRET_CHARACTERS = 40;

type Input = InputOf<'sts', 'AssumeRole'>;

/** What would change what a session may do, and is not kept here: to leave it out in silence would give a wrong session. */
const NOT_OFFERED = ['Tags', 'TransitiveTagKeys', 'SerialNumber', 'TokenCode', 'SourceIdentity', 'ProvidedContexts'];

/** N68 to N70. */
export const assumeRole = defineOperation('sts', 'AssumeRole', async ({ input, context, fail }) => {
  const { store, clock, ids, principal, credentialKeys, testControls } = context;
  const { packedPercent, ...session } = requireSessionPolicies(input, fail);
  const arn = parseRoleArn(input.RoleArn);
  if (!arn) return fail('ValidationError', `${input.RoleArn} is invalid`);

  const account = arn.account as AccountId;
  const role = await store.findRole(account, arn.name);
  const assumption = { sessionName: input.RoleSessionName, externalId: input.ExternalId };
  // A role that is not known yet is answered as one that does not exist (N69, R576).
  const isKnown = role?.arn === input.RoleArn && !isTooNew(role, clock.nowMs(), testControls?.newRolesUnknownMs ?? 0);
  if (!role || !isKnown || !(await mayAssumeRole(context, role, assumption))) {
    return fail(
      'AccessDenied',
      `User: ${principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
    );
  }
  const seconds = input.DurationSeconds ?? SESSION_SECONDS_DEFAULT;
  if (seconds > role.maxSessionDuration) {
    return fail('ValidationError', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  if (principal.kind === 'session' && seconds > CHAINED_SESSION_SECONDS_MAX) {
    return fail(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  const accessKeyId = `ASIA${ids.upperBase32(ID_CHARACTERS)}`;
  const secretAccessKey = ids.alphanumeric(SECRET_CHARACTERS);
  const sessionName = input.RoleSessionName;
  // Answers tell whole seconds: the credentials end when they say.
  const expiresAt = Math.floor(clock.nowMs() / 1_000 + seconds) * 1_000;
  const sessionToken = sealRoleSession(credentialKeys.roleSession, accessKeyId, {
    account,
    roleName: role.name,
    roleArn: role.arn,
    roleId: role.id,
    sessionName,
    secretAccessKey,
    expiresAt,
    ...session,
  });
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: epochSeconds(expiresAt),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${sessionName}`,
      Arn: formatAssumedRoleArn({ account, roleName: role.name, sessionName }),
    },
    ...(packedPercent > 0 ? { PackedPolicySize: packedPercent } : {}),
  };
});

function requireSessionPolicies(
  input: Input,
  fail: Fail<'MalformedPolicyDocumentException' | 'PackedPolicyTooLargeException' | 'ValidationError'>,
): Pick<RoleSession, 'policy' | 'policyArns'> & { readonly packedPercent: number } {
  const unknown = NOT_OFFERED.find((name) => Object.hasOwn(input, name));
  if (unknown !== undefined) return fail('ValidationError', `${unknown} is not supported.`);
  const policyArns = (input.PolicyArns ?? []).map(({ arn = '' }) => arn);
  const wrong = policyArns.find((arn) => !isPolicyArn(arn));
  if (wrong !== undefined) return fail('ValidationError', `${wrong} is invalid`);
  if (policyArns.length > SESSION_POLICY_ARNS_MAX) {
    return fail('PackedPolicyTooLargeException', `No more than ${SESSION_POLICY_ARNS_MAX} policy ARNs may be passed.`);
  }
  const { Policy: policy } = input;
  const fault = policy === undefined ? undefined : findPolicyFault(policy, 'permissions');
  if (fault !== undefined) return fail('MalformedPolicyDocumentException', fault);
  const characters = [policy ?? '', ...policyArns].join('').length;
  const packedPercent = Math.ceil((characters / SESSION_POLICIES_CHARACTERS_MAX) * 100);
  if (packedPercent > 100) {
    return fail(
      'PackedPolicyTooLargeException',
      `Packed policy consumes ${packedPercent}% of allotted space, please use smaller policy.`,
    );
  }
  return { ...(policy === undefined ? {} : { policy }), policyArns, packedPercent };
}
