import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, describe, expect, it } from 'vitest';
import { openMailServer } from '../../src/delivery/smtp-server.fixture.ts';
import { openWebhookSink } from '../../src/delivery/webhook-sink.fixture.ts';
import { type Muster, type MusterOptions, startMuster } from '../../src/index.ts';
import { clientOptions } from '../drive-import.ts';
import { findFreePorts } from '../free-ports.ts';
import { readBlocks } from '../readme/read-blocks.ts';
import { describeWithTool } from '../required-tool.ts';

const SECRET = 'a-secret-of-more-than-32-characters';
const ATTRIBUTES = { EMAIL: ['email', 'jane@example.com'], SMS: ['phone_number', '+4915112345678'] } as const;

let muster: Muster | undefined;
let client: CognitoIdentityProviderClient | undefined;
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  client?.destroy();
  await muster?.stop();
  muster = undefined;
  for (const close of closing.splice(0)) await close();
});

/** A server, and jane, who signs up with a phone number or an email address. */
async function start(options: MusterOptions) {
  muster = await startMuster({ webhookSecret: SECRET, testControls: true, ...options });
  const cognito = new CognitoIdentityProviderClient(clientOptions(muster.url));
  client = cognito;
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({ PoolName: 'people', AutoVerifiedAttributes: ['email', 'phone_number'] }),
  );
  const UserPoolId = UserPool?.Id;
  const app = await cognito.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'app' }));
  const ClientId = app.UserPoolClient?.ClientId;
  const jane = { ClientId, Username: 'jane' };
  return {
    UserPoolId,
    signUp: (medium: 'EMAIL' | 'SMS') => {
      const [Name, Value] = ATTRIBUTES[medium];
      return cognito.send(
        new SignUpCommand({ ...jane, Password: 'Correct-Horse-7', UserAttributes: [{ Name, Value }] }),
      );
    },
    confirm: (ConfirmationCode: string) => cognito.send(new ConfirmSignUpCommand({ ...jane, ConfirmationCode })),
    resend: () => cognito.send(new ResendConfirmationCodeCommand(jane)),
    status: async () => (await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: 'jane' }))).UserStatus,
  };
}

async function openSink(answer?: RequestListener) {
  const sink = await openWebhookSink(answer);
  closing.push(() => sink.close());
  return sink;
}

const codeOf = (body = '') => /\d{6}/.exec(JSON.parse(body).text)?.[0] ?? '';

describe('a server with webhooks', () => {
  it('sends SMS by the one and email by the other, not by its mail server, and the inbox has both (R930, R934)', async () => {
    const mail = await openMailServer();
    closing.push(() => mail.close());
    const [sms, email] = [await openSink(), await openSink()];
    const smtp = { smtpUrl: `smtp://127.0.0.1:${mail.port}`, mailFrom: 'no-reply@example.com' };
    const { signUp, confirm, status, UserPoolId } = await start({
      ...smtp,
      smsWebhookUrl: sms.url,
      mailWebhookUrl: email.url,
    });
    expect((await signUp('SMS')).CodeDeliveryDetails?.DeliveryMedium).toBe('SMS');
    await sms.waitFor(1);
    const body = JSON.parse(sms.posts[0]?.body ?? '');
    expect(body).toMatchObject({ medium: 'SMS', kind: 'SignUp', to: '+4915112345678', userPoolId: UserPoolId });
    await confirm(codeOf(sms.posts[0]?.body));
    expect(await status()).toBe('CONFIRMED');
    expect(await muster?.messages()).toMatchObject([{ medium: 'SMS' }]);
    expect([mail.mails, email.posts]).toEqual([[], []]);
  });

  it('sends email by the mail server where only SMS has a webhook (R934)', async () => {
    const sms = await openSink();
    let mailed: () => void = () => {};
    const arrival = new Promise<void>((resolve) => {
      mailed = resolve;
    });
    const mail = await openMailServer({
      onMailFrom: (_address, _session, done) => {
        mailed();
        done();
      },
    });
    closing.push(() => mail.close());
    const smtp = { smtpUrl: `smtp://127.0.0.1:${mail.port}`, mailFrom: 'no-reply@example.com' };
    const { signUp } = await start({ ...smtp, smsWebhookUrl: sms.url });
    await signUp('EMAIL');
    await arrival;
    expect(sms.posts).toEqual([]);
  });

  it('tries again with the same id after an error, a redirect and a broken connection (R931, R932)', async () => {
    const answers: RequestListener[] = [
      (_request, response) => void response.writeHead(500).end(),
      (_request, response) => void response.writeHead(307, { location: '/elsewhere' }).end(),
      (request) => void request.socket.destroy(),
    ];
    const sink = await openSink((request, response) => {
      const answer = answers.shift();
      if (answer) answer(request, response);
      else response.end();
    });
    const { signUp, confirm, status } = await start({ smsWebhookUrl: sink.url });
    await signUp('SMS');
    await sink.waitFor(4);
    expect(new Set(sink.posts.map(({ body }) => JSON.parse(body).id)).size).toBe(1);
    expect(new Set(sink.posts.map(({ path }) => path)).size).toBe(1);
    await confirm(codeOf(sink.posts[3]?.body));
    expect(await status()).toBe('CONFIRMED');
  });

  it('stops asking for a message that is given up, and takes the next (R931)', async () => {
    const sink = await openSink((_request, response) => void response.writeHead(422).end());
    const { signUp, resend } = await start({ smsWebhookUrl: sink.url });
    await signUp('SMS');
    await sink.waitFor(1);
    await resend();
    await sink.waitFor(2);
    expect(new Set(sink.posts.map(({ body }) => JSON.parse(body).id)).size).toBe(2);
  });

  it('sends no message after its code has expired (R931)', async () => {
    const [port = 0] = await findFreePorts(1);
    const { signUp, resend } = await start({ smsWebhookUrl: `http://127.0.0.1:${port}/` });
    await signUp('SMS');
    await muster?.moveClock(24 * 60 * 60 + 1);
    const { createServer } = await import('node:http');
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      for await (const chunk of request) bodies.push(String(chunk));
      response.end();
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => void server.close());
    await resend();
    await expect.poll(() => bodies.length).toBe(1);
    expect(JSON.parse(bodies[0] ?? '').kind).toBe('ResendConfirmationCode');
  });
});

describeWithTool('python3-boto3', 'the receiver of docs/OPERATING.md', () => {
  const page = readFileSync(new URL('../../docs/OPERATING.md', import.meta.url), 'utf8');
  const program = readBlocks(page).find(({ code }) => code.includes('is_from_muster'))?.code ?? '';

  async function startSink(): Promise<{ readonly url: string; readonly lines: AsyncIterator<string> }> {
    const directory = mkdtempSync(join(tmpdir(), 'muster-sink-'));
    const path = join(directory, 'sink.py');
    writeFileSync(path, program);
    const [port = 0] = await findFreePorts(1);
    const sink: ChildProcess = spawn('python3', [path, String(port)], {
      env: { ...process.env, MUSTER_WEBHOOK_SECRET: SECRET },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    closing.push(async () => {
      sink.kill();
      await once(sink, 'exit');
      rmSync(directory, { recursive: true });
    });
    if (!sink.stdout) throw new Error('the output of the sink is piped');
    const lines = createInterface({ input: sink.stdout })[Symbol.asyncIterator]();
    return { url: `http://127.0.0.1:${port}/`, lines };
  }

  it('takes what Muster signed, once, and refuses what somebody else did (R930)', async () => {
    const { url, lines } = await startSink();
    const { signUp, confirm, status } = await start({ smsWebhookUrl: url });
    await signUp('SMS');
    const line = String((await lines.next()).value);
    expect(line).toMatch(/^SMS \+4915112345678 Your verification code is \d{6}$/);
    await confirm(/\d{6}$/.exec(line)?.[0] ?? '');
    expect(await status()).toBe('CONFIRMED');
    const headers = { 'x-muster-timestamp': '1800000000', 'x-muster-signature': 'sha256=0' };
    expect((await fetch(url, { method: 'POST', body: '{}', headers })).status).toBe(401);
  });
});
