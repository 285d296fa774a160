import { createHash, createHmac } from 'node:crypto';

export interface RequestDraft {
  readonly host: string;
  /** `AWSCognitoIdentityProviderService.GetCSVHeader`; none if undefined. */
  readonly target?: string;
  readonly body: Buffer;
  /** `application/x-amz-json-1.1` */
  readonly contentType?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly service?: string;
  readonly region?: string;
  /** The request target as sent. */
  readonly url?: string;
  /** What the query of `url` is in the canonical request. */
  readonly canonicalQuery?: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly amzDate?: string;
  /** The day of the credential scope, if it is another than that of `amzDate`. */
  readonly scopeDate?: string;
  /** Instead of X-Amz-Date; its value as sent. */
  readonly dateHeader?: string;
  /** Further headers that are signed: the name in lower case, the value as the canonical request has it, and as sent. */
  readonly headers?: readonly (readonly [name: string, canonicalValue: string, sentLines?: readonly string[]])[];
  /** Signed headers that are sent but not signed. */
  readonly unsigned?: readonly string[];
  /** The hash that is signed, if it is not that of the body. */
  readonly payloadHash?: string;
  /** Header lines put behind the signed ones. */
  readonly late?: readonly string[];
  readonly changeAuthorization?: (value: string) => string | undefined;
  readonly changeSignedHeaders?: (names: string) => string;
}

const hash = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Milliseconds as SigV4 writes them. */
export const formatAmzDate = (ms: number) => `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** A request as bytes, signed step by step as the documentation of SigV4 says, so that each step can be done wrongly. */
export function signRequest(draft: RequestDraft): Buffer {
  const { host, body, url = '/', region = 'us-east-1', service = 'cognito-idp' } = draft;
  const amzDate = draft.amzDate ?? formatAmzDate(Date.now());
  const scope = `${draft.scopeDate ?? amzDate.slice(0, 8)}/${region}/${service}/aws4_request`;
  const headers: (readonly [string, string, (readonly string[])?])[] = [
    ['host', host],
    ['content-type', draft.contentType ?? 'application/x-amz-json-1.1'],
    draft.dateHeader === undefined ? ['x-amz-date', amzDate] : ['date', draft.dateHeader],
    ...(draft.target === undefined ? [] : [['x-amz-target', draft.target] as const]),
    ...(draft.headers ?? []),
  ];
  const signed = headers
    .filter(([name]) => !draft.unsigned?.includes(name))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const given = signed.map(([name]) => name).join(';');
  const signedHeaders = draft.changeSignedHeaders?.(given) ?? given;
  const canonicalRequest = [
    'POST',
    '/',
    draft.canonicalQuery ?? '',
    ...signed.map(([name, value]) => `${name}:${value}`),
    '',
    signedHeaders,
    draft.payloadHash ?? hash(body),
  ].join('\n');
  const stringToSign = `AWS4-HMAC-SHA256\n${amzDate}\n${scope}\n${hash(canonicalRequest)}`;
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${draft.secretAccessKey ?? 'test'}`);
  const authorization = `AWS4-HMAC-SHA256 Credential=${draft.accessKeyId ?? 'test'}/${scope}, SignedHeaders=${signedHeaders}, Signature=${hmac(key, stringToSign).toString('hex')}`;
  const sent = draft.changeAuthorization ? draft.changeAuthorization(authorization) : authorization;
  const lines = [
    `POST ${url} HTTP/1.1`,
    ...headers.flatMap(([name, value, sentLines]) => sentLines ?? [`${name}: ${value}`]),
    ...(sent === undefined ? [] : [`Authorization: ${sent}`]),
    ...(draft.late ?? [`Content-Length: ${body.length}`]),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}
