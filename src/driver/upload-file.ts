import { createReadStream } from 'node:fs';
import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DriverError } from './driver-error.ts';
import type { ImportService } from './import-service.ts';

const CONTINUE_WAIT_MS = 1_000;
/** Without a byte in either direction: generous, for an answer may follow long after the last byte of the file. */
const IDLE_MAX_MS = 120_000;
const ANSWER_BYTES_MAX = 64 * 1024;

export interface FileUpload {
  readonly path: string;
  readonly byteLength: number;
  readonly url: string;
  readonly signal: AbortSignal;
  readonly findUploadHint: ImportService['findUploadHint'];
  /** How long the connection may be silent. */
  readonly idleMaxMs?: number;
  onBytes(sent: number): void;
}

/** PUTs a file to the pre-signed URL of a job, streamed from disk, with the header that the URL is signed for (R131). @throws {DriverError} */
export async function uploadFile(upload: FileUpload): Promise<void> {
  const url = new URL(upload.url);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(url, {
    method: 'PUT',
    signal: upload.signal,
    timeout: upload.idleMaxMs ?? IDLE_MAX_MS,
    headers: {
      'content-length': upload.byteLength,
      'content-type': 'text/csv',
      'x-amz-server-side-encryption': 'aws:kms',
      // Nothing is sent to a server that refuses the request by its head (R135).
      expect: '100-continue',
    },
  });
  request.once('timeout', () => {
    request.destroy(Object.assign(new Error('the connection is silent'), { code: 'ETIMEDOUT' }));
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
  if (answer.status === 'fulfilled') return refuseUnlessStored(answer.value, upload.findUploadHint);
  const reason = body.status === 'rejected' && body.reason instanceof DriverError ? body.reason : answer.reason;
  if (reason instanceof DriverError) throw reason;
  throw new DriverError({ kind: 'upload-unreachable', origin: url.origin }, reason);
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
      const isWhole = sent === upload.byteLength;
      done(isWhole ? null : new DriverError({ kind: 'file-shrank', path: upload.path }));
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
  readonly headers: IncomingHttpHeaders;
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
      const { statusCode: status = 0, headers } = response;
      response.once('end', () => resolve({ status, headers, text }));
    });
  });
}

function refuseUnlessStored({ status, headers, text }: Answer, findUploadHint: ImportService['findUploadHint']): void {
  if (status === 200) return;
  const code = /<Code>([^<]*)<\/Code>/.exec(text)?.[1];
  const message = /<Message>([^<]*)<\/Message>/.exec(text)?.[1];
  throw new DriverError({ kind: 'upload-refused', status, code, message, hint: findUploadHint(headers) });
}
