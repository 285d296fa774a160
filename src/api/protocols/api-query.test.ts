import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { defineOperation } from '../../operations/define-operation.ts';
import { ApiTestDriver, type Draft, NOW_MS, REQUEST_ID } from '../api-driver.fixture.ts';

const VERSION = '2010-05-08';
const TRUST = '{"Version":"2012-10-17","Statement":[]}';

const createRole = defineOperation('iam', 'CreateRole', async ({ input }) => ({
  Role: {
    Path: input.Path ?? '/',
    RoleName: input.RoleName,
    RoleId: 'AROAEXAMPLEEXAMPLE12',
    Arn: `arn:aws:iam::123456789012:role/${input.RoleName}`,
    CreateDate: NOW_MS / 1000,
    AssumeRolePolicyDocument: encodeURIComponent(input.AssumeRolePolicyDocument),
    ...(input.MaxSessionDuration === undefined ? {} : { MaxSessionDuration: input.MaxSessionDuration }),
    ...(input.Tags === undefined ? {} : { Tags: input.Tags }),
  },
}));
const deleteRole = defineOperation('iam', 'DeleteRole', async () => {});
const getRole = defineOperation('iam', 'GetRole', async ({ input, fail }) =>
  fail('NoSuchEntityException', `The role with name ${input.RoleName} cannot be found.`),
);
const listRoles = defineOperation('iam', 'ListRoles', async () => ({ Roles: [], IsTruncated: false }));
const getCallerIdentity = defineOperation('sts', 'GetCallerIdentity', async ({ context }) => ({
  UserId: context.principal.userId,
  Account: context.principal.account,
  Arn: context.principal.arn,
}));

const api = new ApiTestDriver([createRole, deleteRole, getRole, listRoles, getCallerIdentity]);
const LIST = { Action: 'ListRoles', Version: VERSION };

function errorXml(
  code: string,
  message: string,
  type = 'Sender',
  namespace = `https://iam.amazonaws.com/doc/${VERSION}/`,
) {
  return (
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${code}</Code>` +
    `<Message>${message}</Message></Error><RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`
  );
}

describe('the API in AWS Query', () => {
  it('reads lists and structures and writes members in XML (N35, N36, N39)', async () => {
    const response = await api.sendForm({
      Action: 'CreateRole',
      Version: VERSION,
      RoleName: 'Logs',
      AssumeRolePolicyDocument: TRUST,
      MaxSessionDuration: '3600',
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'a + b',
      'Tags.member.2.Key': 'empty',
      'Tags.member.2.Value': '',
    });
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({ 'Content-Type': 'text/xml', 'x-amzn-requestid': REQUEST_ID });
    expect(response.body).toBe(
      `<CreateRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><CreateRoleResult><Role><Path>/</Path>` +
        '<RoleName>Logs</RoleName><RoleId>AROAEXAMPLEEXAMPLE12</RoleId><Arn>arn:aws:iam::123456789012:role/Logs</Arn>' +
        `<CreateDate>2026-11-22T10:04:00Z</CreateDate><AssumeRolePolicyDocument>${encodeURIComponent(TRUST)}` +
        '</AssumeRolePolicyDocument><MaxSessionDuration>3600</MaxSessionDuration><Tags><member><Key>team</Key>' +
        '<Value>a + b</Value></member><member><Key>empty</Key><Value></Value></member></Tags></Role></CreateRoleResult>' +
        `<ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata></CreateRoleResponse>`,
    );
  });

  it('writes an empty list', async () => {
    expect((await api.sendForm(LIST)).body).toContain(
      '<ListRolesResult><Roles></Roles><IsTruncated>false</IsTruncated></ListRolesResult>',
    );
  });

  it('writes no result where the operation has none (N36)', async () => {
    const response = await api.sendForm({ Action: 'DeleteRole', Version: VERSION, RoleName: 'Logs' });
    expect(response.body).toBe(
      `<DeleteRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ResponseMetadata><RequestId>${REQUEST_ID}` +
        '</RequestId></ResponseMetadata></DeleteRoleResponse>',
    );
  });

  it('tells sts by its version (N35, N67)', async () => {
    const response = await api.sendForm('Action=GetCallerIdentity&Version=2011-06-15', { service: 'sts' });
    expect(response.body).toBe(
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        '<UserId>123456789012</UserId><Account>123456789012</Account><Arn>arn:aws:iam::123456789012:root</Arn>' +
        `</GetCallerIdentityResult><ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata>` +
        '</GetCallerIdentityResponse>',
    );
  });

  it('writes the code of the model, not the name of the shape (N37, N38)', async () => {
    const response = await api.sendForm({ Action: 'GetRole', Version: VERSION, RoleName: 'x' });
    expect(response.statusCode).toBe(404);
    expect(response.errorCode).toBe('NoSuchEntity');
    expect(response.body).toBe(errorXml('NoSuchEntity', 'The role with name x cannot be found.'));
  });

  it.each([
    ['Action=MakeCoffee&Version=2010-05-08', 'MakeCoffee', '2010-05-08'],
    ['Action=GetCallerIdentity&Version=2010-05-08', 'GetCallerIdentity', '2010-05-08'],
    ['Action=ListRoles&Version=2009-01-01', 'ListRoles', '2009-01-01'],
    ['Action=toString&Version=2010-05-08', 'toString', '2010-05-08'],
    ['Action=%3Cb%3E&Version=2010-05-08', '&lt;b&gt;', '2010-05-08'],
  ])('does not know %s (N53)', async (form, operation, version) => {
    const response = await api.sendForm(form);
    expect(response.statusCode).toBe(400);
    expect(response.body).toBe(
      errorXml('InvalidAction', `Could not find operation ${operation} for version ${version}`),
    );
  });

  it('tells of a broken constraint (N52)', async () => {
    const response = await api.sendForm({ ...LIST, MaxItems: '0' });
    expect(response.statusCode).toBe(400);
    expect(response.body).toBe(
      errorXml(
        'ValidationError',
        '1 validation error detected: Value &apos;0&apos; at &apos;maxItems&apos; failed to satisfy constraint: Member must have value greater than or equal to 1',
      ),
    );
  });

  it.each([
    ['an integer in words', 'MaxItems=ten'],
    ['an integer beyond 32 bits', 'MaxItems=9999999999'],
    ['a parameter twice', 'MaxItems=1&MaxItems=2'],
    ['a structure for a scalar', 'MaxItems.a=1'],
    ['a half percent sign', 'Marker=%4'],
    ['bytes that are not UTF-8', 'Marker=%FF'],
    ['a name of many parts', `${'a.'.repeat(1000)}a=1`],
  ])('cannot read %s', async (_name, more) => {
    const response = await api.sendForm(`Action=ListRoles&Version=${VERSION}&${more}`);
    expect(response.statusCode).toBe(400);
    expect(response.errorCode).toBe('MalformedInput');
  });

  it.each(['Tags.member.2.Key=a', 'Tags.member.01.Key=a', 'Tags=a', 'Tags.1.Key=a'])(
    'refuses a list that is not numbered from 1: %s',
    async (tags) => {
      const form = `Action=CreateRole&Version=${VERSION}&RoleName=x&AssumeRolePolicyDocument=%7B%7D&${tags}`;
      expect((await api.sendForm(form)).errorCode).toBe('MalformedInput');
    },
  );

  it.each<[string, Draft, number, string, string]>([
    [
      'an unknown key',
      { accessKeyId: 'AKIDOTHER' },
      403,
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
    ],
    [
      'a wrong secret',
      { secretAccessKey: 'wrong' },
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ],
    [
      'the scope of sts',
      { service: 'sts' },
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ],
    [
      'no signature',
      { late: { authorization: undefined } },
      403,
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
    ],
    [
      'half a signature',
      { late: { authorization: 'AWS4-HMAC-SHA256 Signature=1' } },
      400,
      'IncompleteSignature',
      'Authorization header requires &apos;Credential&apos; parameter.',
    ],
  ])('refuses %s (N55)', async (_name, draft, statusCode, code, message) => {
    const response = await api.sendForm(LIST, draft);
    expect(response.statusCode).toBe(statusCode);
    expect(response.body).toBe(errorXml(code, message));
  });

  it('hides an exception (R98)', async () => {
    const driver = new ApiTestDriver();
    const iam = await driver.sendForm(LIST);
    expect(iam.statusCode).toBe(500);
    expect(iam.body).toBe(errorXml('ServiceFailure', 'Internal error.', 'Receiver'));
    const sts = await driver.sendForm('Action=GetCallerIdentity&Version=2011-06-15', { service: 'sts' });
    expect(sts.body).toBe(
      errorXml('InternalFailure', 'Internal error.', 'Receiver', 'https://sts.amazonaws.com/doc/2011-06-15/'),
    );
    expect(driver.logged).toHaveLength(2);
  });

  it('takes the one region of iam wherever it runs (R39)', async () => {
    const driver = new ApiTestDriver([listRoles], { regions: ['eu-central-1'] });
    expect((await driver.sendForm(LIST, { region: 'us-east-1' })).statusCode).toBe(200);
    expect((await driver.sendForm(LIST, { region: 'eu-central-1' })).statusCode).toBe(200);
    expect((await driver.sendForm(LIST, { region: 'ap-south-1' })).statusCode).toBe(403);
  });

  it('writes any text so that a parser reads it back', async () => {
    let text = '';
    const driver = new ApiTestDriver([
      defineOperation('iam', 'GetRole', async ({ fail }) => fail('NoSuchEntityException', text)),
    ]);
    const parser = new XMLParser({
      trimValues: false,
      parseTagValue: false,
      processEntities: true,
      htmlEntities: true,
    });
    const xmlText = fc
      .string({ unit: 'binary' })
      .filter((value) => /^[\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u.test(value));
    await fc.assert(
      fc.asyncProperty(xmlText, async (value) => {
        text = `.${value}`;
        const { body } = await driver.sendForm({ Action: 'GetRole', Version: VERSION, RoleName: 'x' });
        expect(XMLValidator.validate(body)).toBe(true);
        expect(parser.parse(body).ErrorResponse.Error.Message).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
