import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyKind } from '../../aws/policy/policy-document.ts';
import { encodePolicyDocument, findPolicyFault } from './policy-document.ts';

const ALLOW = { Effect: 'Allow', Action: 'logs:*', Resource: '*' };
const TRUST = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'cognito-idp.amazonaws.com' } };

describe('a policy document', () => {
  it.each<[PolicyKind, unknown]>([
    ['permissions', { Version: '2012-10-17', Statement: [ALLOW] }],
    ['permissions', { Statement: ALLOW }],
    ['permissions', { Version: '2008-10-17', Id: 'x', Statement: [{ ...ALLOW, Sid: 's', Condition: {} }] }],
    ['permissions', { Statement: [{ Effect: 'Deny', NotAction: ['a:b'], NotResource: ['c'] }] }],
    ['trust', { Statement: [TRUST] }],
    ['trust', { Statement: [{ ...TRUST, Principal: '*' }] }],
    ['trust', { Statement: [{ ...TRUST, Principal: { AWS: ['111122223333', '*'] } }] }],
  ])('for %s may be %j', (kind, document) => {
    expect(findPolicyFault(JSON.stringify(document), kind)).toBeUndefined();
  });

  it.each<[string, PolicyKind, unknown]>([
    ['Syntax errors in policy.', 'permissions', null],
    ['Syntax errors in policy.', 'permissions', []],
    ['Syntax errors in policy.', 'permissions', {}],
    ['Syntax errors in policy.', 'permissions', { Statement: [] }],
    ['Syntax errors in policy.', 'permissions', { Statement: ['a'] }],
    ['Syntax errors in policy.', 'permissions', { Statement: [{ ...ALLOW, Effect: 'allow' }] }],
    ['Syntax errors in policy.', 'permissions', { Statement: [{ ...ALLOW, Condition: 'c' }] }],
    ['The policy must contain a valid version string', 'permissions', { Version: '2012', Statement: [ALLOW] }],
    ['Policy statement must contain actions.', 'permissions', { Statement: [{ Effect: 'Allow', Resource: '*' }] }],
    ['Policy statement must contain actions.', 'permissions', { Statement: [{ ...ALLOW, Action: [] }] }],
    ['Syntax errors in policy.', 'permissions', { Statement: [{ ...ALLOW, NotAction: 'iam:*' }] }],
    ['Syntax errors in policy.', 'permissions', { Statement: [{ ...ALLOW, NotResource: '*' }] }],
    ['Syntax errors in policy.', 'permissions', { Statement: [{ ...ALLOW, Conditions: {} }] }],
    ['Syntax errors in policy.', 'permissions', { Statement: [ALLOW], statement: [] }],
    ['Syntax errors in policy.', 'permissions', { Statement: [{ ...ALLOW, Sid: 1 }] }],
    ['Syntax errors in policy.', 'permissions', { Id: 1, Statement: [ALLOW] }],
    ['Syntax errors in policy.', 'permissions', { Statement: [{ ...ALLOW, Condition: { Bool: 'aws:x' } }] }],
    ['Syntax errors in policy.', 'permissions', { Statement: [{ ...ALLOW, Condition: { Bool: { k: null } } }] }],
    ['Syntax errors in policy.', 'trust', { Statement: [{ ...TRUST, NotPrincipal: '*' }] }],
    [
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
      'permissions',
      { Statement: [{ ...ALLOW, Action: ['logs:*', 'PutLogEvents'] }] },
    ],
    ['Policy statement must contain resources.', 'permissions', { Statement: [ALLOW, { ...ALLOW, Resource: 1 }] }],
    ['Policy document should not specify a principal.', 'permissions', { Statement: [TRUST] }],
    ['Has prohibited field Resource', 'trust', { Statement: [{ ...TRUST, Resource: '*' }] }],
    ['Missing required field Principal', 'trust', { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole' }] }],
    ['Missing required field Principal', 'trust', { Statement: [{ ...TRUST, Principal: {} }] }],
  ])('is malformed: %s (N50)', (fault, kind, document) => {
    expect(findPolicyFault(JSON.stringify(document), kind)).toBe(fault);
  });

  it.each<[string, string | undefined]>([
    ['1e308', undefined],
    ['1e309', 'Syntax errors in policy.'],
    ['-1e309', 'Syntax errors in policy.'],
    ['[1, 1e309]', 'Syntax errors in policy.'],
    ['"1e309"', undefined],
  ])('with the number %s in a condition, which JSON may not write again, is: %s (N50, R504)', (number, fault) => {
    const document = JSON.stringify({
      Statement: [{ ...TRUST, Condition: { NumericLessThan: { 'aws:EpochTime': 0 } } }],
    });
    expect(findPolicyFault(document.replace('0}', `${number}}`), 'trust')).toBe(fault);
  });

  it('is judged whatever it is', () => {
    const anyText = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(anyText, fc.constantFrom<PolicyKind>('trust', 'permissions'), (text, kind) => {
        expect(findPolicyFault(text, kind)).toEqual(expect.any(String));
      }),
    );
  });

  it('is decoded by clients to what was sent (N39)', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const encoded = encodePolicyDocument(text);
        expect(decodeURIComponent(encoded)).toBe(text);
        expect(encoded).toMatch(/^[A-Za-z0-9%._~-]*$/);
      }),
    );
  });
});
