import { describe, expect, it } from 'vitest';
import { defineOperation } from '../operations/define-operation.ts';
import { ApiTestDriver, type Draft } from './api-driver.fixture.ts';

const POOL_DRAFT: Draft = {
  target: 'AWSCognitoIdentityProviderService.DescribeUserPool',
  body: JSON.stringify({ UserPoolId: 'eu-central-1_AbCdEfGhI' }),
};
const describePool = defineOperation('cognito-idp', 'DescribeUserPool', async () => ({ UserPool: {} }));

describe('browsers', () => {
  it('are told what they may send, and for how long (R13, R861)', async () => {
    const asked = ['Origin', 'https://admin.example', 'Access-Control-Request-Headers', 'authorization,x-amz-target'];
    expect(await new ApiTestDriver().sendRaw('OPTIONS', asked)).toMatchObject({
      statusCode: 200,
      headers: {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Methods': 'POST',
        'Access-Control-Allow-Headers': 'authorization,x-amz-target',
        'Access-Control-Max-Age': '172800',
      },
      body: '',
    });
  });

  it.each([
    ['http://localhost:3000', 200],
    ['http://127.0.0.1', 200],
    ['https://evil.example', 403],
    ['http://localhost.evil.example', 403],
    ['null', 403],
    ['https://named.example', 200],
    ['https://named.example:8443', 403],
  ])('from %s are answered %i while foreign origins are not allowed (R138)', async (origin, statusCode) => {
    const driver = new ApiTestDriver([describePool], {
      allowForeignOrigins: false,
      allowedOrigins: ['https://named.example'],
    });
    const call = await driver.send({ ...POOL_DRAFT, late: { origin } });
    expect(call.statusCode).toBe(statusCode);
    expect('Access-Control-Allow-Origin' in call.headers).toBe(statusCode === 200);
    expect((await driver.sendRaw('OPTIONS', ['Origin', origin])).statusCode).toBe(statusCode);
  });

  it.each([
    ['POST', 'https://evil.example'],
    ['OPTIONS', 'https://evil.example'],
    ['POST', `https://${'x'.repeat(8_000)}`],
  ])('that are refused are in both logs, by their origin: %s from %.30s (R503)', async (method, origin) => {
    const logged = origin.slice(0, 128);
    const entries: object[] = [];
    const auditLog = { write: (entry: object) => entries.push(entry) };
    const driver = new ApiTestDriver([describePool], { allowForeignOrigins: false, auditLog });
    const answer = await driver.sendRaw(method, ['Origin', origin]);
    expect(answer.logFields).toMatchObject({ origin: logged });
    expect(entries).toEqual([
      {
        outcome: 'refused',
        requestId: answer.headers['x-amzn-requestid'],
        origin: logged,
        errorCode: 'AccessDeniedException',
      },
    ]);
  });

  it('that only ask, and may, are not in the audit log (R503)', async () => {
    const entries: object[] = [];
    const auditLog = { write: (entry: object) => entries.push(entry) };
    await new ApiTestDriver([describePool], { auditLog }).sendRaw('OPTIONS', ['Origin', 'https://admin.example']);
    expect(entries).toEqual([]);
  });
});
