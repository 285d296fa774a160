/** SHA-256, handed in: a browser without a secure context has no `crypto.subtle`, and Node has its own. */
export interface Digests {
  sha256(data: Uint8Array): Uint8Array | Promise<Uint8Array>;
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

export interface CallCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export interface SignedCall {
  /** Of the server, without a path: `http://127.0.0.1:4599`. */
  readonly url: string;
  readonly region: string;
  readonly credentials: CallCredentials;
  /** Muster's own operation: `ListMessages`. */
  readonly operation: string;
  readonly input: object;
  readonly nowMs: number;
  readonly digests: Digests;
  readonly signal?: AbortSignal;
}

/** The server answered with an error. `code` is its shape: `AccessDeniedException`. */
export class CallError extends Error {
  override name = 'CallError';
  readonly code: string;
  readonly httpStatus: number;
  readonly requestId: string | undefined;

  constructor(code: string, message: string, httpStatus: number, requestId: string | undefined) {
    super(message);
    this.code = code;
    this.httpStatus = httpStatus;
    this.requestId = requestId;
  }
}

const SERVICE = 'muster';
const CONTENT_TYPE = 'application/x-amz-json-1.1';

/**
 * Calls one of Muster's own operations: a POST of JSON 1.1, signed with Signature Version 4 for the service `muster`.
 * @throws {CallError} for an answer that is an error
 * @throws {TypeError} where the server does not answer, as `fetch` does
 */
export async function callSigned(call: SignedCall): Promise<unknown> {
  const body = JSON.stringify(call.input);
  const response = await fetch(new URL('/', call.url), {
    method: 'POST',
    headers: await signedHeaders(call, body),
    body,
    ...(call.signal && { signal: call.signal }),
  });
  const text = await response.text();
  const requestId = response.headers.get('x-amzn-requestid') ?? undefined;
  const answer = parseAnswer(text);
  if (response.ok && answer !== undefined) return answer;
  const { __type, message } = (answer ?? {}) as { readonly __type?: unknown; readonly message?: unknown };
  // A proxy in between answers in its own words.
  const code = typeof __type === 'string' ? __type : `HTTP ${response.status}`;
  throw new CallError(code, typeof message === 'string' ? message : code, response.status, requestId);
}

/** All headers but `host`, which `fetch` writes. */
async function signedHeaders(call: SignedCall, body: string): Promise<Record<string, string>> {
  const { digests, credentials, region } = call;
  const amzDate = `${new Date(call.nowMs).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
  const headers: Record<string, string> = {
    'content-type': CONTENT_TYPE,
    'x-amz-date': amzDate,
    'x-amz-target': `Muster.${call.operation}`,
    ...(credentials.sessionToken !== undefined && { 'x-amz-security-token': credentials.sessionToken }),
  };
  const signed = { ...headers, host: new URL(call.url).host };
  const names = Object.keys(signed).sort();
  const canonicalHeaders = names.map((name) => `${name}:${signed[name as keyof typeof signed]}\n`).join('');
  const bodyHash = toHex(await digests.sha256(utf8(body)));
  const canonicalRequest = ['POST', '/', '', canonicalHeaders, names.join(';'), bodyHash].join('\n');
  const scope = `${amzDate.slice(0, 8)}/${region}/${SERVICE}/aws4_request`;
  const stringToSign = ['AWS4-HMAC-SHA256', amzDate, scope, toHex(await digests.sha256(utf8(canonicalRequest)))].join(
    '\n',
  );
  let key = utf8(`AWS4${credentials.secretAccessKey}`);
  for (const part of [...scope.split('/'), stringToSign]) key = await digests.hmacSha256(key, utf8(part));
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${toHex(key)}`;
  return { ...headers, authorization };
}

function parseAnswer(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    // An answer that is not of a Muster.
    return undefined;
  }
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
