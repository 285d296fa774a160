import {
  ATTACHED_POLICIES_MAX,
  INLINE_POLICIES_CHARACTERS_MAX,
  MANAGED_POLICY_CHARACTERS_MAX,
} from '../../src/operations/iam/iam-quotas.ts';
import type { Credentials, WorstClient } from './worst-client.ts';

/** What fills a policy, an item for each index; none matches, so that every one is tried. */
const FILLINGS: Readonly<Record<string, (index: number) => string>> = {
  /** Each nearly matches at each place of a text of one letter. */
  'long runs': (index) => `*${'a'.repeat(60)}${index.toString(36)}b`,
  'question marks': (index) => `*${'a?'.repeat(30)}${index.toString(36)}b`,
  'many stars': (index) => `${'*a'.repeat(40)}${index.toString(36)}b`,
  'many short ones': (index) => `*${index.toString(36)}*b`,
  variables: (index) => `*\${aws:username}*${index.toString(36)}b`,
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
    arns.push(/<Arn>([^<]+)/.exec(answer)?.[1] ?? '');
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
    accessKeyId: /<AccessKeyId>([^<]+)/.exec(key)?.[1] ?? '',
    secretAccessKey: /<SecretAccessKey>([^<]+)/.exec(key)?.[1] ?? '',
  };
}
