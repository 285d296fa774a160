import { DEFAULT_HTTP_LIMITS, type HttpLimits } from '../../src/http/limits.ts';
import { formatLimit, type Limit } from './limit.ts';

type HttpLimitText = Pick<Limit, 'what' | 'unit' | 'beyond'> & Partial<Pick<Limit, 'more' | 'setting' | 'source'>>;

const { bodyWindowMs } = DEFAULT_HTTP_LIMITS;
const CUT = 'the connection is closed';
const UNAVAILABLE = '503 `ServiceUnavailable`';
const TIMEOUT = '408 `RequestTimeout`, then the connection is closed';

/** A row for each of {@link HttpLimits}: one without a row does not compile. */
const HTTP_LIMIT_TEXTS: Readonly<Record<keyof HttpLimits, HttpLimitText>> = {
  headerBytesMax: { what: 'request line and headers', unit: 'bytes', beyond: '431' },
  headersMs: {
    what: 'time to send the headers of a request, from its first byte',
    unit: 'milliseconds',
    beyond: TIMEOUT,
  },
  wholeBodyMs: { what: 'time to send the body of an API request', unit: 'milliseconds', beyond: TIMEOUT },
  bodiesBytesMax: {
    what: 'bodies of API requests in memory at the same time',
    unit: 'bytes',
    more: ', a quarter of it for senders without a known access key',
    setting: 'bodyBytesMax',
    source: 'Muster (R544)',
    beyond: 'the request waits for room',
  },
  waitingBodiesMax: {
    what: 'requests that wait for room for their body',
    unit: { counted: 'requests' },
    more: 'with a known access key, and as many without',
    source: 'Muster (R544)',
    beyond: UNAVAILABLE,
  },
  bodyWaitMs: {
    what: 'time for which they wait',
    unit: 'milliseconds',
    source: 'Muster (R544)',
    beyond: UNAVAILABLE,
  },
  bodyIdleMs: { what: 'time between two pieces of a body', unit: 'milliseconds', beyond: TIMEOUT },
  bodyWindowBytesMin: {
    what: 'speed of an upload',
    unit: 'bytes',
    more: `at least, in every ${formatLimit(bodyWindowMs, 'milliseconds')}`,
    beyond: '400 `IncompleteBody`, then the connection is closed',
  },
  bodyWindowMs: { what: 'time over which that speed is measured', unit: 'milliseconds', beyond: 'see above' },
  requestMs: {
    what: 'time of a request from first to last byte: the longest upload',
    unit: 'milliseconds',
    beyond: CUT,
  },
  connectionsPerTurn: {
    what: 'new connections that are read in one turn of the event loop',
    unit: { counted: 'connections' },
    beyond: 'they are read in the next turns',
  },
  requestsPerTurn: {
    what: 'requests to the API and uploads that begin in one turn of the event loop',
    unit: { counted: 'requests' },
    beyond: 'they begin in the next turns; `/health`, `/live` and `/metrics` do not wait',
  },
  strangersPerSecond: {
    what: 'refusals of requests that nobody is known to have signed, and packets of their bodies that are thrown away, per second',
    unit: { counted: 'units' },
    more: '; a packet that is thrown away counts for 4, one of very small chunks for 500, too many requests without waiting for 10',
    source: 'Muster (R545)',
    beyond: 'they wait, and new connections with them',
  },
  strangersBurst: {
    what: 'such units at the same time, after a quiet while',
    unit: { counted: 'units' },
    source: 'Muster (R545)',
    beyond: 'as above',
  },
  waitingStrangersMax: {
    what: 'answers, packets and new connections that wait for them',
    unit: { counted: 'waiting ones' },
    source: 'Muster (R545)',
    beyond: CUT,
  },
  pipelinedRequestsMax: {
    what: 'requests of a connection that wait for the answer to the one before them',
    unit: { counted: 'requests' },
    beyond: CUT,
  },
  keepAliveMs: { what: 'time between two requests of a connection', unit: 'milliseconds', beyond: CUT },
  socketIdleMs: { what: 'time without traffic on a connection', unit: 'milliseconds', beyond: CUT },
  timeoutCheckMs: {
    what: 'interval at which the times for headers, whole requests and new connections are checked',
    unit: 'milliseconds',
    beyond: 'a timeout may come that much later',
  },
  smallChunksMax: {
    what: 'chunks of a body that may be small',
    unit: { counted: 'chunks' },
    beyond: '400 `BadRequest`, then the connection is closed',
  },
  chunkBytesMin: {
    what: 'chunks of a body beyond those',
    unit: 'bytes',
    more: 'on average, at least',
    beyond: '400 `BadRequest`, then the connection is closed',
  },
  discardBytesMax: { what: 'what is still read of a body that was already answered', unit: 'bytes', beyond: CUT },
  discardMs: { what: 'time for which that is done', unit: 'milliseconds', beyond: CUT },
  healthMs: { what: 'time the store has to answer `/health`', unit: 'milliseconds', beyond: '503 `unavailable`' },
  drainMs: { what: 'time for requests in flight when the server stops', unit: 'milliseconds', beyond: CUT },
};

/** Of connections and of HTTP, in the order of {@link HttpLimits}. */
export const httpLimits: readonly Limit[] = Object.entries(HTTP_LIMIT_TEXTS).map(([key, text]) => ({
  source: 'Muster',
  ...text,
  value: DEFAULT_HTTP_LIMITS[key as keyof HttpLimits],
}));
