import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import type { RequestBody } from './request-body.ts';
import type { Route } from './route.ts';

/** This node and all that share its store, as `/health` shows them. */
export interface NodeReport {
  readonly node: string;
  readonly role: string;
  readonly state: 'serving' | 'draining';
  readonly nodes: readonly {
    readonly node: string;
    readonly role: string;
    readonly state: string;
    readonly lastSeenSeconds: number;
  }[];
}

/** What answers are made with. */
export interface HttpServices {
  /** All routes but `/health` and `/live`. The first one that matches a request answers it. */
  readonly routes: readonly Route[];
  readonly checkHealth: () => Promise<void>;
  readonly describeNode: () => NodeReport;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** One request and its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: RequestBody;
  readonly route: Route;
  readonly expectation: 'none' | 'continue' | 'other';
  readonly startedAtMs: number;
  /** Resolves when the answer is out, or the connection is gone. */
  readonly answered: Promise<void>;
  /** Requests of its connection that came before it and were not answered then. */
  readonly waitsFor: number;
  /** `100 Continue` went out. */
  isContinued: boolean;
}
