import { createHmac } from 'node:crypto';
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Clock } from '../base/clock.ts';
import type { MessageMedium } from '../domain/messages/message.ts';
import type { DeliveryResult, DeliveryWay, OutgoingMessage } from './delivery-way.ts';

export interface WebhookSettings {
  /** `https:`, or `http:` to this machine (R933). */
  readonly url: string;
  /** Both sides know it, and nobody else. */
  readonly secret: string;
  readonly medium: MessageMedium;
  /** That of the machine: the receiver compares the time of a request with its own. */
  readonly clock: Pick<Clock, 'nowMs'>;
  /** {@link WEBHOOK_MS_MAX} */
  readonly answerMsMax?: number;
}

/** How long a webhook may take to answer (R932). */
export const WEBHOOK_MS_MAX = 10_000;
/** The one status by which a receiver says that this message will never go (R931). */
const REFUSED_STATUS = 422;
const CONNECTIONS_MAX = 5;
/** More of an answer is not read: its status says all. */
const ANSWER_BYTES_MAX = 65_536;

/** Messages by a POST of JSON, signed, to a service that sends them on (R930). Node's client follows no redirect (R932). */
export function createWebhookWay(settings: WebhookSettings): DeliveryWay {
  const { url, medium } = settings;
  const options = { keepAlive: true, maxSockets: CONNECTIONS_MAX };
  const agent = url.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options);
  return {
    name: 'webhook',
    medium,
    send: (message, signal) => post(settings, agent, message, signal),
    close: () => agent.destroy(),
  };
}

async function post(
  { url, secret, clock, answerMsMax = WEBHOOK_MS_MAX }: WebhookSettings,
  agent: HttpAgent | HttpsAgent,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<DeliveryResult> {
  const body = Buffer.from(JSON.stringify(bodyOf(message)));
  const timestamp = String(Math.floor(clock.nowMs() / 1_000));
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'user-agent': 'muster',
    'x-muster-timestamp': timestamp,
    'x-muster-signature': `sha256=${signatureOf(secret, timestamp, body)}`,
  };
  const breakOff = AbortSignal.any([signal, AbortSignal.timeout(answerMsMax)]);
  try {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = agent instanceof HttpsAgent ? requestHttps : requestHttp;
      request(url, { method: 'POST', agent, headers, signal: breakOff }, (response) => {
        drain(response);
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end(body);
    });
    return judgeStatus(status);
  } catch (error) {
    // Whether the message arrived is not known, so it is sent again, under the same id.
    return { kind: 'postponed', detail: breakOff.aborted ? 'no answer in time' : codeOf(error) };
  }
}

/** Members without a value are left out. */
function bodyOf({ id, to, medium, kind, subject, text, html, userPoolId }: OutgoingMessage) {
  return { id, to, medium, kind, subject, text, html, userPoolId };
}

function signatureOf(secret: string, timestamp: string, body: Buffer): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
}

/** Reads what follows the head of an answer, so that the connection can be used again, but not without end. */
function drain(response: IncomingMessage): void {
  let byteCount = 0;
  response.on('data', (chunk: Buffer) => {
    byteCount += chunk.length;
    if (byteCount > ANSWER_BYTES_MAX) response.destroy();
  });
  // The status was read before: what goes wrong now changes nothing.
  response.on('error', () => {});
}

function judgeStatus(status = 0): DeliveryResult {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  return { kind: status === REFUSED_STATUS ? 'refused' : 'postponed', detail: `status ${status}` };
}

/** Such as `ECONNREFUSED`; the message of an error may name what nobody needs to read. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'no answer';
}
