import { describe, expect, it } from 'vitest';
import type { Decision } from './evaluate-policies.ts';
import { refusalText } from './refusal-text.ts';

describe('the text of a refusal', () => {
  it.each<[Exclude<Decision, { kind: 'allowed' }>, string]>([
    [
      { kind: 'implicit-deny', source: 'identity' },
      'because no identity-based policy allows the cognito-idp:GetCSVHeader action',
    ],
    [
      { kind: 'implicit-deny', source: 'boundary' },
      'because no permissions boundary allows the cognito-idp:GetCSVHeader action',
    ],
    [
      { kind: 'implicit-deny', source: 'session' },
      'because no session policy allows the cognito-idp:GetCSVHeader action',
    ],
    [
      { kind: 'implicit-deny', source: 'resource' },
      'because no resource-based policy allows the cognito-idp:GetCSVHeader action',
    ],
    [{ kind: 'explicit-deny', source: 'identity' }, 'with an explicit deny in an identity-based policy'],
    [{ kind: 'explicit-deny', source: 'boundary' }, 'with an explicit deny in a permissions boundary'],
    [{ kind: 'explicit-deny', source: 'session' }, 'with an explicit deny in a session policy'],
    [{ kind: 'explicit-deny', source: 'resource' }, 'with an explicit deny in a resource-based policy'],
  ])('of %o says why (R34, R35, N62)', (decision, tail) => {
    expect(refusalText('arn:aws:iam::1:user/ann', 'cognito-idp:GetCSVHeader', 'arn:r', decision)).toBe(
      `User: arn:aws:iam::1:user/ann is not authorized to perform: cognito-idp:GetCSVHeader on resource: arn:r ${tail}`,
    );
  });
});
