import { describe, expect, it } from 'vitest';
import { parseDescribedPool } from './parse-described-pool.ts';

/** As the AWS CLI prints it: dates as texts, and members that no rule looks at. */
const DESCRIBED = {
  Id: 'us-east-1_AbCdEfGhI',
  Name: 'people',
  CreationDate: '2026-11-01T10:00:00+00:00',
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
  SchemaAttributes: [
    {
      Name: 'email',
      AttributeDataType: 'String',
      DeveloperOnlyAttribute: false,
      Mutable: true,
      Required: true,
      StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' },
    },
    { Name: 'custom:age', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '1' } },
    { Name: 'identities', AttributeDataType: 'String', StringAttributeConstraints: {} },
  ],
  AutoVerifiedAttributes: ['email'],
  AliasAttributes: ['preferred_username'],
  MfaConfiguration: 'OPTIONAL',
  UsernameConfiguration: { CaseSensitive: false },
  SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' },
  LambdaConfig: {},
  ResponseMetadata: { HTTPStatusCode: 200 },
};

describe('parseDescribedPool', () => {
  it('takes the settings and the schema that rules look at (R156, R228, R244, R265)', () => {
    expect(parseDescribedPool({ UserPool: DESCRIBED }, 'pool.json')).toMatchObject({
      description: 'people (us-east-1_AbCdEfGhI)',
      settings: {
        autoVerifiedAttributes: ['email'],
        usernameAttributes: [],
        aliasAttributes: ['preferred_username'],
        caseSensitiveUsernames: false,
        mfaConfiguration: 'OPTIONAL',
        allowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'],
        smsConfiguration: {},
      },
      schema: [
        { name: 'email', dataType: 'String', required: true, minLength: '0', maxLength: '2048' },
        { name: 'custom:age', dataType: 'Number', required: false, mutable: true, minValue: '1' },
        { name: 'identities' },
      ],
    });
  });

  it('takes the pool itself for the same, and tells cases apart where nothing is said (R229)', () => {
    const { UsernameConfiguration: _left, ...rest } = DESCRIBED;
    expect(parseDescribedPool(rest, 'pool.json').settings.caseSensitiveUsernames).toBe(true);
    expect(parseDescribedPool(DESCRIBED, 'a')).toEqual(parseDescribedPool({ UserPool: DESCRIBED }, 'a'));
  });

  it('leaves a pool without optional members at their defaults (R240)', () => {
    expect(parseDescribedPool({ SchemaAttributes: [] }, 'pool.json')).toMatchObject({
      description: 'pool.json',
      settings: { mfaConfiguration: 'OFF', autoVerifiedAttributes: [], allowedFirstAuthFactors: [] },
      schema: [],
    });
  });

  it.each([
    ['no object', null, 'the answer is not an object'],
    ['a list', [DESCRIBED], 'the answer is not an object'],
    ['another answer', { UserPools: [] }, 'it has no SchemaAttributes'],
    ['a schema that is no list', { SchemaAttributes: {} }, 'SchemaAttributes is not a list'],
    [
      'an attribute without a name',
      { SchemaAttributes: [{ AttributeDataType: 'String' }] },
      'SchemaAttributes[0].Name is not a text',
    ],
    [
      'an unknown type',
      { SchemaAttributes: [{ Name: 'a', AttributeDataType: 'Int' }] },
      'is not one of String, Number, Boolean, DateTime',
    ],
    ['an unknown alias', { ...DESCRIBED, AliasAttributes: ['name'] }, 'AliasAttributes[0] is not one of'],
    [
      'a flag that is a text',
      { ...DESCRIBED, UsernameConfiguration: { CaseSensitive: 'false' } },
      'CaseSensitive is not true or false',
    ],
  ])('refuses %s, and names what is wrong', (_name, answer, text) => {
    expect(() => parseDescribedPool(answer, 'pool.json')).toThrow(text);
    expect(() => parseDescribedPool(answer, 'pool.json')).toThrow('pool.json is not an answer of DescribeUserPool: ');
  });
});
