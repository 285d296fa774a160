import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import { Sha256 } from '@smithy/core/checksum';
import type { Pluggable } from '@smithy/types';
import { callSigned, type Digests } from '../../../src/signed-call/signed-call.ts';
import { nowMs } from '../base/clock.ts';
import { type ServiceName, toCallFailure } from './call-failure.ts';
import { noteAnswer } from './connection.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** The ways to the server. Every request that fails throws a `CallFailure`. */
export interface Clients {
  readonly cognito: CognitoIdentityProviderClient;
  /** Those of the last sign-in: another object after another one. */
  readonly credentials: () => Credentials;
  /** Loaded when a page needs it. */
  loadLogs(): Promise<CloudWatchLogsClient>;
  loadIam(): Promise<IAMClient>;
  loadSts(): Promise<STSClient>;
  /** One of Muster's own operations: its answer as JSON has it, with times in epoch seconds. */
  callMuster(operation: string, input: object, signal?: AbortSignal): Promise<unknown>;
}

export interface ClientOptions {
  readonly region: string;
  /** Asked at every request: credentials that replace others count from then on. Another sign-in is another object. */
  readonly credentials: () => Credentials;
  /** By how much the server's clock is ahead of this machine's. */
  readonly clockOffsetMs: number;
  readonly onFailure: (error: unknown) => void;
}

/** Where this page came from; there is no other server. */
const URL_OF_SERVER = window.location.origin;

/** A browser that reached the server by plain http from another machine has no `crypto.subtle`; then the digests are JavaScript. */
const DIGESTS: Digests = {
  sha256: (data) => digest(new Sha256(), data),
  hmacSha256: (key, data) => digest(new Sha256(key), data),
};

function digest(hash: InstanceType<typeof Sha256>, data: Uint8Array): Promise<Uint8Array> {
  hash.update(data);
  return hash.digest();
}

export function createClients({ region, credentials, clockOffsetMs, onFailure }: ClientOptions): Clients {
  const config = {
    endpoint: URL_OF_SERVER,
    region,
    // The SDK keeps what it was given until it expires: this way it asks every time.
    credentials: async () => {
      const { accessKeyId, secretAccessKey, sessionToken } = credentials();
      return {
        accessKeyId,
        secretAccessKey,
        ...(sessionToken !== undefined && { sessionToken }),
        expiration: new Date(0),
      };
    },
    systemClockOffset: clockOffsetMs,
  };
  const report = (service: ServiceName, operation: string, error: unknown): unknown => {
    const failure = toCallFailure(service, operation, error);
    noteAnswer(failure);
    onFailure(failure);
    return failure;
  };
  /** Part of a client: all that goes through it is noted here. */
  const watch = <Input extends object, Output extends object>(service: ServiceName): Pluggable<Input, Output> => ({
    applyToStack: (stack) =>
      stack.add(
        (next, { commandName = '' }) =>
          async (args) => {
            try {
              const answer = await next(args);
              noteAnswer(undefined);
              return answer;
            } catch (error) {
              throw report(service, commandName.replace(/Command$/, ''), error);
            }
          },
        { step: 'initialize', name: 'watch', priority: 'high' },
      ),
  });
  const cognito = new CognitoIdentityProviderClient(config);
  cognito.middlewareStack.use(watch('cognito-idp'));
  return {
    cognito,
    credentials,
    loadLogs: keep(async () => {
      const { CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs');
      const logs = new CloudWatchLogsClient(config);
      logs.middlewareStack.use(watch('logs'));
      return logs;
    }),
    loadIam: keep(async () => {
      const { IAMClient } = await import('@aws-sdk/client-iam');
      const iam = new IAMClient(config);
      iam.middlewareStack.use(watch('iam'));
      return iam;
    }),
    loadSts: keep(async () => {
      const { STSClient } = await import('@aws-sdk/client-sts');
      const sts = new STSClient(config);
      sts.middlewareStack.use(watch('sts'));
      return sts;
    }),
    async callMuster(operation, input, signal) {
      try {
        const answer = await callSigned({
          url: URL_OF_SERVER,
          region,
          credentials: credentials(),
          operation,
          input,
          nowMs: nowMs() + clockOffsetMs,
          digests: DIGESTS,
          ...(signal && { signal }),
        });
        noteAnswer(undefined);
        return answer;
      } catch (error) {
        throw report('muster', operation, error);
      }
    },
  };
}

/** Calls it once; a load that failed is tried again. */
function keep<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let kept: Promise<Value> | undefined;
  return () => {
    kept ??= load().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}
