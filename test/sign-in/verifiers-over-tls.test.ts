import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleFetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callMuster } from '../call-muster.ts';
import { findFreePorts } from '../free-ports.ts';
import { makeCertificate, type RunningProxy, startProxy } from '../proxies/start-proxy.ts';
import { describeWithTool } from '../required-tool.ts';
import { EmbeddedSignInServer } from './imported-users.ts';
import { OneUser } from './one-user.ts';

describeWithTool('caddy', 'the verifier of aws-jwt-verify over TLS, through Caddy', () => {
  let directory: string;
  let proxy: RunningProxy;
  let john: OneUser;
  let url: string;
  let ca: Buffer;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'muster-tls-'));
    const certificate = makeCertificate(directory);
    ca = readFileSync(certificate.certPath);
    const [port = 0] = await findFreePorts(1);
    url = `https://localhost:${port}`;
    const root = [{ account: '123456789012', accessKeyId: 'test', secretAccessKey: 'test' }];
    john = await OneUser.make(await EmbeddedSignInServer.embed({ publicUrl: url, rootCredentials: root }));
    const upstreamPort = Number(new URL(john.server.url).port);
    proxy = await startProxy('caddy', { directory, port, upstreamPort, host: 'kept' }, certificate);
  });
  afterAll(async () => {
    await proxy?.stop();
    await john?.server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Finds the keys by the issuer, as a stranger would. */
  function createVerifier(change: { readonly audience: string | null }) {
    const fetcher = new SimpleFetcher({ defaultRequestOptions: { ca } });
    const issuer = `${url}/${john.userPoolId}`;
    return JwtVerifier.create({ issuer, ...change }, { jwksCache: new SimpleJwksCache({ fetcher }) });
  }

  it('verifies tokens by their issuer, and goes on through rotations without a restart (S93, S94, R800, R802, R803)', async () => {
    const id = createVerifier({ audience: john.clientId });
    const access = createVerifier({ audience: null });
    const first = await john.signIn();
    expect(await id.verify(first.IdToken)).toMatchObject({ iss: `${url}/${john.userPoolId}`, token_use: 'id' });
    expect(await access.verify(first.AccessToken)).toMatchObject({ client_id: john.clientId, username: 'john' });
    for (let round = 0; round < 2; round += 1) {
      await callMuster(john.server.url, 'RotateSigningKeys', { UserPoolId: john.userPoolId });
      const renewed = await john.signIn();
      expect(await id.verify(renewed.IdToken)).toMatchObject({ token_use: 'id' });
      expect(await access.verify(renewed.AccessToken)).toMatchObject({ token_use: 'access' });
      expect(await access.verify(first.AccessToken)).toMatchObject({ token_use: 'access' });
    }
  });

  it('refuses a token of another audience, one that was altered, and one of another pool', async () => {
    const id = createVerifier({ audience: john.clientId });
    const { IdToken } = await john.signIn();
    await expect(createVerifier({ audience: 'somebody-else' }).verify(IdToken)).rejects.toThrow(/[Aa]udience/);
    await expect(id.verify(`${IdToken.slice(0, -9)}AAAAAAAAA`)).rejects.toThrow(/[Ss]ignature/);
    const jane = await OneUser.make(john.server);
    await expect(id.verify((await jane.signIn()).IdToken)).rejects.toThrow(/not found in the JWKS/);
  });

  it('is answered over TLS by Caddy itself', async () => {
    const words = [
      '--silent',
      '--cacert',
      join(directory, 'certificate.pem'),
      '--dump-header',
      '-',
      '--output',
      '/dev/null',
    ];
    const { stdout: head } = await promisify(execFile)('curl', [
      ...words,
      `${url}/${john.userPoolId}/.well-known/jwks.json`,
    ]);
    expect(head).toMatch(/^HTTP\/2 200/);
    expect(head).toMatch(/server: Caddy/i);
  });
});
