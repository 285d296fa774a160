import { createTransport } from 'nodemailer';
import { isLoopbackHost } from '../base/http/loopback.ts';
import type { Message } from '../domain/messages/message.ts';
import { type DeliveryResult, type DeliveryWay, SENDING_MS_MAX } from './delivery-way.ts';

export interface SmtpSettings {
  /** `smtp://user:password@host:port`, or `smtps:`; `?plain` allows a connection without TLS. */
  readonly url: string;
  /** `Example <no-reply@example.com>` */
  readonly from: string;
}

/** Commands that are about this message; a refusal of any other is about the account or the server, which an operator can fix. */
const MESSAGE_COMMANDS = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);
const CONNECTIONS_MAX = 5;

/** Email by SMTP. A connection is encrypted, unless the server is on this machine or the URL says `?plain`. */
export function createSmtpWay({ url, from }: SmtpSettings): DeliveryWay {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const isPlain = !secure && (isLoopbackHost(host) || searchParams.has('plain'));
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !isPlain,
    // A server on this machine often offers STARTTLS with a certificate that nobody signed.
    ignoreTLS: isPlain,
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: SENDING_MS_MAX / 3,
    greetingTimeout: SENDING_MS_MAX / 3,
    socketTimeout: SENDING_MS_MAX / 2,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    name: 'smtp',
    medium: 'EMAIL',
    send: (message, signal) => sendMail(transport, from, message, signal),
    close: () => transport.close(),
  };
}

type Transport = ReturnType<typeof createTransport>;

async function sendMail(
  transport: Pick<Transport, 'sendMail'>,
  from: string,
  { to, subject = '', text, html }: Message,
  signal: AbortSignal,
): Promise<DeliveryResult> {
  try {
    // As an object, an address is never read as a list of several.
    await transport.sendMail({
      from,
      to: { name: '', address: to },
      subject,
      text,
      ...(html !== undefined && { html }),
      // Takes the message out of the queue, or closes its connection: it must not go later, behind the back of the outbox.
      signal,
    });
    return { kind: 'delivered' };
  } catch (error) {
    // Whether the mail went is not known, so it is sent again.
    if (signal.aborted) return { kind: 'postponed', detail: 'no answer in time' };
    return judgeFailure(error);
  }
}

/** The answer of the server is left out: it may repeat the address, or the text. */
function judgeFailure(error: unknown): DeliveryResult {
  const { code, command, responseCode } = (error ?? {}) as {
    readonly code?: unknown;
    readonly command?: unknown;
    readonly responseCode?: unknown;
  };
  const detail = [code, command, responseCode].filter((part) => part !== undefined).join(' ') || 'no answer';
  const isForGood = typeof responseCode === 'number' && responseCode >= 500 && MESSAGE_COMMANDS.has(String(command));
  return { kind: isForGood ? 'refused' : 'postponed', detail };
}
