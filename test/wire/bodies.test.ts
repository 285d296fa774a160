import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { serviceModels } from '../../src/model/service-models.ts';
import { exchange, type RawAnswer } from './raw-http.ts';
import { signRequest } from './signed-request.ts';

const OPERATIONS = [
  'CreateUserImportJob',
  'DescribeUserImportJob',
  'GetCSVHeader',
  'ListUserImportJobs',
  'StartUserImportJob',
  'StopUserImportJob',
] as const;
const ROLE = 'arn:aws:iam::123456789012:role/import';
const SERIALIZATION = '{"__type":"SerializationException"}';

let muster: Muster;
let poolId: string;

beforeAll(async () => {
  muster = await startMuster();
  const { UserPool } = JSON.parse((await call('CreateUserPool', '{"PoolName":"bodies"}')).body);
  poolId = UserPool.Id;
});
afterAll(() => muster?.stop());

async function call(operation: string, body: string | Buffer): Promise<RawAnswer> {
  const { host, port } = new URL(muster.url);
  const target = `AWSCognitoIdentityProviderService.${operation}`;
  const answers = await exchange(Number(port), signRequest({ host, target, body: Buffer.from(body) }));
  return assertPresent(answers.length === 1 ? answers[0] : undefined, `${operation} has one answer`);
}

/** A good input of each member that an import operation has. */
const good = (): Readonly<Record<string, unknown>> => ({
  JobName: 'job',
  UserPoolId: poolId,
  CloudWatchLogsRoleArn: ROLE,
  JobId: 'import-unknown',
  MaxResults: 10,
});

const members = OPERATIONS.flatMap((operation) => {
  const model = serviceModels['cognito-idp'];
  const input = model.shapes[model.operations[operation]?.input ?? ''];
  return Object.entries(input?.type === 'structure' ? input.members : {}).map(
    ([member, shape]) => [operation, member, model.shapes[shape]?.type ?? ''] as const,
  );
});

describe('a body with a value of another JSON type', () => {
  it.each(members)('is not read: %s, %s, which is a %s (R11)', async (operation, member, type) => {
    const wrong = [true, [], {}, ['a'], { a: 1 }, type === 'integer' ? '10' : 10, type === 'integer' ? 1.5 : 0];
    for (const value of wrong) {
      const answer = await call(operation, JSON.stringify({ ...good(), [member]: value }));
      expect([JSON.stringify(value), answer.status, answer.body]).toEqual([JSON.stringify(value), 400, SERIALIZATION]);
      expect(answer.headers.get('x-amzn-errortype')).toBe('SerializationException:');
    }
  });
});

describe('a body that is no JSON object', () => {
  const inside = (json: string) => `{"UserPoolId":"us-east-1_AbCdEfGhI",${json}}`;

  it.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['spaces', '  \r\n'],
    ['null', 'null'],
    ['an array', '[{"UserPoolId":"us-east-1_AbCdEfGhI"}]'],
    ['a string', '"{}"'],
    ['a number', '1'],
    ['two objects', '{}{}'],
    ['an object and a comma', '{},'],
    ['a form', 'Action=GetCSVHeader'],
    ['a comment', '/**/{}'],
    ['single quotes', "{'UserPoolId':'a_b'}"],
    ['a comma too many', '{"UserPoolId":"a_b",}'],
    ['a byte order mark', `\ufeff${inside('"x":1')}`],
    ['UTF-16', Buffer.from(inside('"x":1'), 'utf16le')],
    ['a NUL behind it', `${inside('"x":1')}\0`],
    ['a raw NUL in a string', inside('"x":"a\0b"')],
    ['a raw line break in a string', inside('"x":"a\nb"')],
    ['a lone continuation byte', Buffer.concat([Buffer.from('{"x":"'), Buffer.of(0x80), Buffer.from('"}')])],
    ['a surrogate in UTF-8', Buffer.concat([Buffer.from('{"x":"'), Buffer.of(0xed, 0xa0, 0x80), Buffer.from('"}')])],
    ['an overlong slash', Buffer.concat([Buffer.from('{"x":"'), Buffer.of(0xc0, 0xaf), Buffer.from('"}')])],
    ['beyond U+10FFFF', Buffer.concat([Buffer.from('{"x":"'), Buffer.of(0xf4, 0x90, 0x80, 0x80), Buffer.from('"}')])],
    ['a key twice', inside('"UserPoolId":"us-east-1_AbCdEfGhI"')],
    ['a key twice, once escaped', inside('"User\\u0050oolId":"us-east-1_AbCdEfGhI"')],
    ['an unknown key twice, deep below', inside('"x":[{"y":{"z":1,"z":2}}]')],
    ['__proto__', inside('"__proto__":{"JobId":"import-a"}')],
    ['__proto__ in escapes', inside('"\\u005f_proto__":{"JobId":"import-a"}')],
    ['lists 10,000 deep', inside(`"x":${'['.repeat(10_000)}${']'.repeat(10_000)}`)],
    ['objects 10,000 deep', inside(`"x":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)],
    ['500,000 opening brackets', '['.repeat(500_000)],
    ['a number with a plus', inside('"x":+1')],
    ['a number with a leading zero', inside('"x":01')],
    ['NaN', inside('"x":NaN')],
    ['a half escape', inside('"x":"\\u12"')],
  ])('is not read: %s (R11)', async (_, body) => {
    const answer = await call('GetCSVHeader', body);
    expect([answer.status, answer.body]).toEqual([400, SERIALIZATION]);
  });
});

describe('a body that is JSON', () => {
  it.each<[string, string]>([
    ['constructor and prototype', '"constructor":{"prototype":{"JobId":1}},"prototype":1,"toString":null'],
    ['members of other operations', '"JobName":5,"Nonsense":[{}]'],
    ['the empty name', '"":1'],
    ['names of half a surrogate pair', '"\\ud800":1,"\\udc00":2'],
    ['60 levels', `"x":${'['.repeat(60)}${']'.repeat(60)}`],
    ['a number of 10,000 digits', `"x":${'9'.repeat(10_000)}`],
    ['1e400 and -0', '"x":1e400,"y":-0,"z":1e-400'],
    ['900,000 characters', `"x":"${'x'.repeat(900_000)}"`],
    ['10,000 members', Array.from({ length: 10_000 }, (_, index) => `"m${index}":${index}`).join()],
  ])('may have members nobody knows: %s (R12)', async (_, more) => {
    const answer = await call('GetCSVHeader', `{"UserPoolId":"${poolId}",${more}}`);
    expect([answer.status, JSON.parse(answer.body).UserPoolId]).toEqual([200, poolId]);
  });

  it.each<[string, string | undefined]>([
    ['10', undefined],
    ['1e1', undefined],
    ['10.0', undefined],
    ['1.0e1', undefined],
    ['0', 'greater than or equal to 1'],
    ['-0', 'greater than or equal to 1'],
    ['61', 'less than or equal to 60'],
    ['-2147483648', 'greater than or equal to 1'],
    ['2147483647', 'less than or equal to 60'],
    ['2147483648', 'SerializationException'],
    ['9007199254740993', 'SerializationException'],
    ['99999999999999999999999', 'SerializationException'],
    ['1e400', 'SerializationException'],
    ['-1e400', 'SerializationException'],
    ['10.5', 'SerializationException'],
    ['1e-400', 'greater than or equal to 1'],
  ])('with MaxResults of %s is answered: %s (R11, R22)', async (number, expected) => {
    const answer = await call('ListUserImportJobs', `{"UserPoolId":"${poolId}","MaxResults":${number}}`);
    expect(answer.status).toBe(expected === undefined ? 200 : 400);
    if (expected !== undefined) expect(answer.body).toContain(expected);
  });

  it.each<[string, string, object, readonly string[]]>([
    [
      'an absent member (R19)',
      'GetCSVHeader',
      {},
      ["Value null at 'userPoolId' failed to satisfy constraint: Member must not be null"],
    ],
    [
      'null (R9, R19)',
      'GetCSVHeader',
      { UserPoolId: null },
      ["Value null at 'userPoolId' failed to satisfy constraint: Member must not be null"],
    ],
    [
      'an empty string (R20, R21, R25)',
      'GetCSVHeader',
      { UserPoolId: '' },
      [
        "Value '' at 'userPoolId' failed to satisfy constraint: Member must have length greater than or equal to 1",
        "Value '' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
      ],
    ],
    [
      'a value that does not match (R18, R20)',
      'GetCSVHeader',
      { UserPoolId: 'pool' },
      [
        "Value 'pool' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
      ],
    ],
    [
      'a value that matches in part only (R20, R26)',
      'GetCSVHeader',
      { UserPoolId: 'us-east-1_a\n' },
      [
        "Value 'us-east-1_a\n' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
      ],
    ],
    [
      'a letter that is none for Java (R26)',
      'DescribeUserImportJob',
      { UserPoolId: 'us-east-1_ä', JobId: 'import-a' },
      [
        "Value 'us-east-1_ä' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
      ],
    ],
    [
      'a space that is none for Java, and half a surrogate pair (R20, R26)',
      'CreateUserImportJob',
      { JobName: 'a\u00a0\ud800', UserPoolId: 'a_b', CloudWatchLogsRoleArn: ROLE },
      [
        "Value 'a\u00a0\ud800' at 'jobName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+",
      ],
    ],
    [
      'a NUL (R20)',
      'CreateUserImportJob',
      { JobName: 'a\0', UserPoolId: 'a_b', CloudWatchLogsRoleArn: ROLE },
      [
        "Value 'a\0' at 'jobName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+",
      ],
    ],
    [
      'a value that is too long (R21)',
      'CreateUserImportJob',
      { JobName: 'x'.repeat(129), UserPoolId: 'a_b', CloudWatchLogsRoleArn: ROLE },
      [
        `Value '${'x'.repeat(129)}' at 'jobName' failed to satisfy constraint: Member must have length less than or equal to 128`,
      ],
    ],
    [
      'an algorithm in small letters (R23, R104)',
      'CreateUserImportJob',
      { JobName: 'x', UserPoolId: 'a_b', CloudWatchLogsRoleArn: ROLE, PasswordHashingAlgorithm: 'bcrypt' },
      [
        "Value 'bcrypt' at 'passwordHashingAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [BCRYPT, SCRYPT, ARGON2ID, PBKDF2_SHA256]",
      ],
    ],
    [
      'several at once (R17)',
      'ListUserImportJobs',
      { MaxResults: 0, PaginationToken: 'a b' },
      [
        "Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
        "Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
        "Value 'a b' at 'paginationToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+",
      ],
    ],
  ])('is told which constraints it breaks: %s (R16)', async (_, operation, body, items) => {
    const answer = await call(operation, JSON.stringify(body));
    const count = items.length === 1 ? '1 validation error' : `${items.length} validation errors`;
    const error = JSON.parse(Buffer.from(answer.body, 'latin1').toString());
    // Nothing but these two members, and so no reasonCode (R7).
    expect(error).toEqual({ __type: 'InvalidParameterException', message: `${count} detected: ${items.join('; ')}` });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-amzn-errortype')).toBe('InvalidParameterException:');
    expect(answer.headers.get('x-amzn-errormessage')).toMatch(/^[\x20-\x7e\xa0-\xff]+$/);
  });

  it('is answered shortly, in body and header, where a value is huge (R6, R21)', async () => {
    const answer = await call('GetCSVHeader', `{"UserPoolId":"${'漢'.repeat(300_000)}"}`);
    expect(answer.status).toBe(400);
    expect(JSON.parse(Buffer.from(answer.body, 'latin1').toString()).message).toContain(
      'Member must have length less than or equal to 55',
    );
    expect(answer.headers.get('x-amzn-errormessage')?.length).toBeLessThanOrEqual(1_024);
    expect(answer.body.length).toBeLessThan(30_000);
  });

  it('is refused without a reasonCode, though the model has one (R7), in whatever text (R27)', async () => {
    const answer = await call(
      'ListUserImportJobs',
      `{"UserPoolId":"${poolId}","MaxResults":5,"PaginationToken":"none"}`,
    );
    expect(Object.keys(JSON.parse(answer.body))).toEqual(['__type', 'message']);
    expect(JSON.parse(answer.body).__type).toBe('InvalidParameterException');
  });
});
