import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api } from '../api/api.ts';
import { BODY_BYTES_MAX, LOG_PUT_BODY_BYTES_MAX } from '../api/protocols/body-bytes-max.ts';
import { systemClock } from '../base/clock.ts';
import { knownHosts } from '../base/http/known-hosts.ts';
import { randomIds } from '../base/ids.ts';
import { createLogger } from '../base/logger.ts';
import { MetricTotals } from '../base/metrics/metric-totals.ts';
import { openDirectoryBlobs } from '../blobs/directory-blobs.ts';
import type { ImportJob, Upload } from '../domain/imports/import-job.ts';
import { createApiRoute } from '../service/api-route.ts';
import { createMetricsRoute, type MetricsReaders } from '../service/metrics-route.ts';
import { createUploadRoute } from '../service/upload-route.ts';
import { createUploadEndpoint } from '../upload/upload-endpoint.ts';
import { createUploadUrlSigner } from '../upload/upload-url-signer.ts';
import type { NodeReport } from './exchange.ts';
import { DEFAULT_HTTP_LIMITS, type HttpLimits } from './limits.ts';
import { type HttpServer, startHttpServer } from './server.ts';

const TARGET = { account: '000000000000', userPoolId: 'us-east-1_AbCdEfGhI', jobId: 'import-qQ0DCt2fRh' };
export const UPLOAD_PATH = `/${Object.values(TARGET).join('/')}`;
/** Short, so that a test of a slow client is not slow. */
const LIMITS: HttpLimits = {
  ...DEFAULT_HTTP_LIMITS,
  headersMs: 200,
  timeoutCheckMs: 50,
  bodyIdleMs: 200,
  wholeBodyMs: 400,
  drainMs: 2000,
};

/** A server on a free port with real uploads, one import job in memory, and an API that sends back what it was sent. */
export interface TestServer {
  readonly http: HttpServer;
  /** Where uploads lie. */
  readonly directory: string;
  readonly logLines: string[];
  readonly metrics: MetricTotals;
  api: Pick<Api, 'handle'>;
  /** How the API judges the head of a request whose body is larger than 64 KiB, or in chunks. */
  admit: Api['admit'];
  isHealthy: boolean;
  node: NodeReport;
  /** Of the job. */
  upload: Upload | undefined;
  /** A fresh URL for the file of the job. */
  signUpload(): string;
  /** Request line and headers of a PUT to such a URL, with the empty line. */
  putHead(contentLength: number, moreHeaders?: string): string;
  /** Sends bytes (Latin-1) and returns what comes back until the server closes or `until` is seen. */
  talk(bytes: string | string[], options?: { until?: RegExp; end?: boolean }): Promise<string>;
  stop(): Promise<void>;
}

const echo: Pick<Api, 'handle'> = {
  handle: async ({ method, body }) => ({
    statusCode: 200,
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'request-1' },
    body: JSON.stringify({ method, body: body.toString() }),
    operation: 'Echo',
  }),
};

export async function startTestServer(
  limits: Partial<HttpLimits> = {},
  metricsReaders: MetricsReaders = 'loopback',
): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-http-'));
  const logLines: string[] = [];
  const logger = createLogger('debug', { write: (line) => logLines.push(line) });
  const blobs = await openDirectoryBlobs({ directory, ids: randomIds });
  const uploadKey = createHash('sha256').update('key').digest();
  const store = {
    checkHealth: async () => {
      if (!server.isHealthy) throw new Error('disk I/O error');
    },
    findImportJob: async () => ({ status: 'Created' }) as ImportJob,
    sumUploadBytes: async () => server.upload?.byteLength ?? 0,
    attachUpload: async (...[, , , attached]: [unknown, unknown, unknown, Upload]) => {
      const replacedBlobId = server.upload?.blobId;
      server.upload = attached;
      return { kind: 'attached' as const, ...(replacedBlobId === undefined ? {} : { replacedBlobId }) };
    },
  };
  const metrics = new MetricTotals({ zeros: false });
  const services = { clock: systemClock, ids: randomIds, logger, metrics, store };
  const hosts = knownHosts({ host: '127.0.0.1' });
  const upload = createUploadEndpoint({ ...services, blobs, uploadKey, hosts, allowForeignOrigins: false });
  const api: Api = {
    admit: (head) => server.admit(head),
    handle: (request) => server.api.handle(request),
  };
  const place = { host: '127.0.0.1', port: 0, limits: { ...LIMITS, ...limits } };
  const http = await startHttpServer({
    ...services,
    ...place,
    describeNode: () => server.node,
    checkHealth: () => store.checkHealth(),
    routes: [
      createApiRoute({ api, ids: randomIds, metrics }),
      createMetricsRoute({
        page: { read: async () => ({ contentType: 'text/plain; version=0.0.4', body: 'muster_store_up 1\n' }) },
        readers: metricsReaders,
        hosts,
        ids: randomIds,
      }),
      createUploadRoute({ upload, ids: randomIds, auditLog: undefined }),
    ],
  });
  hosts.listensOn(http.port);
  const server: TestServer = {
    http,
    directory,
    logLines,
    metrics,
    api: echo,
    admit: async ({ rawHeaders }) => ({
      bytesMax: rawHeaders.includes('Logs_20140328.PutLogEvents') ? LOG_PUT_BODY_BYTES_MAX : BODY_BYTES_MAX,
      sender: 'known',
    }),
    isHealthy: true,
    node: { node: 'host-1', role: 'all', state: 'serving', nodes: [] },
    upload: undefined,
    signUpload: () =>
      createUploadUrlSigner({ uploadKey })({
        ...TARGET,
        region: 'us-east-1',
        requestHost: `127.0.0.1:${http.port}`,
        nowMs: systemClock.nowMs(),
      }),
    putHead: (contentLength, moreHeaders = '') => {
      const { pathname, search, host } = new URL(server.signUpload());
      const headers = `Host: ${host}\r\nx-amz-server-side-encryption:aws:kms\r\nContent-Length: ${contentLength}\r\n`;
      return `PUT ${pathname}${search} HTTP/1.1\r\n${headers}${moreHeaders}\r\n`;
    },
    talk: (bytes, options) => talk(http.port, [bytes].flat(), options),
    stop: async () => {
      await http.close();
      await rm(directory, { recursive: true });
    },
  };
  return server;
}

function talk(port: number, parts: string[], options: { until?: RegExp; end?: boolean } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true }, () => {
      const next = () => {
        const part = parts.shift();
        if (part !== undefined) socket.write(part, 'latin1', () => setImmediate(next));
        else if (options.end) socket.end();
      };
      next();
    });
    socket.setEncoding('latin1');
    socket.on('data', (data) => {
      text += data;
      if (options.until?.test(text)) socket.destroy();
    });
    socket.on('end', () => socket.destroy());
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

export const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
export const bodyOf = (answer: string) => answer.slice(answer.indexOf('\r\n\r\n') + 4);
/** The body has come, whole. */
export const WHOLE = /\r\n\r\n(\{.*\}|<\?xml[\s\S]*<\/Error>)$/;
