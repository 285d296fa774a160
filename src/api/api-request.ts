import type { RawHeaders } from '../base/raw-headers.ts';

/** A request as it came off the wire. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query exactly as sent. */
  readonly url: string;
  readonly rawHeaders: RawHeaders;
  readonly body: Buffer;
  /** IP address of whoever holds the other end of the connection. */
  readonly remoteAddress?: string | undefined;
}

export interface ApiResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For the request log: once the operation is known. */
  readonly operation?: string;
  readonly errorCode?: string;
}
