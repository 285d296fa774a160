import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../aws/sha256.fixture.ts';
import { knownHosts } from '../base/http/known-hosts.ts';
import type { Ids } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { writeUuid } from '../base/uuid-bytes.ts';
import type { ServiceName } from '../model/operation-types.ts';
import { serviceModels } from '../model/service-models.ts';
import type { DefinedOperation } from '../operations/define-operation.ts';
import type { OperationServices } from '../operations/operation.ts';
import { fixtureOutbox } from '../operations/outbox.fixture.ts';
import { createRegistry } from '../operations/registry/registry.ts';
import type { Store } from '../store/store.ts';
import { type Api, type ApiOptions, createApi } from './api.ts';
import type { RootCredentials } from './find-credentials.ts';
import type { ApiRequest, ApiResponse } from './protocols/api-request.ts';

export const NOW_MS = Date.UTC(2026, 10, 22, 10, 4, 0);
export const REQUEST_ID = '00000000-0000-4000-8000-000000000001';
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const ACCOUNT = '123456789012' as RootCredentials['account'];

export const CREDENTIAL_KEYS = {
  accessKey: Buffer.alloc(32, 1),
  roleSession: Buffer.alloc(32, 2),
  clientSecret: Buffer.alloc(32, 3),
};

/** What a client sends; all but `body` is as a good client has it unless given. */
export interface Draft {
  readonly target?: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly service?: string;
  readonly region?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly signedAt?: number;
  /** Headers put on, changed or (undefined) taken away after signing. */
  readonly late?: Readonly<Record<string, string | undefined>>;
  readonly remoteAddress?: string;
  /** The body that arrives instead of the signed one. */
  readonly arrivingBody?: string;
}

/** An API over handlers of the test, driven with requests signed by AWS's own signer. */
export class ApiTestDriver {
  readonly clock = new ManualClock(NOW_MS);
  readonly logged: object[] = [];
  readonly warnings: object[] = [];
  readonly #api;

  constructor(
    operations: readonly DefinedOperation[] = [],
    {
      store,
      models = serviceModels,
      ...options
    }: Partial<ApiOptions> & { readonly store?: Partial<Store>; readonly models?: typeof serviceModels } = {},
  ) {
    const ids: Ids = {
      alphanumeric: (length) => 'a'.repeat(length),
      upperBase32: (length) => 'A'.repeat(length),
      lowerAlphanumeric: (length) => 'a'.repeat(length),
      uuid: () => REQUEST_ID,
      uuidV7: () => REQUEST_ID,
      writeUuidV7: (_nowMs, target, offset) => writeUuid(REQUEST_ID, target, offset),
    };
    const logger: Logger = {
      debug() {},
      info() {},
      warn: (fields) => this.warnings.push(fields),
      error: (fields) => this.logged.push(fields),
    };
    this.#api = createApi({
      registry: createRegistry(fillUp(operations, models), models),
      services: {
        store: { findAccessKeyOwner: async () => undefined, ...store } as Partial<Store> as Store,
        clock: this.clock,
        testControls: undefined,
        ids,
        logger,
        limits: { jobsPerPoolMax: 1000, activeJobsMax: 1, waitingUploadBytesMax: 1_000 },
        iam: 'on',
        hashImport: true,
        pageTokenKey: Buffer.alloc(32),
        credentialKeys: CREDENTIAL_KEYS,
        signIn: noSignIn,
        offerUpload: async () => ({ url: '' }),
        findArrivedUpload: async () => undefined,
        describeServer: () => ({ version: '0.0.0', nodeId: 'host-one', startedAt: NOW_MS, settings: [], nodes: [] }),
        outbox: fixtureOutbox(this.clock),
        wakeWorkers() {},
        deleteUploads: async () => {},
      },
      machineClock: this.clock,
      credentials: [{ account: ACCOUNT, accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET }],
      hosts: knownHosts({ host: '127.0.0.1' }),
      defaultCredentialsInForce: false,
      allowForeignOrigins: true,
      requestRatePercent: 0,
      accessTokens: { findOwner: async () => ({ kind: 'refused', text: 'Invalid Access Token' }) },
      ...options,
    });
  }

  async send(draft: Draft): Promise<ApiResponse> {
    return this.#api.handle(await this.sign(draft));
  }

  /** How the head of a request is judged, before its body is there. */
  async admit(draft: Draft): ReturnType<Api['admit']> {
    return this.#api.admit(await this.sign(draft));
  }

  admitRaw(rawHeaders: readonly string[], method = 'POST'): ReturnType<Api['admit']> {
    return this.#api.admit({ method, url: '/', rawHeaders });
  }

  async sign(draft: Draft): Promise<ApiRequest> {
    const body = Buffer.from(draft.body ?? '{}');
    const signed = await new SignatureV4({
      credentials: {
        accessKeyId: draft.accessKeyId ?? 'AKIDEXAMPLE',
        secretAccessKey: draft.secretAccessKey ?? SECRET,
        ...(draft.sessionToken === undefined ? {} : { sessionToken: draft.sessionToken }),
      },
      region: draft.region ?? 'eu-central-1',
      service: draft.service ?? 'cognito-idp',
      sha256: Sha256,
    }).sign(
      {
        method: 'POST',
        protocol: 'http:',
        hostname: 'localhost',
        path: '/',
        headers: {
          host: 'localhost:4599',
          ...(draft.target === undefined ? {} : { 'x-amz-target': draft.target }),
          ...draft.headers,
        },
        body,
      },
      { signingDate: new Date(draft.signedAt ?? NOW_MS) },
    );
    const headers = { ...signed.headers, ...draft.late };
    return {
      method: 'POST',
      url: '/',
      rawHeaders: Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [name, value])),
      body: draft.arrivingBody === undefined ? body : Buffer.from(draft.arrivingBody),
      remoteAddress: draft.remoteAddress,
    };
  }

  /** Sends what nobody signed. */
  sendRaw(method: string, rawHeaders: readonly string[], body = '', remoteAddress?: string): Promise<ApiResponse> {
    return this.#api.handle({ method, url: '/', rawHeaders, body: Buffer.from(body), remoteAddress });
  }

  /** A form as AWS Query has it, for iam or sts. */
  sendForm(form: string | Readonly<Record<string, string>>, draft: Draft = {}): Promise<ApiResponse> {
    return this.send({
      service: 'iam',
      region: 'us-east-1',
      body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      ...draft,
    });
  }
}

/** No operation of these tests signs anybody in. */
const noSignIn: OperationServices['signIn'] = {
  passwords: {
    checkHash: async () => 'busy',
    checkVerifier: async () => 'busy',
    makeVerifier: async () => 'busy',
    exchangeKeys: async () => 'busy',
  },
  tokens: { sign: async () => undefined, rotateKeys: async () => ({ kind: 'not-found' }) },
  keys: {
    password: Buffer.alloc(32),
    challenge: Buffer.alloc(32),
    refreshToken: Buffer.alloc(32),
    simulatedUser: Buffer.alloc(32),
    code: Buffer.alloc(32),
    softwareToken: Buffer.alloc(32),
    device: Buffer.alloc(32),
  },
  countStep() {},
  secretBytes: (count) => Buffer.alloc(count),
};

/** The operations of the test, and for all others of the models one that breaks. */
function fillUp(operations: readonly DefinedOperation[], models: typeof serviceModels): DefinedOperation[] {
  return Object.entries(models).flatMap(([service, model]) =>
    Object.keys(model.operations).map(
      (operation) =>
        operations.find((defined) => defined.service === service && defined.operation === operation) ?? {
          service: service as ServiceName,
          operation,
          run: () => Promise.reject(new Error(`the test expects no call of ${operation}`)),
        },
    ),
  );
}
