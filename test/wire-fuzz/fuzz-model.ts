import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { assert, assertPresent } from '../../src/base/assert.ts';
import { RandomSource } from '../../src/cli/generate/random-source.ts';
import { startMuster } from '../../src/index.ts';
import { serviceModels } from '../../src/model/service-models.ts';
import { exchange } from '../wire/raw-http.ts';
import { signRequest } from '../wire/signed-request.ts';
import { type NamedThings, randomInput } from './random-input.ts';

const OWNER = { account: '111111111111', accessKeyId: 'AKIA1', secretAccessKey: 'secret-of-1' };
const REGION = 'us-east-1';
/** What the requests are about stays there to the end. */
const LEFT_OUT: readonly string[] = ['DeleteUserPool'];
/** Every operation may end with these, as the protocol says. */
const COMMON_ERRORS: readonly string[] = ['SerializationException', 'AccessDeniedException'];
const AT_ONCE = 8;

/**
 * Sends inputs that are made from the service model, with members left out, of other types and out of bounds, to every operation of
 * Cognito. Throws, naming the request, at the first answer that is a fault of the server, an error that the operation does not list, or
 * names a secret to whoever asked for something else. Returns how often each kind of answer came.
 */
export async function fuzzModel(requests: number, seed: number): Promise<ReadonlyMap<string, number>> {
  const model = serviceModels['cognito-idp'];
  const operations = Object.entries(model.operations).filter(([name]) => !LEFT_OUT.includes(name));
  const first = assertPresent(operations[0], 'the model has operations');
  const random = new RandomSource(seed);
  const kinds = new Map<string, number>();
  const muster = await startMuster({ rootCredentials: [OWNER], account: OWNER.account, requestRatePercent: 0 });
  try {
    const { things, secret } = await makeThings(muster.url);
    for (let sent = 0; sent < requests; sent += AT_ONCE) {
      const group = Array.from({ length: Math.min(AT_ONCE, requests - sent) }, () => {
        const [operation, { input, errors }] = operations[random.below(operations.length)] ?? first;
        // What a request deletes, others could not ask for.
        const named = operation.includes('Delete') ? { UserPoolId: things.UserPoolId } : things;
        return { operation, errors, body: JSON.stringify(randomInput(random, model, input, named)) };
      });
      const answers = await Promise.all(
        group.map(async ({ operation, errors, body }, index) => {
          try {
            return await sendOne(muster.url, operation, body, errors, secret);
          } catch (cause) {
            throw new Error(`request ${sent + index} of seed ${seed}: ${operation} ${body.slice(0, 4_000)}`, { cause });
          }
        }),
      );
      for (const kind of answers) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    const health = await fetch(`${muster.url}/health`);
    assert(health.status === 200, 'the server is healthy');
    return kinds;
  } finally {
    await muster.stop();
  }
}

/** The kind of the answer: `OK` or the type of its error. */
async function sendOne(
  url: string,
  operation: string,
  body: string,
  errors: readonly string[],
  secret: string,
): Promise<string> {
  const bytes = signRequest({
    host: new URL(url).host,
    target: `AWSCognitoIdentityProviderService.${operation}`,
    region: REGION,
    accessKeyId: OWNER.accessKeyId,
    secretAccessKey: OWNER.secretAccessKey,
    body: Buffer.from(body),
  });
  const [answer] = await exchange(Number(new URL(url).port), bytes);
  const { status, body: text } = assertPresent(answer, 'a request is answered');
  const showsSecret = ['DescribeUserPoolClient', 'UpdateUserPoolClient'].includes(operation);
  assert(showsSecret || !text.includes(secret), 'the secret of a client is shown with the client only');
  if (status === 200) return 'OK';
  assert(status === 400, `an error of the client is 400, not ${status}: ${text}`);
  const type: string = JSON.parse(Buffer.from(text, 'latin1').toString()).__type;
  const isKnown = errors.includes(type) || COMMON_ERRORS.includes(type);
  assert(isKnown && type !== 'InternalErrorException', `${type} is an error of ${operation}: ${text}`);
  return type;
}

/** A pool with a user, a client with a secret and a group, by the members that name them. */
async function makeThings(
  url: string,
): Promise<{ readonly things: NamedThings & { readonly UserPoolId: [string] }; readonly secret: string }> {
  const cognito = new CognitoIdentityProvider({ endpoint: url, credentials: OWNER, region: REGION });
  const { UserPool } = await cognito.createUserPool({
    PoolName: 'fuzzed',
    AutoVerifiedAttributes: ['email'],
    Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: true }],
  });
  const UserPoolId = assertPresent(UserPool?.Id, 'the pool has an id');
  const ClientName = 'app';
  const { UserPoolClient } = await cognito.createUserPoolClient({ UserPoolId, ClientName, GenerateSecret: true });
  const kept = await cognito.createUserPoolClient({ UserPoolId, ClientName, GenerateSecret: false });
  await cognito.createGroup({ UserPoolId, GroupName: 'admins' });
  for (const Username of ['ana', 'bo']) await cognito.adminCreateUser({ UserPoolId, Username });
  const { ClientSecrets } = await cognito.listUserPoolClientSecrets({ UserPoolId, ClientId: UserPoolClient?.ClientId });
  cognito.destroy();
  const named = (text: string | undefined): [string] => [assertPresent(text, 'it was created')];
  return {
    secret: assertPresent(UserPoolClient?.ClientSecret, 'the client has a secret'),
    things: {
      UserPoolId: [UserPoolId],
      ResourceArn: named(UserPool?.Arn),
      ClientId: [...named(UserPoolClient?.ClientId), ...named(kept.UserPoolClient?.ClientId)],
      ClientSecretId: named(ClientSecrets?.[0]?.ClientSecretId),
      GroupName: ['admins', 'Admins', 'others'],
      Username: ['ana', 'bo', 'nobody'],
      CloudWatchLogsRoleArn: ['arn:aws:iam::111111111111:role/import'],
    },
  };
}
