import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import type { Metrics } from '../base/metrics.ts';
import type { RawHeaders } from '../base/raw-headers.ts';
import type { Store } from '../store/store.ts';
import type { UploadDoor } from '../upload/upload-door.ts';
import type { HttpAnswer } from './http-problem.ts';
import type { MetricsPage, MetricsReaders } from './metrics-page.ts';
import type { RequestBody } from './request-body.ts';

/** The API as this room sees it. */
export interface ApiHandler {
  handle(request: {
    readonly method: string;
    readonly url: string;
    readonly rawHeaders: RawHeaders;
    readonly body: Buffer;
    readonly remoteAddress: string | undefined;
  }): Promise<HttpAnswer>;
}

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
  /** A node that only runs jobs has neither. */
  readonly api: ApiHandler | undefined;
  readonly upload: UploadDoor | undefined;
  readonly store: Pick<Store, 'checkHealth'>;
  readonly describeNode: () => NodeReport;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly metricsPage: MetricsPage;
  readonly metricsReaders: MetricsReaders;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** One request and its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: RequestBody;
  readonly expectation: 'none' | 'continue' | 'other';
  readonly startedAtMs: number;
  /** Resolves when the answer is out, or the connection is gone. */
  readonly answered: Promise<void>;
  /** Requests of its connection that came before it and were not answered then. */
  readonly waitsFor: number;
  /** `100 Continue` went out. */
  isContinued: boolean;
}
