/** Bounds on what a client may send and how long it may take. */
export interface HttpLimits {
  /** Request line and headers. */
  readonly headerBytesMax: number;
  /** From the first byte of a request to the end of its headers. */
  readonly headersMs: number;
  /** The whole body of a request that is answered once it is there. */
  readonly wholeBodyMs: number;
  /** Bytes of all bodies of requests that are answered once the whole body is there. */
  readonly bodiesBytesMax: number;
  /** Bodies that may wait for room among them: so many of senders whose access key is known, and as many of others. */
  readonly waitingBodiesMax: number;
  readonly bodyWaitMs: number;
  /** Between two pieces of a body. */
  readonly bodyIdleMs: number;
  /** Of a body, in each {@link HttpLimits.bodyWindowMs} that the server waits for it. A slower client is cut off. */
  readonly bodyWindowBytesMin: number;
  readonly bodyWindowMs: number;
  /** From the first byte of a request to its last: the longest upload. */
  readonly requestMs: number;
  /** New connections whose first packet is read in one turn of the event loop, and requests to the API that begin in it. */
  readonly connectionsPerTurn: number;
  readonly requestsPerTurn: number;
  /** What strangers may use of the server, see {@link Pace}. */
  readonly strangersPerSecond: number;
  readonly strangersBurst: number;
  readonly waitingStrangersMax: number;
  /** Requests of a connection that may wait for the answer to the one before them; a client that sends more is cut off. */
  readonly pipelinedRequestsMax: number;
  /** Between two requests of a connection. Longer than the 60 s that load balancers and SDKs keep one. */
  readonly keepAliveMs: number;
  /** Of a connection without any traffic. */
  readonly socketIdleMs: number;
  /** How often the first three are looked at. */
  readonly timeoutCheckMs: number;
  /** Chunks of a body before they have to have {@link HttpLimits.chunkBytesMin} on average: each costs as much as a packet. */
  readonly smallChunksMax: number;
  readonly chunkBytesMin: number;
  /** Of an unread body, taken after the answer so that the client reads it. */
  readonly discardBytesMax: number;
  readonly discardMs: number;
  readonly healthMs: number;
  /** For running requests when the server closes. */
  readonly drainMs: number;
}

export const DEFAULT_HTTP_LIMITS: HttpLimits = {
  headerBytesMax: 16_384,
  headersMs: 15_000,
  wholeBodyMs: 30_000,
  bodiesBytesMax: 67_108_864,
  waitingBodiesMax: 256,
  bodyWaitMs: 5_000,
  bodyIdleMs: 30_000,
  bodyWindowBytesMin: 32_768,
  bodyWindowMs: 30_000,
  requestMs: 3_600_000,
  connectionsPerTurn: 2,
  requestsPerTurn: 8,
  strangersPerSecond: 500,
  strangersBurst: 1_000,
  waitingStrangersMax: 2_000,
  pipelinedRequestsMax: 16,
  keepAliveMs: 65_000,
  socketIdleMs: 120_000,
  timeoutCheckMs: 5_000,
  smallChunksMax: 100,
  chunkBytesMin: 128,
  discardBytesMax: 16_777_216,
  discardMs: 5_000,
  healthMs: 5_000,
  drainMs: 3_000,
};
