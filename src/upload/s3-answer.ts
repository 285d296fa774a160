import type { Ids } from '../base/ids.ts';
import { escapeXml } from '../base/text/escape-xml.ts';

export interface UploadAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The `Code` of an error, for the server's log. */
  readonly errorCode?: string;
  /** The connection is closed instead of an answer. */
  readonly cutsConnection?: boolean;
}

export interface S3Error {
  readonly statusCode: number;
  readonly code: string;
  readonly message: string;
  /** Further elements of the error, in order. */
  readonly elements?: readonly (readonly [name: string, text: string])[];
  readonly headers?: Readonly<Record<string, string>>;
  /** As in {@link UploadAnswer}. */
  readonly cutsConnection?: boolean;
}

/** Identifies one answer (R133). */
interface AnswerIds {
  readonly requestId: string;
  readonly hostId: string;
}

const CORS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, x-muster-hint',
};

/** An answer without a body. */
export function makeEmptyAnswer(ids: Ids, headers: Readonly<Record<string, string>>): UploadAnswer {
  return { statusCode: 200, headers: { ...makeCommonHeaders(makeAnswerIds(ids)), ...headers }, body: '' };
}

/** An error as S3 writes it; the answer to HEAD has no body (R150). */
export function makeErrorAnswer(ids: Ids, method: string, error: S3Error): UploadAnswer {
  const answerIds = makeAnswerIds(ids);
  return {
    statusCode: error.statusCode,
    headers: { ...makeCommonHeaders(answerIds), 'Content-Type': 'application/xml', ...error.headers },
    body: method === 'HEAD' ? '' : formatErrorXml(error, answerIds),
    errorCode: error.code,
    ...(error.cutsConnection && { cutsConnection: true }),
  };
}

function makeAnswerIds(ids: Ids): AnswerIds {
  return { requestId: ids.upperBase32(16), hostId: ids.alphanumeric(76) };
}

function makeCommonHeaders(ids: AnswerIds): Record<string, string> {
  return { ...CORS_HEADERS, 'x-amz-request-id': ids.requestId, 'x-amz-id-2': ids.hostId, Server: 'AmazonS3' };
}

function formatErrorXml(error: S3Error, ids: AnswerIds): string {
  const elements = [
    ['Code', error.code],
    ['Message', error.message],
    ...(error.elements ?? []),
    ['RequestId', ids.requestId],
    ['HostId', ids.hostId],
  ].map(([name, text = '']) => `<${name}>${escapeXml(text)}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${elements.join('')}</Error>`;
}
