import {
  ATTACHED_POLICIES_MAX,
  INLINE_POLICIES_CHARACTERS_MAX,
  MANAGED_POLICY_CHARACTERS_MAX,
} from '../../src/operations/iam/iam-quotas.ts';
import { type Credentials, elementOf, type WorstClient } from './worst-client.ts';

/** What fills a policy, an item for each index; none matches, so that every one is tried. */
const FILLINGS: Readonly<Record<string, (index: number) => string>> = {
  /** Each nearly matches at each place of a text of one letter. */
  'long runs': (index) => `*${'a'.repeat(60)}${index.toString(36)}ÿ`,
  'question marks': (index) => `*${'a?'.repeat(30)}${index.toString(36)}ÿ`,
  'many stars': (index) => `${'*a'.repeat(40)}${index.toString(36)}ÿ`,
  'many short ones': (index) => `*${index.toString(36)}*ÿ`,
  variables: (index) => `*\${aws:username}*${index.toString(36)}ÿ`,
};

/** Of the model. */
const POLICY_DOCUMENT_CHARACTERS_MAX = 131_072;
const CONDITION_KEYS = ['aws:UserAgent', 'aws:TagKeys', 'aws:RequestTag/a'];

export const HOSTILE_KINDS = Object.keys(FILLINGS);

/**
 * A policy that denies what never is asked for and allows everything in the end. Half of it is resources, half a condition: both are
 * matched, whatever is asked for.
 */
export function hostilePolicy(kind: string, charactersMax: number): string {
  const filling = FILLINGS[kind];
  if (!filling) throw new Error(`no filling ${kind}`);
  const fillTexts = (prefix: string, characters: number) => {
    const texts: string[] = [];
    for (let used = 0, index = 0; ; index++) {
      const text = prefix + filling(index);
      used += text.length + 3;
      if (used > characters) return texts;
      texts.push(text);
    }
  };
  const half = Math.floor((charactersMax - 500) / 2);
  const keys = CONDITION_KEYS.map((key) => [key, fillTexts('', Math.floor(half / CONDITION_KEYS.length))]);
  const document = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Deny', Action: '*', Resource: fillTexts('arn:*:*:*:*:', half) },
      ...keys.map(([key, values]) => ({
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { 'ForAnyValue:StringLike': { [String(key)]: values } },
      })),
      { Effect: 'Allow', Action: '*', Resource: '*' },
    ],
  };
  return JSON.stringify(document);
}

/** A user with as many policies of the worst kinds as one can have. */
export async function createHostileUser(client: WorstClient): Promise<Credentials> {
  const UserName = 'a'.repeat(64);
  const kindOf = (index: number) => HOSTILE_KINDS[index % HOSTILE_KINDS.length] ?? '';
  const arns: string[] = [];
  for (let index = 0; index <= ATTACHED_POLICIES_MAX; index++) {
    const answer = await client.call('iam', 'CreatePolicy', {
      PolicyName: `hostile-${index}`,
      // White space does not count.
      PolicyDocument: hostilePolicy(kindOf(index), MANAGED_POLICY_CHARACTERS_MAX).padEnd(
        POLICY_DOCUMENT_CHARACTERS_MAX,
      ),
    });
    arns.push(elementOf(answer, 'Arn'));
  }
  await client.call('iam', 'CreateUser', { UserName, PermissionsBoundary: arns.at(-1) });
  for (const PolicyArn of arns.slice(0, -1)) await client.call('iam', 'AttachUserPolicy', { UserName, PolicyArn });
  await client.call('iam', 'PutUserPolicy', {
    UserName,
    PolicyName: 'hostile',
    PolicyDocument: hostilePolicy(kindOf(0), INLINE_POLICIES_CHARACTERS_MAX.user),
  });
  const key = await client.call('iam', 'CreateAccessKey', { UserName });
  return {
    accessKeyId: elementOf(key, 'AccessKeyId'),
    secretAccessKey: elementOf(key, 'SecretAccessKey'),
  };
}

/** A session of a role that has as many policies as a role can have, narrowed by as many as a session can have. */
export async function createHostileSession(client: WorstClient): Promise<Credentials> {
  const RoleName = 'hostile';
  const account = 'arn:aws:iam::123456789012:policy';
  const arns = Array.from({ length: ATTACHED_POLICIES_MAX }, (_, index) => `${account}/hostile-${index}`);
  const trust = { Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' };
  await client.call('iam', 'CreateRole', {
    RoleName,
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    PermissionsBoundary: `${account}/hostile-${ATTACHED_POLICIES_MAX}`,
  });
  for (const PolicyArn of arns) await client.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
  await client.call('iam', 'PutRolePolicy', {
    RoleName,
    PolicyName: 'hostile',
    PolicyDocument: hostilePolicy('many short ones', INLINE_POLICIES_CHARACTERS_MAX.role),
  });
  const UserName = 'assumer';
  await client.call('iam', 'CreateUser', { UserName });
  await client.call('iam', 'PutUserPolicy', { UserName, PolicyName: 'all', PolicyDocument: ALLOW_ALL });
  const key = await client.call('iam', 'CreateAccessKey', { UserName });
  const assumer = { accessKeyId: elementOf(key, 'AccessKeyId'), secretAccessKey: elementOf(key, 'SecretAccessKey') };
  const session = await client.call(
    'sts',
    'AssumeRole',
    {
      RoleArn: `arn:aws:iam::123456789012:role/${RoleName}`,
      RoleSessionName: 'hostile',
      PolicyArns: arns.map((arn) => ({ arn })),
      Policy: hostilePolicy('many short ones', SESSION_POLICY_CHARACTERS),
    },
    assumer,
  );
  return {
    accessKeyId: elementOf(session, 'AccessKeyId'),
    secretAccessKey: elementOf(session, 'SecretAccessKey'),
    sessionToken: elementOf(session, 'SessionToken'),
  };
}

/** With the ARNs beside it, the most that a session may have. */
const SESSION_POLICY_CHARACTERS = 1_500;
const ALLOW_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
