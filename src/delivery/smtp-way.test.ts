import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeliveryWay, OutgoingMessage } from './delivery-way.ts';
import { openMailServer, smtpRefusal } from './smtp-server.fixture.ts';
import { createSmtpWay } from './smtp-way.ts';

const message: OutgoingMessage = {
  id: '0199d2a0-0000-7000-8000-00000000000a',
  userPoolId: 'us-east-1_AbCdEfGhI',
  to: 'jane@example.com',
  medium: 'EMAIL',
  kind: 'ForgotPassword',
  subject: 'Your verification code',
  text: 'Your confirmation code is 123456',
  code: '123456',
};

const UNBROKEN = new AbortController().signal;

type MailServer = Awaited<ReturnType<typeof openMailServer>>;
let server: MailServer | undefined;
let way: DeliveryWay | undefined;
afterEach(async () => {
  way?.close();
  await server?.close();
  server = undefined;
});

async function send(options: Parameters<typeof openMailServer>[0], url = 'smtp://127.0.0.1', given = message) {
  server = await openMailServer(options);
  const parts = new URL(url);
  parts.port = String(server.port);
  way = createSmtpWay({ url: parts.href, from: 'Example <no-reply@example.com>' });
  return way.send(given, UNBROKEN);
}

describe('the SMTP way', () => {
  it('delivers text, with sender, recipient and subject', async () => {
    expect(await send({ disabledCommands: ['STARTTLS'] })).toEqual({ kind: 'delivered' });
    expect(server?.mails).toMatchObject([{ from: 'no-reply@example.com', to: ['jane@example.com'] }]);
    const content = server?.mails[0]?.content;
    expect(content).toMatch(/^From: Example <no-reply@example\.com>\r$/m);
    expect(content).toMatch(/^Subject: Your verification code\r$/m);
    expect(content).toContain('Your confirmation code is 123456');
  });

  it('delivers HTML beside the text', async () => {
    await send({}, undefined, { ...message, html: '<b>123456</b>' });
    expect(server?.mails[0]?.content).toMatch(
      /multipart\/alternative[\s\S]*text\/plain[\s\S]*text\/html[\s\S]*<b>123456<\/b>/,
    );
  });

  it.each(['a@example.com,b@example.com', 'Jane <a@example.com>, b@example.com'])(
    'takes %j for one address, and not for a list',
    async (to) => {
      await send({}, undefined, { ...message, to });
      expect(server?.mails.flatMap((mail) => mail.to).length ?? 0).toBeLessThan(2);
    },
  );

  it.each([
    ['a mailbox that does not exist', { onRcptTo: (_a, _s, done) => done(smtpRefusal(550)) }, 'refused', '550'],
    ['a mailbox that is full for now', { onRcptTo: (_a, _s, done) => done(smtpRefusal(452)) }, 'postponed', '452'],
    ['a sender that may not send', { onMailFrom: (_a, _s, done) => done(smtpRefusal(553)) }, 'refused', '553'],
    ['a server that is too busy', { onConnect: (_s, done) => done(smtpRefusal(421)) }, 'postponed', ''],
    [
      'a text that is taken for spam',
      { onData: (stream, _s, done) => stream.resume().on('end', () => done(smtpRefusal(554))) },
      'refused',
      '554',
    ],
  ] satisfies [string, Parameters<typeof openMailServer>[0], string, string][])(
    'reports %s without the words of the server',
    async (_, options, kind, code) => {
      const result = await send(options);
      expect(result).toMatchObject({ kind, detail: expect.stringContaining(code) });
      expect(JSON.stringify(result)).not.toMatch(/jane|123456/);
    },
  );

  it.each([
    ['the right password', 'smtp://mailer:p%40ss@127.0.0.1', 'delivered'],
    // An operator can correct it, so the message waits.
    ['a wrong password', 'smtp://mailer:wrong@127.0.0.1', 'postponed'],
  ])('signs in with %s', async (_, url, kind) => {
    const result = await send(
      {
        authOptional: false,
        allowInsecureAuth: true,
        disabledCommands: ['STARTTLS'],
        onAuth: ({ username, password }, _session, done) =>
          username === 'mailer' && password === 'p@ss' ? done(null, { user: username }) : done(smtpRefusal(535)),
      },
      url,
    );
    expect(result.kind).toBe(kind);
  });

  // An address of this machine that is not known to be one.
  it.each([
    ['nothing in plain text to another machine', 'smtp://0.0.0.0', { disabledCommands: ['STARTTLS'] }, 'postponed'],
    [
      'plain text to another machine if it is told to',
      'smtp://0.0.0.0?plain',
      { disabledCommands: ['STARTTLS'] },
      'delivered',
    ],
    ['nothing to a machine whose certificate nobody signed', 'smtp://0.0.0.0', {}, 'postponed'],
  ] satisfies [string, string, Parameters<typeof openMailServer>[0], string][])(
    'sends %s',
    async (_, url, options, kind) => {
      expect((await send(options, url)).kind).toBe(kind);
      expect(server?.mails).toHaveLength(kind === 'delivered' ? 1 : 0);
    },
  );

  it('waits for a server that is away', async () => {
    const { port, close } = await openMailServer();
    await close();
    way = createSmtpWay({ url: `smtp://127.0.0.1:${port}`, from: 'a@b' });
    const result = await way.send(message, UNBROKEN);
    expect(result).toEqual({ kind: 'postponed', detail: expect.stringContaining('CONN') });
  });

  it('gives up on a server that says nothing', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => void sockets.add(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    way = createSmtpWay({ url: `smtp://127.0.0.1:${port}`, from: 'a@b' });
    expect(await way.send(message, AbortSignal.timeout(300))).toEqual({
      kind: 'postponed',
      detail: 'no answer in time',
    });
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('sends nothing of a message whose try was broken off, neither under way nor in the queue', async () => {
    const held: (() => void)[] = [];
    const closed: string[] = [];
    server = await openMailServer({
      // Says yes when it is asked to, which is after the client has given up.
      onMailFrom: (_address, _session, done) => void held.push(done),
      onClose: ({ id }) => void closed.push(id),
    });
    way = createSmtpWay({ url: `smtp://127.0.0.1:${server.port}`, from: 'a@b' });
    const breakOff = new AbortController();
    const sends = Array.from({ length: 8 }, () => way?.send(message, breakOff.signal));
    await expect.poll(() => held.length).toBe(5);
    breakOff.abort();
    for (const result of await Promise.all(sends)) expect(result?.kind).toBe('postponed');
    for (const done of held) done();
    await expect.poll(() => closed.length).toBe(5);
    held.length = 0;
    const later = way.send({ ...message, to: 'joe@example.com' }, UNBROKEN);
    await expect.poll(() => held.length).toBe(1);
    held[0]?.();
    expect(await later).toEqual({ kind: 'delivered' });
    expect(server.mails.map(({ to }) => to)).toEqual([['joe@example.com']]);
  });
});
