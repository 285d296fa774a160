import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { assert, assertPresent } from '../../src/base/assert.ts';
import type { ServiceName } from '../../src/model/operation-types.ts';
import { serviceModels } from '../../src/model/service-models.ts';
import { exchange, type RawAnswer } from '../wire/raw-http.ts';
import { signRequest } from '../wire/signed-request.ts';
import type { WorstServerMessage } from './worst-server.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A user agent that nearly matches many patterns: as long as policies see it. */
export const USER_AGENT = 'a'.repeat(512);

/** A server in a process of its own, and calls to it without an SDK. */
export class WorstClient {
  readonly #child: ChildProcess;
  readonly #host: string;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.#host = new URL(url).host;
  }

  static async start(): Promise<WorstClient> {
    const child = fork(join(import.meta.dirname, 'worst-server.ts'));
    const message = await nextMessage(child, 'started');
    return new WorstClient(child, message.url);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }

  /** Milliseconds of processor time of the server's main thread so far. */
  async readCpuMs(): Promise<number> {
    const answer = nextMessage(this.#child, 'cpu');
    this.#child.send('cpu');
    return (await answer).ms;
  }

  send(service: ServiceName, operation: string, input: object, credentials?: Credentials): Promise<RawAnswer> {
    const model = serviceModels[service];
    const isJson = model.protocol === 'json';
    const form = () => formOf({ Action: operation, Version: model.apiVersion, ...input });
    return this.sendBody(service, operation, isJson ? JSON.stringify(input) : form(), credentials);
  }

  async sendBody(service: ServiceName, operation: string, body: string, credentials?: Credentials): Promise<RawAnswer> {
    const model = serviceModels[service];
    const isJson = model.protocol === 'json';
    const bytes = signRequest({
      host: this.#host,
      service: model.signingName,
      body: Buffer.from(body),
      ...(isJson
        ? { target: `${model.targetPrefix}.${operation}` }
        : { contentType: 'application/x-www-form-urlencoded' }),
      ...credentials,
      headers: [
        ['user-agent', USER_AGENT],
        ...(credentials?.sessionToken === undefined
          ? []
          : [['x-amz-security-token', credentials.sessionToken] as const]),
      ],
    });
    const [answer] = await exchange(Number(this.#host.split(':')[1]), bytes);
    return assertPresent(answer, `${operation} is answered`);
  }

  /** The body of an answer; throws unless it is answered 200. */
  async call(service: ServiceName, operation: string, input: object, credentials?: Credentials): Promise<string> {
    const { status, body } = await this.send(service, operation, input, credentials);
    assert(status === 200, `${operation} was answered ${status}: ${body.slice(0, 500)}`);
    return body;
  }
}

async function nextMessage<Kind extends WorstServerMessage['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<WorstServerMessage & { kind: Kind }> {
  const message = await new Promise<WorstServerMessage>((resolve, reject) => {
    child.once('message', (received) => {
      child.off('exit', fail);
      resolve(received as WorstServerMessage);
    });
    const fail = (code: number | null) => reject(new Error(`the server ended with ${code}`));
    child.once('exit', fail);
  });
  assert(message.kind === kind, `the server told ${message.kind}`);
  return message as WorstServerMessage & { kind: Kind };
}

/** An input as AWS Query has it: `Tags.member.1.Key=a`. */
function formOf(input: object): string {
  const parameters: string[] = [];
  const add = (name: string, value: unknown): void => {
    if (Array.isArray(value)) {
      if (value.length === 0) parameters.push(`${name}=`);
      for (const [index, member] of value.entries()) add(`${name}.member.${index + 1}`, member);
    } else if (typeof value === 'object' && value !== null) {
      for (const [member, each] of Object.entries(value)) add(`${name}.${member}`, each);
    } else {
      parameters.push(`${name}=${encodeURIComponent(String(value))}`);
    }
  };
  for (const [name, value] of Object.entries(input)) add(name, value);
  return parameters.join('&');
}

/** The text of the first element of a name. */
export function elementOf(xml: string, name: string): string {
  return assertPresent(new RegExp(`<${name}>([^<]+)`).exec(xml)?.[1], `the answer has ${name}`);
}
