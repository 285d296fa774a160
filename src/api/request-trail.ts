import { unmapAddress } from '../base/http/loopback.ts';
import { cutClientText } from '../base/text/cut-client-text.ts';
import type { Caller } from './caller.ts';
import { findResource, nameThings } from './named-things.ts';
import type { ApiHead, TrailFields } from './protocols/api-request.ts';
import type { CallInHead } from './protocols/protocol.ts';

/** What became known of a request on its way through the API, as far as it came. */
export class RequestTrail {
  readonly requestId: string;
  readonly #address: string | undefined;
  call: CallInHead | undefined;
  /** What a request asked for that is not offered. */
  unknownOperation: string | undefined;
  /** Claimed; proven only if there is a caller. */
  accessKeyId: string | undefined;
  caller: Caller | undefined;
  /** Valid by the model. */
  input: unknown;
  output: unknown;
  /** Of the user that the request was about. */
  sub: string | undefined;

  constructor(requestId: string, request: ApiHead) {
    this.requestId = requestId;
    this.#address = request.remoteAddress;
  }

  /** Whether the operation may change something, or hands out credentials. */
  get isChange(): boolean {
    return this.call !== undefined && this.call.operationModel.readOnly !== true;
  }

  describe(): TrailFields {
    const { call, caller } = this;
    const place = placeOf(caller);
    return {
      service: call?.service,
      operation: call?.operation,
      unknownOperation: this.unknownOperation && cutClientText(this.unknownOperation),
      principal: caller?.kind === 'signer' ? caller.principal.arn : undefined,
      tokenOwner: caller?.kind === 'token-owner' ? caller.tokenOwner.sub : undefined,
      accessKeyId: this.accessKeyId && cutClientText(this.accessKeyId),
      address: this.#address === undefined ? undefined : unmapAddress(this.#address),
      account: place?.account,
      region: place?.region,
      resource: call && place && findResource(call.service, place, this.input, this.output),
      ...nameThings(this.input, this.output),
      user: this.sub,
    };
  }
}

function placeOf(caller: Caller | undefined) {
  switch (caller?.kind) {
    case 'signer':
      return { account: caller.principal.account, region: caller.region };
    case 'token-owner':
      return { account: caller.tokenOwner.account, region: caller.tokenOwner.region };
    default:
      return undefined;
  }
}
