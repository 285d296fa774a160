import type { SignatureVerdict } from '../../aws/verify-signature.ts';

/** For an access key that is not there (R28). */
export const UNKNOWN_KEY_TEXT = 'The security token included in the request is invalid.';

/** For temporary credentials that have expired (R32). */
export const EXPIRED_TOKEN_TEXT = 'The security token included in the request is expired';

/** For any signature that is not the one expected (R29). */
export const SIGNATURE_MISMATCH_TEXT =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** The text for the fault of this very signature (R30, R33); undefined if the usual text applies. */
export function describeVerdict(verdict: SignatureVerdict): string | undefined {
  switch (verdict.kind) {
    case 'incomplete':
      return `Authorization header requires '${verdict.part}' parameter.`;
    case 'expired':
      return `Signature expired: ${verdict.requestTime} is now earlier than ${verdict.earliest} (${verdict.now} - 5 min.)`;
    case 'not-yet':
      return `Signature not yet current: ${verdict.requestTime} is still later than ${verdict.latest} (${verdict.now} + 5 min.)`;
    default:
      return undefined;
  }
}
