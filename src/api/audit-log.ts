import type { ApiError } from './protocols/api-error.ts';
import type { TrailFields } from './protocols/api-request.ts';
import type { RequestTrail } from './request-trail.ts';

/** Keeps who did what. Implemented elsewhere and passed to the API. */
export interface AuditLog {
  /** Returns when the entry is kept, and never throws: the answer must not depend on it. */
  write(entry: AuditEntry): void;
}

/** One entry: names of things and of who asked, never secrets or values of attributes. */
export interface AuditEntry extends TrailFields {
  readonly requestId: string;
  readonly outcome: 'succeeded' | 'refused' | 'failed';
  /** As the client got it. */
  readonly errorCode?: string;
}

/**
 * What the audit log says of a request: of all that may change something or hand out credentials, and of all that was refused because the
 * caller is not known or not allowed to. `fields` are those of the trail. Undefined for what only reads.
 */
export function makeAuditEntry(
  trail: RequestTrail,
  fields: TrailFields,
  error: ApiError | undefined,
): AuditEntry | undefined {
  if (!trail.isChange && error?.isRefusal !== true) return undefined;
  return {
    outcome: error === undefined ? 'succeeded' : error.isRefusal ? 'refused' : 'failed',
    requestId: trail.requestId,
    ...fields,
    ...(error && { errorCode: error.code }),
  };
}
