import {
  type Authorization,
  type SignedRequest,
  type VerifyOptions,
  verifySignature,
} from '../aws/verify-signature.ts';
import { findHeader, type RawHeaders } from '../base/http/raw-headers.ts';
import type { Logger } from '../base/logger.ts';
import { cutClientText } from '../base/text/cut-client-text.ts';

/** Each costs a signature. */
const FORWARDED_HOSTS_MAX = 3;

/**
 * Logs why a signature does not match if a replaced `Host` is the reason or may be: clients can neither see nor fix that. The host that a
 * proxy reports is used for the log only, never trusted.
 */
export function explainMismatch(
  request: SignedRequest,
  authorization: Authorization,
  options: VerifyOptions,
  logger: Logger,
): void {
  const host = cutClientText(findHeader(request.rawHeaders, 'host') ?? '');
  const verdict = verifySignature(request, authorization, {
    ...options,
    otherHosts: listForwardedHosts(request.rawHeaders),
  });
  if (verdict.kind === 'valid') {
    logger.warn(
      { signedFor: cutClientText(verdict.signedHost), host },
      'signed for another host: a proxy replaced Host; set the public URL to the one that clients use, or have the proxy keep Host',
    );
    return;
  }
  const [publicHost] = options.otherHosts ?? [];
  logger.warn(
    { host, ...(publicHost === undefined ? {} : { publicHost }) },
    'a signature does not match: the secret is wrong, the request was changed, or a proxy replaced Host and the public URL does not name the host that clients use',
  );
}

/** As proxies tell them: `X-Forwarded-Host: a.example`, `Forwarded: for=192.0.2.1;host="a.example:8443"`. */
function listForwardedHosts(rawHeaders: RawHeaders): string[] {
  const named = [findHeader(rawHeaders, 'x-forwarded-host'), findHeader(rawHeaders, 'x-original-host')];
  const listed = named.flatMap((value) => value?.split(',') ?? []);
  const forwarded = findHeader(rawHeaders, 'forwarded')?.matchAll(/(?:^|[;,\s])host="?([^";,\s]+)/gi) ?? [];
  return [...listed.map((host) => host.trim()), ...[...forwarded].map(([, host = '']) => host)].slice(
    0,
    FORWARDED_HOSTS_MAX,
  );
}
