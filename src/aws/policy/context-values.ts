import { formatIsoSeconds } from '../../base/text/format-iso-seconds.ts';
import type { ContextValues } from './request-context.ts';

interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Who signed a request, as conditions ask for it. */
export interface Signer {
  readonly kind: 'root' | 'user' | 'session';
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  readonly userName?: string;
  readonly roleArn?: string;
}

const PRINCIPAL_TYPES: Readonly<Record<Signer['kind'], string>> = {
  root: 'Account',
  user: 'User',
  session: 'AssumedRole',
};

/** The keys that say who asks. `tags` are those of the user or role. A session goes by the ARN of its role. */
export function principalValues(signer: Signer, tags: readonly Tag[]): ContextValues {
  return {
    'aws:PrincipalAccount': signer.account,
    'aws:PrincipalArn': signer.roleArn ?? signer.arn,
    'aws:PrincipalType': PRINCIPAL_TYPES[signer.kind],
    'aws:userid': signer.userId,
    'aws:username': signer.userName,
    // Temporary credentials have the key with the value false; for long-lived ones the key is absent.
    'aws:MultiFactorAuthPresent': signer.kind === 'session' ? 'false' : undefined,
    ...tagValues('aws:PrincipalTag', tags),
  };
}

/** `aws:ResourceTag/team` and its like. */
export function tagValues(
  key: 'aws:PrincipalTag' | 'aws:RequestTag' | 'aws:ResourceTag' | 'iam:ResourceTag',
  tags: readonly Tag[],
): ContextValues {
  return Object.fromEntries(tags.map((tag) => [`${key}/${tag.key}`, tag.value]));
}

/** The tags of a user, role or policy, which IAM has under two keys (R500). */
export function iamResourceTagValues(tags: readonly Tag[]): ContextValues {
  return { ...tagValues('aws:ResourceTag', tags), ...tagValues('iam:ResourceTag', tags) };
}

/** The keys that say when it is asked. */
export function timeValues(nowMs: number): ContextValues {
  return {
    'aws:CurrentTime': formatIsoSeconds(nowMs),
    'aws:EpochTime': String(Math.floor(nowMs / 1_000)),
  };
}
