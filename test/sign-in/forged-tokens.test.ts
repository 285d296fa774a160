import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { ServerKey } from '../../src/base/server-key.ts';
import { openSigningKey } from '../../src/domain/sign-in/sealed-signing-key.ts';
import { serviceModels } from '../../src/model/service-models.ts';
import { EmbeddedSignInServer } from './imported-users.ts';
import { OneUser, PASSWORD } from './one-user.ts';

/** What each operation needs beside the token. One that comes anew fails the first test below until it has its line. */
const INPUTS: Readonly<Record<string, object>> = {
  GetUser: {},
  UpdateUserAttributes: { UserAttributes: [{ Name: 'name', Value: 'Eve' }] },
  DeleteUserAttributes: { UserAttributeNames: ['name'] },
  ChangePassword: { PreviousPassword: PASSWORD, ProposedPassword: 'Another-Horse-8' },
  GlobalSignOut: {},
  DeleteUser: {},
  GetUserAttributeVerificationCode: { AttributeName: 'email' },
  VerifyUserAttribute: { AttributeName: 'email', Code: '123456' },
};
const OPERATIONS = Object.entries(serviceModels['cognito-idp'].operations)
  .filter(([, { authentication }]) => authentication === 'access-token')
  .map(([name]) => name);
/** The shortest that a client may give a token. */
const LIFE_SECONDS = 300;

const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that the given key signed, whatever it is allowed to. */
function forge(header: object, payload: object, key: KeyObject): string {
  const head = `${segment(header)}.${segment(payload)}`;
  return `${head}.${sign('sha256', Buffer.from(head), key).toString('base64url')}`;
}

/** Whose tokens are forged, and what a forger may have. */
interface Attack {
  readonly token: string;
  readonly idToken: string;
  /** Of another pool, whose private key the forger has. */
  readonly foreign: { readonly token: string; readonly privateKey: KeyObject };
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const FORGERIES: Readonly<Record<string, (attack: Attack) => string>> = {
  'alg none': ({ token }) => `${segment({ ...decodeProtectedHeader(token), alg: 'none' })}.${token.split('.')[1]}.`,
  'alg none with the signature': ({ token }) => {
    const [, payload, signature] = token.split('.');
    return `${segment({ ...decodeProtectedHeader(token), alg: 'none' })}.${payload}.${signature}`;
  },
  'HS256 under the public key': ({ token, publicKey }) => {
    const head = `${segment({ ...decodeProtectedHeader(token), alg: 'HS256' })}.${token.split('.')[1]}`;
    const secret = publicKey.export({ type: 'spki', format: 'pem' });
    return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
  },
  'a foreign key under a foreign kid': ({ token }) =>
    forge({ alg: 'RS256', kid: 'k'.repeat(43) }, decodeJwt(token), newKey()),
  'a foreign key under the kid of the pool': ({ token }) =>
    forge(decodeProtectedHeader(token), decodeJwt(token), newKey()),
  'a foreign key that the header brings along': ({ token }) => {
    const key = newKey();
    const jwk = createPublicKey(key).export({ format: 'jwk' });
    return forge({ ...decodeProtectedHeader(token), jwk }, decodeJwt(token), key);
  },
  "another pool's key under its own kid": ({ token, foreign }) =>
    forge(decodeProtectedHeader(foreign.token), decodeJwt(token), foreign.privateKey),
  "another pool's key under the kid of the pool": ({ token, foreign }) =>
    forge(decodeProtectedHeader(token), decodeJwt(token), foreign.privateKey),
  'no kid': ({ token, privateKey }) => forge({ alg: 'RS256' }, decodeJwt(token), privateKey),
  'a cut signature': ({ token }) => token.slice(0, -20),
  'a cut payload': ({ token }) => {
    const [head, payload = '', signature] = token.split('.');
    return `${head}.${payload.slice(0, -8)}.${signature}`;
  },
  'no signature': ({ token }) => token.split('.').slice(0, 2).join('.'),
  'a prolonged life': ({ token }) => alter(token, { exp: Number(decodeJwt(token).exp) + 999_999 }),
  'another user': ({ token, foreign }) => alter(token, { sub: decodeJwt(foreign.token).sub }),
  'an ID token': ({ idToken }) => idToken,
  'an ID token that calls itself an access token': ({ idToken }) => alter(idToken, { token_use: 'access' }),
  'the key for access tokens on the claims of an ID token': ({ token, idToken, privateKey }) =>
    forge(decodeProtectedHeader(token), decodeJwt(idToken), privateKey),
  'no token': () => 'a.b.c',
};

function newKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
}

function alter(token: string, claims: object): string {
  const [head, , signature] = token.split('.');
  return `${head}.${segment({ ...decodeJwt(token), ...claims })}.${signature}`;
}

it('has an input for each operation that takes an access token', () => {
  expect(Object.keys(INPUTS).sort()).toEqual([...OPERATIONS].sort());
});

describe('a forged access token', () => {
  let server: EmbeddedSignInServer;
  let john: OneUser;
  let attack: Attack;
  beforeAll(async () => {
    server = await EmbeddedSignInServer.embed({ testControls: true });
    john = await OneUser.make(server, {
      AccessTokenValidity: LIFE_SECONDS,
      TokenValidityUnits: { AccessToken: 'seconds' },
    });
    const stranger = await OneUser.make(server);
    const { AccessToken: token, IdToken: idToken } = await john.signIn();
    const { AccessToken: foreignToken } = await stranger.signIn();
    const privateKey = findPrivateKey(server, token);
    const foreign = { token: foreignToken, privateKey: findPrivateKey(server, foreignToken) };
    attack = { token, idToken, foreign, privateKey, publicKey: createPublicKey(privateKey) };
  });
  afterAll(() => server.stop());

  /** As somebody has it who read the data directory. */
  function findPrivateKey({ muster }: EmbeddedSignInServer, token: string): KeyObject {
    const directory = assertPresent(muster.dataDirectory, 'the server has a data directory');
    const serverKey = new ServerKey(readFileSync(join(directory, 'server.key')));
    const database = new Database(join(directory, 'muster.db'), { readonly: true });
    const { kid = '' } = decodeProtectedHeader(token);
    const sealed = database.prepare('SELECT sealed_private_key FROM signing_keys WHERE id = ?').pluck().get(kid);
    database.close();
    const pool = String(decodeJwt(token).iss).split('/').at(-1) ?? '';
    const pem = openSigningKey(serverKey.derive('signing-key'), pool, kid, sealed as Buffer);
    return createPrivateKey(assertPresent(pem, 'the key opens'));
  }

  async function call(operation: string, AccessToken: string): Promise<unknown> {
    const answer = await fetch(`${server.url}/`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify({ ...INPUTS[operation], AccessToken }),
    });
    const { __type: type, message } = (await answer.json()) as { readonly __type?: string; readonly message?: string };
    return { status: answer.status, type, message };
  }
  const refusal = (message: string) => ({ status: 400, type: 'NotAuthorizedException', message });

  it('is what the key of the pool makes: with that, the forger signs as everybody', async () => {
    const forged = forge(decodeProtectedHeader(attack.token), decodeJwt(attack.token), attack.privateKey);
    expect(await john.getUser(forged)).toBe('john');
  });

  describe.each(OPERATIONS)('is refused by %s', (operation) => {
    it.each(Object.keys(FORGERIES))('%s (S107, R809)', async (name) => {
      const forged = assertPresent(FORGERIES[name], 'it is in the table')(attack);
      expect(await call(operation, forged)).toEqual(refusal('Invalid Access Token'));
    });
  });

  it('has changed nothing, and the true one is good until it has expired: then each operation says so (S107)', async () => {
    expect(await john.getUser(attack.token)).toBe('john');
    expect(await john.signIn()).toHaveProperty('AccessToken');
    await server.muster.moveClock(LIFE_SECONDS);
    for (const operation of OPERATIONS) {
      expect(await call(operation, attack.token)).toEqual(refusal('Access Token has expired'));
    }
    expect(await john.signIn()).toHaveProperty('AccessToken');
  });
});
