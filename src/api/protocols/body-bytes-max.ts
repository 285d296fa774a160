import { findHeader, type RawHeaders } from '../../base/http/raw-headers.ts';
import { serviceModels } from '../../model/service-models.ts';

export const BODY_BYTES_MAX = 1_048_576;
/** Of the one operation whose input is large: 1 MiB of messages takes six times as many bytes as JSON that escapes each character (N12). */
export const LOG_PUT_BODY_BYTES_MAX = 8_388_608;
const LOG_PUT_TARGET = `${serviceModels.logs.targetPrefix}.PutLogEvents`;

/** How large the body of a request to the API may be. */
export function bodyBytesMaxOf(rawHeaders: RawHeaders): number {
  return findHeader(rawHeaders, 'x-amz-target') === LOG_PUT_TARGET ? LOG_PUT_BODY_BYTES_MAX : BODY_BYTES_MAX;
}
