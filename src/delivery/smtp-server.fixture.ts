import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly content: string;
  readonly isEncrypted: boolean;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

/** A real mail server on this machine. `options` say how it refuses. */
export async function openMailServer(options: SMTPServerOptions = {}) {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          content: Buffer.concat(chunks).toString(),
          isEncrypted: session.secure,
          receivedAt: Date.now(),
        });
        done();
      });
    },
    ...options,
  });
  // What a client breaks off is the business of the test.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    mails,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The error with which a mail server refuses. */
export function smtpRefusal(responseCode: number): Error {
  return Object.assign(new Error('a text that repeats jane@example.com and 123456'), { responseCode });
}
