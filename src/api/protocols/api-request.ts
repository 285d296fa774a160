import type { RawHeaders } from '../../base/http/raw-headers.ts';

/** A request as it came off the wire. */
export interface ApiRequest extends ApiHead {
  readonly body: Buffer;
}

/** What is known of a request before its body. */
export interface ApiHead {
  readonly method: string;
  /** Path and query exactly as sent. */
  readonly url: string;
  readonly rawHeaders: RawHeaders;
  /** IP address of the peer: the client, or a proxy. */
  readonly remoteAddress?: string | undefined;
}

export interface ApiResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of the model; undefined if the request named none. */
  readonly operation?: string;
  readonly errorCode?: string;
  /** For the request log. */
  readonly logFields?: TrailFields;
  /** The operation may have changed something. */
  readonly isChange?: boolean;
  /** The connection is closed instead of an answer. */
  readonly cutsConnection?: boolean;
}

/** Who asked for what, as the logs of this server have it. No field holds a secret or the value of an attribute. */
export type TrailFields = Readonly<Record<string, string | undefined>>;
