import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { XMLParser } from 'fast-xml-parser';
import { knownHosts } from '../base/http/known-hosts.ts';
import type { ImportJob, ImportJobStatus, Upload } from '../domain/imports/import-job.ts';
import type { Store } from '../store/store.ts';
import type { UploadEndpoint } from './upload-endpoint.ts';
import { createUploadUrlSigner } from './upload-url-signer.ts';

export const uploadKey = createHash('sha256').update('key').digest();
export const NOW_MS = Date.UTC(2026, 10, 22, 10, 4, 0);
const TARGET = { account: '000000000000', userPoolId: 'us-east-1_AbCdEfGhI', jobId: 'import-qQ0DCt2fRh' };
export const SSE = ['x-amz-server-side-encryption', 'aws:kms'];
/** Of a server on port 4599 of loopback. */
export const hosts = knownHosts({ host: '127.0.0.1' });
hosts.listensOn(4599);
export const CSV = 'name,email\nJürgen,j@example.com\n';

/** What the endpoint asks of the store, for one job in memory. */
export class OneJob implements Pick<Store, 'findImportJob' | 'attachUpload' | 'sumUploadBytes'> {
  status: ImportJobStatus = 'Created';
  upload: Upload | undefined;
  isBroken = false;
  /** The status is this when the body is there. */
  statusAfterBody: ImportJobStatus | undefined;
  /** Of the account's other jobs. */
  otherUploadBytes = 0;

  async findImportJob(...[scope, userPoolId, id]: Parameters<Store['findImportJob']>) {
    if (this.isBroken) throw new Error('no such table: jobs');
    const isKnown =
      scope.region === 'us-east-1' && `${scope.account}/${userPoolId}/${id}` === Object.values(TARGET).join('/');
    return isKnown ? ({ status: this.status, ...(this.upload && { upload: this.upload }) } as ImportJob) : undefined;
  }

  async sumUploadBytes(): Promise<number> {
    return this.otherUploadBytes + (this.upload?.byteLength ?? 0);
  }

  async attachUpload(...[, , , upload, expected]: Parameters<Store['attachUpload']>) {
    if ((this.statusAfterBody ?? this.status) !== 'Created') return { kind: 'refused' as const };
    if (expected && expected.replacedBlobId !== this.upload?.blobId) return { kind: 'changed' as const };
    const replacedBlobId = this.upload?.blobId;
    this.upload = upload;
    return { kind: 'attached' as const, ...(replacedBlobId === undefined ? {} : { replacedBlobId }) };
  }
}

interface SignChange {
  readonly publicUrl?: string;
  readonly region?: string;
  readonly jobId?: string;
}

/** Path and query of an upload URL of the job. */
export const sign = ({ publicUrl = 'http://localhost:4599', ...change }: SignChange = {}) => {
  const url = createUploadUrlSigner({ uploadKey, publicUrl })({
    ...TARGET,
    region: 'us-east-1',
    requestHost: 'localhost:4599',
    nowMs: NOW_MS,
    ...change,
  });
  return url.slice(publicUrl.length);
};

export interface Put {
  method?: string;
  url?: string;
  host?: string;
  headers?: readonly string[];
  body?: Readable | string;
  length?: number | null;
}

/** A PUT that a good client sends, changed; `continues` counts how often its body was asked for. */
export async function put(endpoint: UploadEndpoint, change: Put = {}) {
  const body = change.body ?? CSV;
  const length = change.length === undefined ? Buffer.byteLength(typeof body === 'string' ? body : '') : change.length;
  let continues = 0;
  const answer = await endpoint.handle({
    method: change.method ?? 'PUT',
    url: change.url ?? sign(),
    rawHeaders: [
      'Host',
      change.host ?? 'localhost:4599',
      ...(length === null ? [] : ['Content-Length', String(length)]),
      ...(change.headers ?? SSE),
    ],
    body: typeof body === 'string' ? Readable.from(body === '' ? [] : [Buffer.from(body)]) : body,
    sendContinue: () => {
      continues++;
    },
  });
  return { ...answer, continues };
}

/** The elements of an error. */
export const parseXml = (xml: string) =>
  new XMLParser({ parseTagValue: false, trimValues: false }).parse(xml).Error as Record<string, string>;
