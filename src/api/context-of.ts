import type { ContextOf, OperationServices, RequestContext } from '../operations/operation.ts';
import { requestValuesOf } from './authorize.ts';
import type { Caller } from './caller.ts';
import type { ApiRequest } from './protocols/api-request.ts';
import type { RequestTrail } from './request-trail.ts';

/** The request as its operation sees it: with a principal, with the owner of a token, or with nobody. */
export function contextOf(
  caller: Caller,
  request: ApiRequest,
  services: OperationServices,
  trail: RequestTrail,
): ContextOf[keyof ContextOf] {
  const always: RequestContext = {
    ...services,
    requestId: trail.requestId,
    requestHost: caller.requestHost,
    noteUser: (sub) => {
      trail.sub = sub;
    },
  };
  switch (caller.kind) {
    case 'signer': {
      const { principal, region } = caller;
      return { ...always, principal, region, requestValues: requestValuesOf(request, region, services.clock.nowMs()) };
    }
    case 'token-owner':
      return { ...always, tokenOwner: caller.tokenOwner };
    case 'nobody':
      return always;
  }
}
