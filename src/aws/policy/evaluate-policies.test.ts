import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatePolicies } from './evaluate-policies.ts';
import { type Policy, type PolicyKind, parsePolicy } from './policy-document.ts';
import type { RequestPrincipal } from './principal-element.ts';
import { type ContextValues, createRequestContext } from './request-context.ts';

const ACCOUNT = '111122223333';
const POOL = `arn:aws:cognito-idp:eu-central-1:${ACCOUNT}:userpool/eu-central-1_AbC`;
const OTHER_POOL = `arn:aws:cognito-idp:eu-central-1:${ACCOUNT}:userpool/eu-central-1_XyZ`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/team/import`;
const USER_ARN = `arn:aws:iam::${ACCOUNT}:user/ann`;
const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/import/monday`;
const DESCRIBE = 'cognito-idp:DescribeUserPool';

const USER: RequestPrincipal = { kind: 'user', account: ACCOUNT, arn: USER_ARN };
const ROOT: RequestPrincipal = { kind: 'root', account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` };
const SESSION: RequestPrincipal = { kind: 'session', account: ACCOUNT, arn: SESSION_ARN, roleArn: ROLE };
const SERVICE: RequestPrincipal = { kind: 'service', name: 'cognito-idp.amazonaws.com' };
const STRANGER: RequestPrincipal = { kind: 'user', account: '999988887777', arn: 'arn:aws:iam::999988887777:user/eve' };

type Json = Readonly<Record<string, unknown>>;

function read(statements: Json | readonly Json[], kind: PolicyKind = 'permissions', Version = '2012-10-17'): Policy {
  const parse = parsePolicy(JSON.stringify({ Version, Statement: statements }), kind);
  if (parse.kind === 'malformed') throw new Error(parse.fault);
  return parse.policy;
}

interface Setting {
  readonly principal?: RequestPrincipal;
  readonly action?: string;
  readonly resources?: readonly string[];
  readonly context?: ContextValues;
  readonly identity?: readonly Policy[];
  readonly boundary?: Policy;
  readonly session?: readonly Policy[];
  readonly trust?: Policy;
  readonly trustAccount?: string;
}

/** `allowed`, or how it is denied and by which kind of policy. */
function decide(setting: Setting): string {
  const { principal = USER, action = DESCRIBE, resources = [POOL], context = {}, identity = [] } = setting;
  const decision = evaluatePolicies(
    { principal, action, resources, context: createRequestContext(context) },
    {
      identity,
      boundary: setting.boundary,
      session: setting.session,
      trust: setting.trust && { policy: setting.trust, account: setting.trustAccount ?? ACCOUNT },
    },
  );
  return decision.kind === 'allowed' ? 'allowed' : `${decision.kind} ${decision.source}`;
}

const allow = (Action: unknown, Resource: unknown = '*', more: Json = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown = '*', more: Json = {}) => ({
  Effect: 'Deny',
  Action,
  Resource,
  ...more,
});
const YES = 'allowed';
const NO = 'implicit-deny identity';
const NEVER = 'explicit-deny identity';

describe('a statement', () => {
  it.each<[string, Json | Json[]]>([
    [YES, allow('*')],
    [YES, allow('cognito-idp:*')],
    [YES, allow('cognito-idp:DescribeUserPool')],
    [YES, allow('COGNITO-IDP:describeuserpool')],
    [YES, allow('cognito-idp:Describe*')],
    [YES, allow('cognito-idp:?escribeUser*')],
    [YES, allow(['logs:*', 'cognito-idp:DescribeUserPool'])],
    [NO, allow('cognito-idp:DescribeUserPoolDomain')],
    [NO, allow('cognito-idp:Describe')],
    [NO, allow('cognito-identity:*')],
    [NO, allow('logs:*')],
    [NO, allow('cognito-idp:List*')],
    [YES, { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
    [NO, { Effect: 'Allow', NotAction: ['iam:*', 'Cognito-IDP:Describe*'], Resource: '*' }],
    [NEVER, [allow('*'), { Effect: 'Deny', NotAction: 'cognito-idp:List*', Resource: '*' }]],
    [YES, [allow('*'), { Effect: 'Deny', NotAction: 'cognito-idp:*', Resource: '*' }]],
  ])('is %s for the action of %j (N59)', (expected, statements) => {
    expect(decide({ identity: [read(statements)] })).toBe(expected);
  });

  it.each<[string, unknown]>([
    [YES, '*'],
    [YES, POOL],
    [YES, [OTHER_POOL, POOL]],
    [YES, 'arn:aws:cognito-idp:*:*:userpool/*'],
    [YES, `arn:aws:cognito-idp:eu-central-1:${ACCOUNT}:userpool/eu-central-1_A?C`],
    [YES, 'arn:aws:cognito-idp:*'],
    [NO, OTHER_POOL],
    [NO, POOL.toLowerCase()],
    [NO, 'arn:aws:cognito-idp:us-east-1:*:userpool/*'],
    [NO, 'arn:aws:cognito-idp:*:999988887777:userpool/*'],
    [NO, 'userpool/eu-central-1_AbC'],
  ])('is %s for the resource %j (N59, R37)', (expected, resource) => {
    expect(decide({ identity: [read(allow('*', resource))] })).toBe(expected);
  });

  it.each<[string, Json[]]>([
    [YES, [{ Effect: 'Allow', Action: '*', NotResource: OTHER_POOL }]],
    [NO, [{ Effect: 'Allow', Action: '*', NotResource: [OTHER_POOL, POOL] }]],
    [NEVER, [allow('*'), { Effect: 'Deny', Action: '*', NotResource: OTHER_POOL }]],
    [YES, [allow('*'), { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:cognito-idp:*:*:userpool/*' }]],
  ])('is %s where it says NotResource: %j (N59)', (expected, statements) => {
    expect(decide({ identity: [read(statements)] })).toBe(expected);
  });

  it.each<[string, string, string]>([
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: variables of policies
    [YES, '2012-10-17', 'arn:aws:cognito-idp:*:*:userpool/${aws:PrincipalTag/pool}'],
    [YES, '2012-10-17', "arn:aws:cognito-idp:*:*:userpool/${aws:PrincipalTag/none, 'eu-central-1_AbC'}"],
    [NO, '2012-10-17', 'arn:aws:cognito-idp:*:*:userpool/${aws:PrincipalTag/none}'],
    [NO, '2012-10-17', 'arn:aws:cognito-idp:*:*:userpool/${aws:PrincipalTag/star}'],
    [NO, '2012-10-17', 'arn:aws:cognito-idp:*:*:userpool/${*}'],
    [NO, '2008-10-17', 'arn:aws:cognito-idp:*:*:userpool/${aws:PrincipalTag/pool}'],
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: variables of policies
  ])('is %s in version %s for the resource %s (N59)', (expected, version, resource) => {
    const context = { 'aws:PrincipalTag/pool': 'eu-central-1_AbC', 'aws:PrincipalTag/star': '*' };
    const identity = [read(allow('*', resource), 'permissions', version)];
    expect(decide({ identity, context })).toBe(expected);
  });

  it.each<[string, string]>([
    [NO, 'Allow'],
    [NEVER, 'Deny'],
  ])('is %s when it is to %s all but the resource of a variable without a value', (expected, Effect) => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of policies
    const statement = { Effect, Action: '*', NotResource: 'arn:aws:iam::*:user/${aws:username}' };
    const others = Effect === 'Deny' ? [allow('*')] : [];
    expect(decide({ identity: [read([statement, ...others])] })).toBe(expected);
  });

  it('is asked under every ARN by which policies name a thing (N4)', () => {
    const resources = ['arn:aws:logs:r:1:log-group:g', 'arn:aws:logs:r:1:log-group:g:*'];
    for (const resource of resources) {
      expect(decide({ resources, identity: [read(allow('*', resource))] })).toBe(YES);
      expect(decide({ resources, identity: [read([allow('*'), deny('*', resource)])] })).toBe(NEVER);
    }
  });

  it.each<[string, Json[], ContextValues]>([
    [YES, [allow('*', '*', { Condition: { StringEquals: { 'aws:username': 'ann' } } })], { 'aws:username': 'ann' }],
    [NO, [allow('*', '*', { Condition: { StringEquals: { 'aws:username': 'ann' } } })], { 'aws:username': 'bob' }],
    [NO, [allow('*', '*', { Condition: { StringEquals: { 'aws:username': 'ann' } } })], {}],
    [YES, [allow('*', '*', { Condition: {} })], {}],
    [
      NO,
      [allow('*', '*', { Condition: { StringLike: { 'aws:username': '*', 'aws:userid': 'AIDA*' } } })],
      { 'aws:username': 'ann' },
    ],
    [
      NO,
      [
        allow('*', '*', {
          Condition: { StringLike: { 'aws:username': '*' }, Bool: { 'aws:SecureTransport': true } },
        }),
      ],
      { 'aws:username': 'ann', 'aws:SecureTransport': 'false' },
    ],
    [YES, [allow('*', '*', { Condition: { NumericLessThan: { 'aws:EpochTime': 5 } } })], { 'aws:EpochTime': '4' }],
    [
      NEVER,
      [allow('*'), deny('*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      { 'aws:SecureTransport': 'false' },
    ],
    [YES, [allow('*'), deny('*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })], {}],
  ])('is %s with all conditions of %j in %j (N60)', (expected, statements, context) => {
    expect(decide({ identity: [read(statements)], context })).toBe(expected);
  });

  it.each<[string, Json]>([
    ['operator', { StringAlmost: { 'aws:username': 'ann' } }],
    ['key', { StringEquals: { 'ec2:Region': 'x' } }],
    ['value', { NumericLessThan: { 'aws:EpochTime': 'soon' } }],
  ])('with an %s that is not known does not allow, and denies (N61)', (_name, Condition) => {
    const context = { 'aws:username': 'ann', 'aws:EpochTime': '1' };
    expect(decide({ context, identity: [read(allow('*', '*', { Condition }))] })).toBe(NO);
    expect(decide({ context, identity: [read([allow('*'), deny('*', '*', { Condition })])] })).toBe(NEVER);
    const unmet = { ...Condition, Bool: { 'aws:SecureTransport': 'true' } };
    expect(decide({ context, identity: [read([allow('*'), deny('*', '*', { Condition: unmet })])] })).toBe(YES);
  });
});

const ALL = read(allow('*'));
const NONE = read(allow('logs:*'));
const DENIAL = read([allow('*'), deny(DESCRIBE)]);

describe('policies of several kinds', () => {
  it.each<[string, Setting]>([
    [NO, { identity: [] }],
    [YES, { identity: [NONE, ALL] }],
    [NEVER, { identity: [ALL, DENIAL] }],
    [NEVER, { identity: [DENIAL], boundary: DENIAL, session: [DENIAL] }],
    [YES, { identity: [ALL], boundary: ALL }],
    ['implicit-deny boundary', { identity: [ALL], boundary: NONE }],
    ['explicit-deny boundary', { identity: [ALL], boundary: DENIAL }],
    ['explicit-deny boundary', { identity: [NONE], boundary: DENIAL }],
    [NO, { identity: [NONE], boundary: ALL }],
    [NO, { identity: [NONE], boundary: NONE }],
    [YES, { principal: SESSION, identity: [ALL], session: [ALL] }],
    [YES, { principal: SESSION, identity: [ALL], session: [] }],
    [YES, { principal: SESSION, identity: [ALL], session: [NONE, ALL] }],
    ['implicit-deny session', { principal: SESSION, identity: [ALL], session: [NONE] }],
    ['explicit-deny session', { principal: SESSION, identity: [ALL], session: [ALL, DENIAL] }],
    ['implicit-deny boundary', { principal: SESSION, identity: [ALL], boundary: NONE, session: [NONE] }],
    [NO, { principal: SESSION, identity: [NONE], session: [ALL] }],
    [YES, { principal: ROOT, identity: [] }],
    [YES, { principal: ROOT, identity: [], boundary: NONE }],
    ['implicit-deny resource', { principal: SERVICE }],
  ])('decide: %s (N57, N58) %#', (expected, setting) => {
    expect(decide(setting)).toBe(expected);
  });
});

const trust = (Principal: unknown, more: Json = {}) => ({
  Effect: 'Allow',
  Principal,
  Action: 'sts:AssumeRole',
  ...more,
});
const MAY_ASSUME = read(allow('sts:AssumeRole', ROLE));
const NOBODY = 'implicit-deny resource';

describe('a trust policy', () => {
  it.each<[string, RequestPrincipal, unknown, Policy[]]>([
    // Names the caller: no policy of the caller is needed.
    [YES, USER, { AWS: USER_ARN }, []],
    [YES, USER, { AWS: [ROLE, USER_ARN] }, []],
    [YES, USER, '*', []],
    [YES, USER, { AWS: '*' }, []],
    [YES, SESSION, { AWS: ROLE }, []],
    [YES, SESSION, { AWS: SESSION_ARN }, []],
    // Names the account, which then decides.
    [NO, USER, { AWS: ACCOUNT }, []],
    [NO, USER, { AWS: `arn:aws:iam::${ACCOUNT}:root` }, []],
    [YES, USER, { AWS: ACCOUNT }, [MAY_ASSUME]],
    [YES, USER, { AWS: `arn:aws:iam::${ACCOUNT}:root` }, [MAY_ASSUME]],
    [YES, ROOT, { AWS: ACCOUNT }, []],
    [NEVER, USER, { AWS: USER_ARN }, [read([allow('*'), deny('sts:*')])]],
    // Names others.
    [NOBODY, USER, { AWS: `${USER_ARN}e` }, [MAY_ASSUME]],
    [NOBODY, USER, { AWS: 'arn:aws:iam::111122223333:user/*' }, [MAY_ASSUME]],
    [NOBODY, USER, { Service: 'cognito-idp.amazonaws.com' }, [MAY_ASSUME]],
    [NOBODY, USER, { Federated: 'accounts.google.com' }, [MAY_ASSUME]],
    [NOBODY, SESSION, { AWS: USER_ARN }, [MAY_ASSUME]],
    [NOBODY, ROOT, { Service: 'cognito-idp.amazonaws.com' }, []],
    // Of another account: both must.
    [NO, STRANGER, { AWS: 'arn:aws:iam::999988887777:user/eve' }, []],
    [YES, STRANGER, { AWS: 'arn:aws:iam::999988887777:user/eve' }, [MAY_ASSUME]],
    [YES, STRANGER, { AWS: '999988887777' }, [MAY_ASSUME]],
    [NO, STRANGER, '*', []],
    [NOBODY, STRANGER, { AWS: ACCOUNT }, [MAY_ASSUME]],
    // Services need nothing else.
    [YES, SERVICE, { Service: 'cognito-idp.amazonaws.com' }, []],
    [YES, SERVICE, { Service: ['lambda.amazonaws.com', 'cognito-idp.amazonaws.com'] }, []],
    [NOBODY, SERVICE, { Service: 'lambda.amazonaws.com' }, []],
    [NOBODY, SERVICE, { AWS: ACCOUNT }, []],
  ])('is %s for %o where it names %j (N58, N64, N68)', (expected, principal, named, identity) => {
    const setting = { principal, identity, action: 'sts:AssumeRole', resources: [ROLE] };
    expect(decide({ ...setting, trust: read(trust(named), 'trust') })).toBe(expected);
  });

  it.each<[string, RequestPrincipal, Json[]]>([
    ['explicit-deny resource', USER, [trust('*'), { ...trust({ AWS: USER_ARN }), Effect: 'Deny' }]],
    ['explicit-deny resource', USER, [trust('*'), { ...trust({ AWS: ACCOUNT }), Effect: 'Deny' }]],
    ['explicit-deny resource', SERVICE, [trust('*'), { ...trust('*'), Effect: 'Deny' }]],
    [YES, USER, [trust('*'), { ...trust({ AWS: ROLE }), Effect: 'Deny' }]],
    [
      'explicit-deny resource',
      USER,
      [trust('*'), { Effect: 'Deny', NotPrincipal: { AWS: ROLE }, Action: 'sts:AssumeRole' }],
    ],
    [YES, USER, [trust('*'), { Effect: 'Deny', NotPrincipal: { AWS: USER_ARN }, Action: 'sts:AssumeRole' }]],
    [YES, USER, [{ Effect: 'Allow', NotPrincipal: { AWS: ROLE }, Action: 'sts:AssumeRole' }]],
    [NOBODY, USER, [{ Effect: 'Allow', NotPrincipal: { AWS: USER_ARN }, Action: 'sts:AssumeRole' }]],
    [NOBODY, USER, [trust('*', { Action: 'sts:TagSession' })]],
    [NOBODY, USER, [trust('*', { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } })]],
  ])('is %s for %o with %j (N57)', (expected, principal, statements) => {
    const setting = { principal, action: 'sts:AssumeRole', resources: [ROLE] };
    expect(decide({ ...setting, trust: read(statements, 'trust') })).toBe(expected);
  });

  it.each<[string, Json, ContextValues]>([
    [YES, { StringEquals: { 'aws:SourceAccount': ACCOUNT } }, { 'aws:SourceAccount': ACCOUNT }],
    [NOBODY, { StringEquals: { 'aws:SourceAccount': ACCOUNT } }, { 'aws:SourceAccount': '999988887777' }],
    [YES, { ArnLike: { 'aws:SourceArn': POOL } }, { 'aws:SourceArn': POOL }],
    [YES, { ArnLike: { 'aws:SourceArn': 'arn:aws:cognito-idp:*:*:userpool/*' } }, { 'aws:SourceArn': POOL }],
    [NOBODY, { ArnLike: { 'aws:SourceArn': OTHER_POOL } }, { 'aws:SourceArn': POOL }],
    [NOBODY, { ArnLike: { 'aws:SourceArn': POOL } }, {}],
  ])('is %s for a service under %j in %j (N65)', (expected, Condition, context) => {
    const policy = read(trust({ Service: 'cognito-idp.amazonaws.com' }, { Condition }), 'trust');
    const setting = { principal: SERVICE, action: 'sts:AssumeRole', resources: [ROLE], context };
    expect(decide({ ...setting, trust: policy })).toBe(expected);
  });

  it('is narrowed by a boundary and by session policies (N58)', () => {
    const setting = { action: 'sts:AssumeRole', resources: [ROLE], trust: read(trust('*'), 'trust') };
    expect(decide({ ...setting, boundary: NONE })).toBe('implicit-deny boundary');
    expect(decide({ ...setting, principal: SESSION, session: [NONE] })).toBe('implicit-deny session');
  });
});

describe('whatever the policies', () => {
  const anyStatement = fc.record({
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: fc.constantFrom('*', 'cognito-idp:*', DESCRIBE, 'logs:*'),
    Resource: fc.constantFrom('*', POOL, OTHER_POOL, 'arn:aws:cognito-idp:*'),
    Condition: fc.constantFrom(
      {},
      { StringLike: { 'aws:username': 'a*' } },
      { StringNotEquals: { 'aws:username': 'ann' } },
      { Bool: { 'aws:SecureTransport': 'true' } },
      { Unknown: { 'aws:username': 'x' } },
    ),
  });
  const anyStatements = fc.array(anyStatement, { minLength: 1, maxLength: 4 });
  const anyPolicies = fc.array(anyStatements, { maxLength: 3 });
  const context = { 'aws:username': 'ann', 'aws:SecureTransport': 'false' };
  const readAll = (policies: readonly (readonly Json[])[]) => policies.map((statements) => read(statements));

  it('one more deny never allows more (N57)', () => {
    fc.assert(
      fc.property(anyPolicies, anyStatement, (policies, statement) => {
        const identity = readAll(policies);
        const denial = read({ ...statement, Effect: 'Deny' });
        fc.pre(decide({ identity, context }) !== YES);
        expect(decide({ identity: [...identity, denial], context })).not.toBe(YES);
      }),
    );
  });

  it('one more allow never allows less (N57)', () => {
    fc.assert(
      fc.property(anyPolicies, anyStatement, (policies, statement) => {
        const identity = readAll(policies);
        fc.pre(decide({ identity, context }) === YES);
        expect(decide({ identity: [...identity, read({ ...statement, Effect: 'Allow' })], context })).toBe(YES);
      }),
    );
  });

  it('their order and how they are split into documents do not matter (N57)', () => {
    fc.assert(
      fc.property(anyPolicies, (policies) => {
        const decision = decide({ identity: readAll(policies), context });
        const turned = policies.toReversed().map((statements) => statements.toReversed());
        expect(decide({ identity: readAll(turned), context })).toBe(decision);
        const single = policies.flat();
        fc.pre(single.length > 0);
        expect(decide({ identity: [read(single)], context })).toBe(decision);
        expect(decide({ identity: single.map((statement) => read(statement)), context })).toBe(decision);
      }),
    );
  });

  it('a boundary or session policies never allow more (N58)', () => {
    fc.assert(
      fc.property(anyPolicies, anyStatements, anyPolicies, (policies, boundary, session) => {
        const identity = readAll(policies);
        fc.pre(decide({ identity, context }) !== YES);
        expect(decide({ identity, context, boundary: read(boundary) })).not.toBe(YES);
        expect(decide({ identity, context, principal: SESSION, session: readAll(session) })).not.toBe(YES);
      }),
    );
  });

  it('the same policy as boundary and as session policy changes nothing that it decides (N58)', () => {
    fc.assert(
      fc.property(anyStatements, (statements) => {
        const policy = read(statements);
        const decision = decide({ identity: [policy], context });
        expect(decide({ identity: [policy], boundary: policy, session: [policy], context })).toBe(decision);
      }),
    );
  });

  it('the root user is allowed everything (N57)', () => {
    fc.assert(
      fc.property(anyPolicies, anyStatements, (policies, boundary) => {
        expect(decide({ principal: ROOT, identity: readAll(policies), boundary: read(boundary), context })).toBe(YES);
      }),
    );
  });
});
