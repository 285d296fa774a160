import type { Readable } from 'node:stream';
import type { RawHeaders } from '../base/http/raw-headers.ts';
import type { HttpAnswer, HttpProblem } from './http-problem.ts';

/** A request whose head is sound. */
export interface RoutedRequest {
  readonly method: string;
  /** Path and query exactly as sent. */
  readonly url: string;
  readonly rawHeaders: RawHeaders;
  /** IP address of the peer: the client, or a proxy. */
  readonly remoteAddress: string | undefined;
}

/** How a route takes the bodies of its requests. */
export type Serve =
  | { readonly body: 'none'; answer(request: RoutedRequest): HttpAnswer | Promise<HttpAnswer> }
  | {
      readonly body: 'whole';
      /** A body up to this is taken of anybody. */
      readonly strangerBytesMax: number;
      /** Judges a request by its head: one with a larger body, and any while strangers use up their part of the memory. */
      admit(request: RoutedRequest): Promise<BodyAdmission>;
      answer(request: RoutedRequest & { readonly body: Buffer }): Promise<HttpAnswer>;
    }
  | { readonly body: 'stream'; answer(request: StreamedRequest): Promise<HttpAnswer> };

/** Who sends a body: somebody whose access key is known by the head of the request, or anybody. */
export type BodySender = 'known' | 'stranger';

export type BodyAdmission =
  | { readonly sender: BodySender; readonly bytesMax: number }
  /** The request is answered without its body. */
  | { readonly sender: 'refused'; readonly answer: HttpAnswer };

export interface StreamedRequest extends RoutedRequest {
  /** A client that breaks off destroys it with an error. */
  readonly body: Readable;
  /** Asks a client that waits with `Expect: 100-continue` to send the body; does nothing for others. */
  sendContinue(): void;
}

/** What is known of a request that has a problem. */
export interface ProblemHead {
  /** Empty if it could not be read. */
  readonly method: string;
  /** None if they could not be read. */
  readonly rawHeaders: RawHeaders;
}

/** Paths that are served, and all that is special about them. */
export interface Route {
  /** For the log. */
  readonly name: string;
  /** Whether a request target, path and query, leads here. */
  matches(url: string): boolean;
  /** Undefined: it judges methods itself. */
  readonly methods?: readonly string[];
  /** Undefined: this node serves nothing here. */
  readonly serve: Serve | undefined;
  /** Writes a problem as the clients of these paths read errors. */
  writeProblem(head: ProblemHead, problem: HttpProblem): HttpAnswer;
  /** Told of every answer, problems too. */
  onAnswered?(answer: HttpAnswer, durationMs: number): void;
}

/** The path of a request target, without the query. */
export function cutPath(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? url : url.slice(0, mark);
}

/** The first route that matches; `unknown` if none does. */
export function findRoute(routes: readonly Route[], unknown: Route, url: string): Route {
  return routes.find((route) => route.matches(url)) ?? unknown;
}
