import { createReadStream } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CommandError, describeError } from '../terminal/command-error.ts';

const CONTINUE_WAIT_MS = 1_000;
const ANSWER_BYTES_MAX = 64 * 1024;

export interface FileUpload {
  readonly path: string;
  readonly byteLength: number;
  readonly url: string;
  readonly signal: AbortSignal;
  onBytes(sent: number): void;
}

/** PUTs a file to the pre-signed URL of a job, streamed from disk, with the header that the URL is signed for (R131). */
export async function uploadFile(upload: FileUpload): Promise<void> {
  const url = new URL(upload.url);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(url, {
    method: 'PUT',
    signal: upload.signal,
    headers: {
      'content-length': upload.byteLength,
      'content-type': 'text/csv',
      'x-amz-server-side-encryption': 'aws:kms',
      // Nothing is sent to a server that refuses the request by its head (R135).
      expect: '100-continue',
    },
  });
  const answered = readAnswer(request);
  const sent = sendBody(request, upload, answered);
  // A server that has answered reads no further: what is still to be sent is given up.
  const giveUp = (): void => void request.destroy();
  answered.then(giveUp, giveUp);
  const results = await Promise.allSettled([answered, sent]);
  upload.signal.throwIfAborted();
  const [answer, body] = results;
  // The answer says more than the broken connection that follows it.
  if (answer.status === 'fulfilled') return refuseUnlessStored(answer.value);
  const reason = body.status === 'rejected' && body.reason instanceof CommandError ? body.reason : answer.reason;
  if (reason instanceof CommandError) throw reason;
  throw new CommandError(`could not upload to ${url.origin}: ${describeError(reason)}`);
}

async function sendBody(request: ClientRequest, upload: FileUpload, answered: Promise<unknown>): Promise<void> {
  const wanted = await waitForContinue(request, answered);
  if (!wanted) return;
  let sent = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sent += chunk.length;
      upload.onBytes(sent);
      done(null, chunk);
    },
    flush(done) {
      done(sent === upload.byteLength ? null : new CommandError(`${upload.path} became shorter while it was uploaded`));
    },
  });
  const body = createReadStream(upload.path, { end: upload.byteLength - 1, highWaterMark: 256 * 1024 });
  await pipeline(body, count, request);
}

/** False if the server has answered without asking for the body. */
function waitForContinue(request: ClientRequest, answered: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    // A server that does not know the header waits for the body.
    const timer = setTimeout(() => resolve(true), CONTINUE_WAIT_MS);
    const settle = (wanted: boolean): void => {
      clearTimeout(timer);
      resolve(wanted);
    };
    request.once('continue', () => settle(true));
    answered.then(
      () => settle(false),
      () => settle(false),
    );
    request.flushHeaders();
  });
}

interface Answer {
  readonly status: number;
  readonly hint: string | undefined;
  readonly text: string;
}

function readAnswer(request: ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response: IncomingMessage) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        if (text.length < ANSWER_BYTES_MAX) text += part;
      });
      response.once('error', reject);
      response.once('end', () => {
        const hint = response.headers['x-muster-hint'];
        resolve({ status: response.statusCode ?? 0, hint: typeof hint === 'string' ? hint : undefined, text });
      });
    });
  });
}

function refuseUnlessStored({ status, hint, text }: Answer): void {
  if (status === 200) return;
  const code = /<Code>([^<]*)<\/Code>/.exec(text)?.[1];
  const message = /<Message>([^<]*)<\/Message>/.exec(text)?.[1];
  const said = [code, message, hint].filter((part) => part !== undefined).join(': ');
  throw new CommandError(`the upload was refused with status ${status}${said === '' ? '' : `: ${said}`}`);
}
