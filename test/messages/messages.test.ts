import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CodeDeliveryFailureException,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  CreateUserPoolClientCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../../src/check/default-csv-header.ts';
import { runMuster, startMusterProcess } from '../../src/cli/commands/muster-process.fixture.ts';
import { openMailServer, smtpRefusal } from '../../src/delivery/smtp-server.fixture.ts';
import { type Muster, type MusterOptions, startMuster } from '../../src/index.ts';
import { callMuster } from '../call-muster.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from '../drive-import.ts';

const PASSWORD = 'New-Password-9';
let directory: string;
let muster: Muster | undefined;
let client: CognitoIdentityProviderClient;
let mail: Awaited<ReturnType<typeof openMailServer>> | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-messages-'));
});
afterEach(async () => {
  client?.destroy();
  await muster?.stop();
  await mail?.close();
  mail = undefined;
  rmSync(directory, { recursive: true });
});

async function start(options: MusterOptions = {}): Promise<Muster> {
  muster = await startMuster({ data: join(directory, 'data'), ...options });
  client = new CognitoIdentityProviderClient(clientOptions(muster.url));
  return muster;
}

/** A pool with `jane`, who came in a file without a password, and an app client of it. */
async function importJane(): Promise<{ readonly userPoolId: string; readonly clientId: string }> {
  const path = join(directory, 'users.csv');
  const jane: Record<string, string> = {
    'cognito:username': 'jane',
    email: 'jane@example.com',
    email_verified: 'true',
    phone_number_verified: 'false',
    'cognito:mfa_enabled': 'false',
  };
  const record = DEFAULT_CSV_HEADER.map((column) => jane[column] ?? '').join(',');
  writeFileSync(path, `${DEFAULT_CSV_HEADER.join(',')}\n${record}\n`);
  const userPoolId = await createImportPool(client, 'people', []);
  const roleArn = await createLogRole(muster?.url ?? '');
  const { ImportedUsers } = await runImport(client, userPoolId, await uploadImport(client, userPoolId, roleArn, path));
  expect(ImportedUsers).toBe(1);
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: 'app',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  return { userPoolId, clientId: UserPoolClient?.ClientId ?? '' };
}

const forget = (ClientId: string) => client.send(new ForgotPasswordCommand({ ClientId, Username: 'jane' }));

async function reset(ClientId: string, ConfirmationCode: string): Promise<string | undefined> {
  await client.send(
    new ConfirmForgotPasswordCommand({ ClientId, Username: 'jane', ConfirmationCode, Password: PASSWORD }),
  );
  const AuthParameters = { USERNAME: 'jane', PASSWORD };
  const input = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
  const { AuthenticationResult } = await client.send(new InitiateAuthCommand(input));
  return AuthenticationResult?.TokenType;
}

describe('a user who was imported without a password', () => {
  it('is sent nothing by the import, asks for a code, finds it in the inbox, is CONFIRMED and signs in (S1, S45, S109, R308)', async () => {
    await start();
    const { userPoolId, clientId } = await importJane();
    expect(await muster?.messages()).toEqual([]);
    const statusOf = async () =>
      (await client.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: 'jane' }))).UserStatus;
    expect(await statusOf()).toBe('RESET_REQUIRED');
    const { CodeDeliveryDetails } = await forget(clientId);
    expect(CodeDeliveryDetails).toEqual({ Destination: 'j***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' });
    const [message] = (await muster?.messages({ to: 'jane@example.com' })) ?? [];
    expect(message).toMatchObject({ userPoolId, kind: 'ForgotPassword', subject: 'Your verification code' });
    expect(await reset(clientId, message?.code ?? '')).toBe('Bearer');
    expect(await statusOf()).toBe('CONFIRMED');
    const { Messages } = await callMuster(muster?.url ?? '', 'ListMessages', { UserPoolId: userPoolId });
    expect(Messages).toMatchObject([{ To: 'jane@example.com', Code: message?.code, Text: message?.text }]);
  });

  it('receives the code by email, also when the mail server was away for a while (S111)', async () => {
    let refusals = 2;
    mail = await openMailServer({
      onMailFrom: (_address, _session, done) => (refusals-- > 0 ? done(smtpRefusal(451)) : done()),
    });
    await start({ smtpUrl: `smtp://127.0.0.1:${mail.port}`, mailFrom: 'Example <no-reply@example.com>' });
    const { clientId } = await importJane();
    await forget(clientId);
    const received = mail.mails;
    await expect.poll(() => received.length).toBe(1);
    expect(received[0]).toMatchObject({ to: ['jane@example.com'], from: 'no-reply@example.com' });
    const code = /code is (\d{6})/.exec(received[0]?.content ?? '')?.[1] ?? '';
    expect(await reset(clientId, code)).toBe('Bearer');
    // The inbox keeps a copy all the same.
    expect(await muster?.messages()).toMatchObject([{ code }]);
  });

  it('receives a code that was asked for before the server ended and started again', async () => {
    mail = await openMailServer({ onMailFrom: (_address, _session, done) => done(smtpRefusal(451)) });
    await start({ smtpUrl: `smtp://127.0.0.1:${mail.port}`, mailFrom: 'no-reply@example.com', inbox: 'off' });
    const { clientId } = await importJane();
    await forget(clientId);
    await muster?.stop();
    await mail.close();
    mail = await openMailServer();
    await start({ smtpUrl: `smtp://127.0.0.1:${mail.port}`, mailFrom: 'no-reply@example.com', inbox: 'off' });
    const received = mail.mails;
    await expect.poll(() => received.length).toBe(1);
    await expect(muster?.messages()).rejects.toThrow("inbox: 'on'");
  });

  it('is told where there is no way to deliver, and nothing changes (S111)', async () => {
    await start({ inbox: 'off' });
    const { userPoolId, clientId } = await importJane();
    await expect(forget(clientId)).rejects.toBeInstanceOf(CodeDeliveryFailureException);
    const invite = new AdminCreateUserCommand({
      UserPoolId: userPoolId,
      Username: 'joe',
      UserAttributes: [{ Name: 'email', Value: 'joe@example.com' }],
      DesiredDeliveryMediums: ['EMAIL'],
    });
    await expect(client.send(invite)).rejects.toBeInstanceOf(CodeDeliveryFailureException);
  });
});

describe('muster inbox', () => {
  const run = (...words: string[]) =>
    runMuster(['inbox', '--endpoint-url', muster?.url ?? '', ...words], { cwd: directory });

  it('prints the messages, oldest first, for people and as JSON', async () => {
    await start();
    expect(await run()).toEqual({ exitCode: 0, stdout: '', stderr: 'The inbox is empty.\n' });
    const { userPoolId, clientId } = await importJane();
    await forget(clientId);
    await forget(clientId);
    const codes = ((await muster?.messages()) ?? []).map(({ code }) => code).toReversed();
    const { stdout } = await run();
    expect(stdout.match(/code is \d{6}/g)).toEqual(codes.map((code) => `code is ${code}`));
    expect(stdout).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:]+Z {2}EMAIL {2}jane@example\.com {2}Your verification code\n {4}Your/,
    );
    const lines = (await run('--json', '--user-pool-id', userPoolId)).stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).Code)).toEqual(codes);
    expect(await run('--to', 'joe@example.com')).toMatchObject({ stdout: '', stderr: 'The inbox is empty.\n' });
  });

  it('follows what comes, until Ctrl-C', async () => {
    await start();
    const { clientId } = await importJane();
    const following = startMusterProcess(['inbox', '--follow', '--endpoint-url', muster?.url ?? ''], {
      cwd: directory,
    });
    await forget(clientId);
    await following.waitFor(/code is \d{6}/);
    following.child.kill('SIGINT');
    const { exitCode, stdout } = await following.ended;
    expect(exitCode).toBe(130);
    expect(stdout.match(/code is/g)).toHaveLength(1);
  });

  it.each([
    ['an inbox that is off', { inbox: 'off' }, [], 'start it with --inbox on'],
    ['a pool that is not there', {}, ['--user-pool-id', 'us-east-1_AbCdEfGhI'], 'does not exist'],
  ] as const)('says what is wrong with %s', async (_, options, words, text) => {
    await start(options);
    const { exitCode, stdout, stderr } = await run(...words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(text);
  });

  it('says that no server answers', async () => {
    const { exitCode, stderr } = await runMuster(['inbox', '--endpoint-url', 'http://127.0.0.1:4'], { cwd: directory });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('cannot reach the server at http://127.0.0.1:4');
  });
});

describe('the log of a server', () => {
  it('holds no code and no address, whatever becomes of the message (S113)', async () => {
    mail = await openMailServer({ onRcptTo: (_address, _session, done) => done(smtpRefusal(550)) });
    const words = [
      'serve',
      '--port',
      '0',
      '--data',
      join(directory, 'data'),
      '--log-level',
      'debug',
      '--mail-from',
      'a@example.com',
    ];
    const server = startMusterProcess(words, {
      cwd: directory,
      env: { MUSTER_SMTP_URL: `smtp://mailer:hidden9@127.0.0.1:${mail.port}` },
    });
    const [, url = ''] = await server.waitFor(/listening on (http:\S+)/);
    client = new CognitoIdentityProviderClient(clientOptions(url));
    muster = { url } as Muster;
    const { clientId } = await importJane();
    muster = undefined;
    await forget(clientId);
    const { Messages } = await callMuster(url, 'ListMessages', {});
    await server.waitFor(/message (given up|not delivered yet)/);
    server.child.kill('SIGTERM');
    const { stdout, stderr } = await server.ended;
    const [message] = Messages;
    expect(message?.Code).toMatch(/^\d{6}$/);
    for (const secret of [message?.Code ?? '', 'jane@example.com', 'hidden9'])
      expect(stdout + stderr).not.toContain(secret);
  });
});
