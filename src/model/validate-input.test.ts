import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServiceModel } from './service-model.ts';
import { serviceModels } from './service-models.ts';
import { CONSTRAINT_ERRORS_MAX, validateInput } from './validate-input.ts';

const cognito = serviceModels['cognito-idp'];
const POOL = 'us-east-1_AbCdEfGhI';
const ROLE = 'arn:aws:iam::123456789012:role/CognitoLogs';
const ROLE_PATTERN =
  'arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?';

function judge(operation: string, input: unknown, model: ServiceModel = cognito) {
  return validateInput(model, model.operations[operation]?.input ?? '', input);
}

function messageOf(operation: string, input: unknown, model?: ServiceModel): string {
  const verdict = judge(operation, input, model);
  return verdict.kind === 'invalid' ? verdict.message : verdict.kind;
}

const tagsOf = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}`, '']));

describe('validateInput', () => {
  it.each([
    [
      'a value without a pattern',
      'AdminCreateUser',
      { Username: 'u', UserAttributes: [{ Name: 'name', Value: 'a\0' }] },
    ],
    ['a filter', 'ListUsers', { Filter: 'name = "\0"' }],
  ])('refuses U+0000 in %s, as in a value of a file (R190)', (_, operation, input) => {
    expect(messageOf(operation, { UserPoolId: POOL, ...input })).toMatch(
      /^1 validation error detected: .* must satisfy regular expression pattern: \[\^\\u0000\]\*$/,
    );
  });

  it('takes U+0000 in the message of a log event', () => {
    const input = { logGroupName: 'g', logStreamName: 's', logEvents: [{ timestamp: 1, message: 'a\0' }] };
    expect(judge('PutLogEvents', input, serviceModels.logs)).toEqual({ kind: 'valid', input });
    expect(messageOf('CreateLogStream', { logGroupName: 'g', logStreamName: 's\0' }, serviceModels.logs)).toMatch(
      /u0000/,
    );
  });

  it.each([
    ['50 tags', { UserPoolTags: tagsOf(50) }, 'valid'],
    [
      '51 tags',
      { UserPoolTags: tagsOf(51) },
      "at 'userPoolTags' failed to satisfy constraint: Member must have length less than or equal to 50",
    ],
    ['two attributes', { AutoVerifiedAttributes: ['email', 'email'] }, 'valid'],
    [
      'three of two',
      { AutoVerifiedAttributes: Array(3).fill('email') },
      "at 'autoVerifiedAttributes' failed to satisfy constraint: Member must have length less than or equal to 2",
    ],
  ])('judges a pool with %s (R555)', (_, settings, message) => {
    expect(messageOf('CreateUserPool', { PoolName: 'p', ...settings })).toContain(message);
  });

  it('hands on a valid input', () => {
    const input = { JobName: 'My job', UserPoolId: POOL, CloudWatchLogsRoleArn: ROLE };
    expect(judge('CreateUserImportJob', input)).toEqual({ kind: 'valid', input });
  });

  it('leaves out unknown members and nulls, at every depth (R12)', () => {
    const input = {
      PoolName: 'p',
      Nonsense: { deep: [1] },
      MfaConfiguration: null,
      Policies: { PasswordPolicy: { MinimumLength: 8, Other: 'x' } },
      UserPoolTags: { constructor: 'kept', team: '' },
    };
    expect(judge('CreateUserPool', input)).toEqual({
      kind: 'valid',
      input: {
        PoolName: 'p',
        Policies: { PasswordPolicy: { MinimumLength: 8 } },
        UserPoolTags: { constructor: 'kept', team: '' },
      },
    });
  });

  it('takes a null in a map for a key that was not given, whatever the key (R860)', () => {
    const input = { PoolName: 'p', UserPoolTags: { team: null, owner: 'ann', '': null } };
    expect(judge('CreateUserPool', input)).toEqual({
      kind: 'valid',
      input: { PoolName: 'p', UserPoolTags: { owner: 'ann' } },
    });
  });

  it.each([
    ['an array for the input', 'DescribeUserPool', []],
    ['null for the input', 'DescribeUserPool', null],
    ['a number for a string', 'DescribeUserPool', { UserPoolId: 7 }],
    ['a string for a number', 'ListUserImportJobs', { UserPoolId: POOL, MaxResults: '10' }],
    ['a fraction for an integer', 'ListUserImportJobs', { UserPoolId: POOL, MaxResults: 1.5 }],
    ['a number beyond 32 bits for an integer', 'ListUserImportJobs', { UserPoolId: POOL, MaxResults: 2 ** 31 }],
    ['a string for a list', 'CreateUserPool', { PoolName: 'p', AliasAttributes: 'email' }],
    ['an object for a list', 'CreateUserPool', { PoolName: 'p', AliasAttributes: { 0: 'email' } }],
    ['a list for a map', 'CreateUserPool', { PoolName: 'p', UserPoolTags: ['a'] }],
    ['a list for a structure', 'CreateUserPool', { PoolName: 'p', Policies: [] }],
    ['a string for a boolean', 'AdminCreateUser', { UserPoolId: POOL, Username: 'u', ForceAliasCreation: 'true' }],
    ['a wrong type beside a broken constraint', 'DescribeUserImportJob', { UserPoolId: '', JobId: false }],
  ])('finds %s malformed (R11)', (_name, operation, input) => {
    expect(judge(operation, input)).toEqual({ kind: 'malformed' });
  });

  it.each([
    [
      'a missing member (R17, R19)',
      'GetCSVHeader',
      {},
      "1 validation error detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
    ],
    [
      'several at once, in the order of the model (R17)',
      'CreateUserImportJob',
      { CloudWatchLogsRoleArn: 'arn' },
      "4 validation errors detected: Value null at 'jobName' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'userPoolId' failed to satisfy constraint: Member must not be null; " +
        "Value 'arn' at 'cloudWatchLogsRoleArn' failed to satisfy constraint: Member must have length greater than or equal to 20; " +
        `Value 'arn' at 'cloudWatchLogsRoleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: ${ROLE_PATTERN}`,
    ],
    [
      'an empty string twice, length first (R25)',
      'GetCSVHeader',
      { UserPoolId: '' },
      "2 validation errors detected: Value '' at 'userPoolId' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        "Value '' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
    ],
    [
      'a string that is too long (R21)',
      'GetCSVHeader',
      { UserPoolId: `a_${'b'.repeat(54)}` },
      `1 validation error detected: Value 'a_${'b'.repeat(54)}' at 'userPoolId' failed to satisfy constraint: Member must have length less than or equal to 55`,
    ],
    [
      'a number below its range (R22)',
      'ListUserImportJobs',
      { UserPoolId: POOL, MaxResults: 0 },
      "1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'a number above its range (R22)',
      'ListUserImportJobs',
      { UserPoolId: POOL, MaxResults: 61 },
      "1 validation error detected: Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60",
    ],
    [
      'an enum in other letters (R23, R104)',
      'CreateUserImportJob',
      { JobName: 'j', UserPoolId: POOL, CloudWatchLogsRoleArn: ROLE, PasswordHashingAlgorithm: 'bcrypt' },
      "1 validation error detected: Value 'bcrypt' at 'passwordHashingAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [BCRYPT, SCRYPT, ARGON2ID, PBKDF2_SHA256]",
    ],
    [
      'a member of a structure in a list (R18)',
      'CreateUserPool',
      { PoolName: 'p', Schema: [{ Name: 'ok' }, { Name: '' }] },
      "2 validation errors detected: Value '' at 'schema.2.member.name' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        "Value '' at 'schema.2.member.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
    ],
    [
      'a string in a list (R18)',
      'CreateUserPool',
      { PoolName: 'p', AutoVerifiedAttributes: ['email', 'fax'] },
      "1 validation error detected: Value 'fax' at 'autoVerifiedAttributes.2.member' failed to satisfy constraint: Member must satisfy enum value set: [phone_number, email]",
    ],
    [
      'null in a list',
      'CreateUserPool',
      { PoolName: 'p', AutoVerifiedAttributes: [null] },
      "1 validation error detected: Value null at 'autoVerifiedAttributes.1.member' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a key and a value of a map',
      'CreateUserPool',
      { PoolName: 'p', UserPoolTags: { '': 'v', k: 'x'.repeat(257) } },
      "2 validation errors detected: Value '' at 'userPoolTags.key' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        `Value '${'x'.repeat(257)}' at 'userPoolTags.k.member' failed to satisfy constraint: Member must have length less than or equal to 256`,
    ],
    [
      'a list that is too short',
      'AddCustomAttributes',
      { UserPoolId: POOL, CustomAttributes: [] },
      "1 validation error detected: Value '[]' at 'customAttributes' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'a sensitive value, without printing it (R24)',
      'AdminCreateUser',
      { UserPoolId: POOL, Username: 'two words', TemporaryPassword: 'se cret' },
      "2 validation errors detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+; " +
        "Value at 'temporaryPassword' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+",
    ],
    [
      'a sensitive value that is missing (R24)',
      'AdminGetUser',
      { UserPoolId: POOL },
      "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a value of a sensitive map, without printing it (R24)',
      'InitiateAuth',
      { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: 'a', AuthParameters: { PASSWORD: 'se\0cret' } },
      "1 validation error detected: Value at 'authParameters.PASSWORD.member' failed to satisfy constraint: Member must satisfy regular expression pattern: [^\\u0000]*",
    ],
    [
      'a no-break space where \\s stands (R26)',
      'CreateUserPool',
      { PoolName: 'a\u00a0b' },
      "1 validation error detected: Value 'a\u00a0b' at 'poolName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+",
    ],
  ])('tells of %s', (_name, operation, input, message) => {
    expect(messageOf(operation, input)).toBe(message);
  });

  it('prints lists and structures as Java does', () => {
    const model: ServiceModel = {
      ...cognito,
      shapes: {
        In: { type: 'structure', members: { L: 'L' } },
        L: { type: 'list', member: 'S', max: 1 },
        S: { type: 'structure', members: { A: 'T', B: 'T' } },
        T: { type: 'string' },
      },
    };
    expect(validateInput(model, 'In', { L: [{ A: 'x', B: 'y' }, {}] })).toEqual({
      kind: 'invalid',
      message:
        "1 validation error detected: Value '[{A=x, B=y}, {}]' at 'l' failed to satisfy constraint: Member must have length less than or equal to 1",
    });
  });

  it('counts a character beyond the basic plane once', () => {
    expect(judge('AdminCreateUser', { UserPoolId: POOL, Username: '😀'.repeat(128) }).kind).toBe('valid');
    expect(messageOf('AdminCreateUser', { UserPoolId: POOL, Username: '😀'.repeat(129) })).toContain('equal to 128');
  });

  it('lists a bounded number of errors', () => {
    const message = messageOf('CreateUserPool', {
      PoolName: 'p',
      Schema: Array(50).fill({ Name: '' }),
      UserPoolTags: Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, 'x'.repeat(300)])),
    });
    expect(message.startsWith(`${CONSTRAINT_ERRORS_MAX} validation errors detected: `)).toBe(true);
  });

  it('does not touch prototypes', () => {
    const input: unknown = JSON.parse(
      `{"PoolName":"p","__proto__":{"MfaConfiguration":"ON"},"UserPoolTags":{"__proto__":"x","toString":"y"}}`,
    );
    const verdict = judge('CreateUserPool', input);
    expect(verdict.kind).toBe('valid');
    expect(JSON.stringify(verdict)).toBe(
      '{"kind":"valid","input":{"PoolName":"p","UserPoolTags":{"__proto__":"x","toString":"y"}}}',
    );
    expect(judge('DescribeUserPool', JSON.parse('{"__proto__":{"UserPoolId":"us-east-1_a"}}')).kind).toBe('invalid');
  });

  it('answers any JSON value for any operation', () => {
    const operations = Object.values(serviceModels).flatMap((model) =>
      Object.entries(model.operations).map(([, operation]) => [model, operation.input] as const),
    );
    const anyInput = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom('UserPoolId', 'PoolName', 'Schema', 'Username', 'UserAttributes', 'limit', '__proto__', 'Tags'),
        fc.jsonValue(),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...operations), anyInput, ([model, shape], input) => {
        expect(['valid', 'invalid', 'malformed']).toContain(validateInput(model, shape, input).kind);
      }),
      { numRuns: 2000 },
    );
  });
});
