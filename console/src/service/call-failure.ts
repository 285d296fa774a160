import { CallError } from '../../../src/signed-call/signed-call.ts';
import type { FailureKind } from '../base/failure-kind.ts';

export type ServiceName = 'cognito-idp' | 'iam' | 'logs' | 'muster' | 'sts';

/** A request that failed. `message` is the server's. */
export class CallFailure extends Error {
  override name = 'CallFailure';
  readonly service: ServiceName;
  /** `ListUserPools` */
  readonly operation: string;
  /** The name of the error: `AccessDeniedException`. */
  readonly code: string;
  readonly requestId: string | undefined;
  readonly kind: FailureKind;

  constructor(
    service: ServiceName,
    operation: string,
    { code, message, requestId, httpStatus }: ErrorAnswer,
    cause: unknown,
  ) {
    super(message, { cause });
    this.service = service;
    this.operation = operation;
    this.code = code;
    this.requestId = requestId;
    this.kind = kindOf(code, httpStatus);
  }

  /** The IAM action that was refused: `cognito-idp:ListUserPools`. An operation may ask for a second one (`iam:PassRole`), so the server's word counts. */
  get action(): string {
    return DENIED_ACTION.exec(this.message)?.[1] ?? `${this.service}:${this.operation}`;
  }
}

interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
  readonly requestId?: string | undefined;
  /** Undefined: there was no answer. */
  readonly httpStatus?: number | undefined;
}

/** In AWS's words, which are Muster's. */
const DENIED_ACTION = /is not authorized to perform: ([\w-]+:\w+)/;

const KINDS: readonly (readonly [RegExp, FailureKind])[] = [
  [/^AccessDenied/, 'denied'],
  [
    /^(?:ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|MissingAuthenticationToken|InvalidAccessKeyId|IncompleteSignature)/,
    'credentials',
  ],
  [/^(?:TooManyRequests|Throttling|LimitExceeded$|RequestLimitExceeded)/, 'throttled'],
  [/^(?:ResourceNotFound|UserNotFound|NoSuchEntity)/, 'missing'],
  [/^(?:UsernameExists|AliasExists|GroupExists|EntityAlreadyExists|ResourceAlreadyExists)/, 'taken'],
  [/^ConcurrentModification/, 'conflict'],
];

function kindOf(code: string, httpStatus: number | undefined): FailureKind {
  const kind = KINDS.find(([names]) => names.test(code))?.[1];
  if (kind !== undefined) return kind;
  if (httpStatus === undefined || [502, 503, 504].includes(httpStatus)) return 'unreachable';
  return httpStatus >= 500 ? 'internal' : 'invalid';
}

/** Whatever a request threw. An abort stays what it is. */
export function toCallFailure(service: ServiceName, operation: string, error: unknown): unknown {
  if (error instanceof CallFailure || isAbort(error)) return error;
  return new CallFailure(service, operation, readError(error), error);
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function readError(error: unknown): ErrorAnswer {
  if (error instanceof CallError) {
    const { code, message, requestId, httpStatus } = error;
    return { code, message, requestId, httpStatus };
  }
  if (!(error instanceof Error)) return { code: 'Error', message: String(error) };
  const { $metadata } = error as {
    readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  };
  return {
    code: error.name,
    message: error.message,
    requestId: $metadata?.requestId,
    httpStatus: $metadata?.httpStatusCode,
  };
}
