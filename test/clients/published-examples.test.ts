import { readFileSync } from 'node:fs';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assert, assertPresent } from '../../src/base/assert.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { allOperations } from '../../src/operations/registry/all-operations.ts';
import { clientOptions } from '../drive-import.ts';
import { COGNITO_IDP_EXAMPLES } from './published-examples/cognito-idp-examples.ts';
import { SIGN_IN_EXAMPLES } from './published-examples/cognito-idp-sign-in.ts';
import { SIGN_UP_EXAMPLES } from './published-examples/cognito-idp-sign-up.ts';
import { EXAMPLE_DOCUMENTS, IAM_EXAMPLES } from './published-examples/iam-examples.ts';
import { LOGS_EXAMPLES, STS_EXAMPLES } from './published-examples/logs-and-sts-examples.ts';
import { EXAMPLE_ACCOUNT, type ExampleWorld, type PublishedExample } from './published-examples/published-example.ts';

const EXAMPLES = [
  ...IAM_EXAMPLES,
  ...STS_EXAMPLES,
  ...LOGS_EXAMPLES,
  ...COGNITO_IDP_EXAMPLES,
  ...SIGN_UP_EXAMPLES,
  ...SIGN_IN_EXAMPLES,
];

/** AWS publishes no example of these, neither of the SDK nor of the CLI. */
const WITHOUT_EXAMPLE: readonly string[] = [
  'cognito-idp AddUserPoolClientSecret',
  'cognito-idp AdminDeleteSoftwareToken',
  'cognito-idp AdminGetUserAuthFactors',
  'cognito-idp DeleteUserPoolClientSecret',
  'cognito-idp GetTokensFromRefreshToken',
  'cognito-idp ListUserPoolClientSecrets',
  'logs FilterLogEvents',
];

const titleOf = ({ service, operation, source, title, answer }: PublishedExample) =>
  `${service} ${operation}${title === undefined ? '' : `, ${title}`} (${source})${'error' in answer ? ` (${answer.reason})` : ''}`;

let muster: Muster;
let world: ExampleWorld;
/** The caller of the examples: Alice, who may do everything. */
let clients: Readonly<Record<PublishedExample['service'], object & { destroy(): void }>>;

beforeAll(async () => {
  const root = { account: EXAMPLE_ACCOUNT, accessKeyId: 'root', secretAccessKey: 'root-secret' };
  muster = await startMuster({ account: EXAMPLE_ACCOUNT, rootCredentials: [root], inbox: 'on' });
  const options = clientOptions(muster.url, root);
  const iam = new IAM(options);
  await iam.createUser({ UserName: 'Alice' });
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  });
  await iam.putUserPolicy({ UserName: 'Alice', PolicyName: 'all', PolicyDocument });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'Alice' });
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
  iam.destroy();
  const alice = { ...options, credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey } };
  const cognito = new CognitoIdentityProvider(alice);
  const aliceIam = new IAM(alice);
  clients = { 'cognito-idp': cognito, iam: aliceIam, logs: new CloudWatchLogs(alice), sts: new STS(alice) };
  const documents = EXAMPLE_DOCUMENTS.map(([published, document]) => [published, JSON.stringify(document)] as const);
  const codeSentTo = async (to: string) => {
    const [message] = await muster.messages({ to });
    return assertPresent(message, `something was sent to ${to}`).code;
  };
  world = { cognito, iam: aliceIam, names: new Map(documents), codeSentTo };
});

afterAll(async () => {
  for (const client of Object.values(clients ?? {})) client.destroy();
  await muster?.stop();
});

describe('the examples that AWS publishes', () => {
  it.each(EXAMPLES.map((example) => [titleOf(example), example] as const))('are answered: %s', async (_, example) => {
    await example.before?.(world);
    const { answer } = example;
    if ('error' in answer) {
      await expect(send(example)).rejects.toMatchObject({ name: answer.error });
      return;
    }
    const given = await send(example);
    expect(given).toMatchObject(answer);
    example.after?.(world, given);
  });

  it('are refused for reasons that the page of compatibility gives', async () => {
    const rules = readFileSync(new URL('../compatibility/rules.md', import.meta.url), 'utf8');
    for (const { answer } of EXAMPLES) if ('error' in answer) expect(rules).toContain(`| ${answer.reason} |`);
  });

  it('are of every operation that AWS publishes one of', () => {
    const names = new Set(EXAMPLES.map(({ service, operation }) => `${service} ${operation}`));
    const offered = allOperations
      .filter(({ service }) => service !== 'muster')
      .map(({ service, operation }) => `${service} ${operation}`);
    expect(offered.filter((name) => !names.has(name)).toSorted()).toEqual(WITHOUT_EXAMPLE.toSorted());
  });
});

/** Calls the method of the SDK's client, with what stands for the published names. */
async function send({ service, operation, input }: PublishedExample): Promise<Readonly<Record<string, unknown>>> {
  const client = assertPresent(clients[service], `there is a client for ${service}`);
  const method: unknown = Reflect.get(client, operation.charAt(0).toLowerCase() + operation.slice(1));
  assert(typeof method === 'function', `the client of ${service} has ${operation}`);
  return method.call(client, withOwnNames(input));
}

function withOwnNames(value: unknown): unknown {
  if (typeof value === 'string') return world.names.get(value) ?? value;
  if (Array.isArray(value)) return value.map(withOwnNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withOwnNames(member)]));
}
