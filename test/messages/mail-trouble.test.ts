import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMailServer, smtpRefusal } from '../../src/delivery/smtp-server.fixture.ts';
import { RESET_CODE_MS } from '../../src/domain/recovery/recovery-limits.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { clientOptions } from '../drive-import.ts';
import { parsePrometheusText } from '../prometheus-text.ts';
import { startTcpProxy, type TcpProxy } from '../tcp-proxy.ts';

const PASSWORD = 'Correct-Horse-7';
const SECONDS_OF_A_CODE = RESET_CODE_MS / 1_000;

/** How the mail server refuses, until it is told otherwise. */
let refusal: number | undefined;
/** Hears of each mail that gets as far as its recipient. */
let reached: () => void;
let directory: string;
let mail: Awaited<ReturnType<typeof openMailServer>>;
/** Between Muster and the mail server. */
let proxy: TcpProxy;
let muster: Muster;
let client: CognitoIdentityProviderClient;
let ClientId: string;

beforeEach(async () => {
  refusal = undefined;
  reached = () => {};
  directory = mkdtempSync(join(tmpdir(), 'muster-mail-trouble-'));
  mail = await openMailServer({
    onRcptTo: (_address, _session, done) => {
      reached();
      done(refusal === undefined ? null : smtpRefusal(refusal));
    },
  });
  proxy = await startTcpProxy(mail.port);
  const smtpUrl = `smtp://127.0.0.1:${proxy.port}`;
  const data = join(directory, 'data');
  muster = await startMuster({ data, smtpUrl, mailFrom: 'no-reply@example.com', testControls: true });
  client = new CognitoIdentityProviderClient(clientOptions(muster.url));
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'people' }));
  const UserPoolId = UserPool?.Id;
  const app = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'app',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  ClientId = app.UserPoolClient?.ClientId ?? '';
  const UserAttributes = [
    { Name: 'email', Value: 'jane@example.com' },
    { Name: 'email_verified', Value: 'true' },
  ];
  const user = { UserPoolId, Username: 'jane' };
  await client.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }));
  await client.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }));
});
afterEach(async () => {
  client.destroy();
  await muster.stop();
  await proxy.stop();
  await mail.close();
  rmSync(directory, { recursive: true });
});

/** Asks for a code; resolves with it as the inbox has it. */
async function askForCode(): Promise<string> {
  await client.send(new ForgotPasswordCommand({ ClientId, Username: 'jane' }));
  const [message] = await muster.messages({ to: 'jane@example.com' });
  return message?.code ?? '';
}

async function signIn(): Promise<string | undefined> {
  const AuthParameters = { USERNAME: 'jane', PASSWORD };
  const input = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
  return (await client.send(new InitiateAuthCommand(input))).AuthenticationResult?.TokenType;
}

/** Tries to deliver an email, by outcome. */
async function counted(): Promise<Record<string, number>> {
  const families = parsePrometheusText(await (await fetch(`${muster.url}/metrics`)).text());
  const samples = families.get('muster_messages_total')?.samples ?? [];
  const seen = samples.filter(({ labels, value }) => labels.medium === 'EMAIL' && value > 0);
  return Object.fromEntries(seen.map(({ labels, value }) => [labels.outcome ?? '', value]));
}
const countOf = async (outcome: string) => (await counted())[outcome] ?? 0;
const holds = (code: string) => mail.mails.filter(({ content }) => content.includes(code)).length;

describe('a mail server', () => {
  it('that is slow holds up no sign-in, and the message goes at the first try (S111, R840)', async () => {
    proxy.rules.delayMs = 500;
    const code = await askForCode();
    expect(await signIn()).toBe('Bearer');
    expect(mail.mails).toHaveLength(0);
    await expect.poll(() => countOf('delivered')).toBe(1);
    expect(await counted()).toEqual({ delivered: 1 });
    expect(holds(code)).toBe(1);
  });

  it('that answers 4xx is asked again, with pauses, and each try is counted (S111, R840)', async () => {
    refusal = 452;
    const code = await askForCode();
    await expect.poll(() => countOf('postponed')).toBeGreaterThan(1);
    expect(await signIn()).toBe('Bearer');
    refusal = undefined;
    await expect.poll(() => countOf('delivered')).toBe(1);
    expect(holds(code)).toBe(1);
  });

  it('that answers 5xx is not asked again (S111)', async () => {
    refusal = 550;
    const code = await askForCode();
    await expect.poll(() => countOf('refused')).toBe(1);
    refusal = undefined;
    const next = await askForCode();
    await expect.poll(() => countOf('delivered')).toBe(1);
    expect(await counted()).toEqual({ refused: 1, delivered: 1 });
    expect([holds(code), holds(next)]).toEqual([0, 1]);
  });

  it('that hangs in the middle of a mail holds up no sign-in, and is asked again (S111, R840)', async () => {
    let recipients = 0;
    reached = () => {
      recipients += 1;
      proxy.rules.isSilent = true;
    };
    const code = await askForCode();
    await expect.poll(() => recipients).toBe(1);
    expect(await signIn()).toBe('Bearer');
    expect(mail.mails).toHaveLength(0);
    await expect.poll(() => countOf('postponed')).toBeGreaterThan(0);
    reached = () => {};
    proxy.rules.isSilent = false;
    await expect.poll(() => countOf('delivered')).toBe(1);
    expect(holds(code)).toBe(1);
  });

  it.each([
    ['before the mail', 'RCPT TO:', 1],
    // Nobody can know whether it was taken.
    ['after the mail, before the answer', '\r\n.\r\n', 2],
  ])('that drops the connection %s is sent it again (R840)', async (_, cutAfter, copies) => {
    proxy.rules.cutAfter = cutAfter;
    const code = await askForCode();
    await expect.poll(() => countOf('delivered')).toBe(1);
    expect(holds(code)).toBe(copies);
  });

  it('that is away for a minute gets what waits when it is back, and sign-ins go on (S111, R840)', async () => {
    await proxy.shut();
    const code = await askForCode();
    await expect.poll(() => countOf('postponed')).toBeGreaterThan(1);
    expect(await signIn()).toBe('Bearer');
    const before = await countOf('postponed');
    await muster.moveClock(60);
    await expect.poll(() => countOf('postponed')).toBeGreaterThan(before);
    await proxy.open();
    await muster.moveClock(60);
    await expect.poll(() => countOf('delivered')).toBe(1);
    expect(holds(code)).toBe(1);
  });

  it('that is away until the code has run out never gets it (R840)', async () => {
    await proxy.shut();
    const code = await askForCode();
    await expect.poll(() => countOf('postponed')).toBeGreaterThan(0);
    await muster.moveClock(SECONDS_OF_A_CODE);
    await expect.poll(() => countOf('expired')).toBe(1);
    await proxy.open();
    const next = await askForCode();
    await expect.poll(() => countOf('delivered')).toBe(1);
    expect([holds(code), holds(next)]).toEqual([0, 1]);
    const confirm = { ClientId, Username: 'jane', Password: 'New-Password-9' };
    await muster.moveClock(SECONDS_OF_A_CODE);
    const late = client.send(new ConfirmForgotPasswordCommand({ ...confirm, ConfirmationCode: next }));
    await expect(late).rejects.toMatchObject({ name: 'ExpiredCodeException' });
    expect(await signIn()).toBe('Bearer');
  });
});
