import { parseBucketUrl } from '../config/bucket-values.ts';
import type { Config } from '../config/resolve-config.ts';

type UploadsConfig = Pick<Config, 'publicUrl' | 'directUpload' | 'uploads' | 's3Endpoint'>;

/** Origins other than the page's own that upload URLs can have: the public URL, and the bucket where clients put files there. */
export function listUploadOrigins({ publicUrl, directUpload, uploads, s3Endpoint }: UploadsConfig): readonly string[] {
  const own = publicUrl === undefined ? [] : [publicUrl];
  if (directUpload !== 'on' || uploads === undefined) return own;
  if (s3Endpoint === undefined) return [...own, 'https://*.amazonaws.com', 'https://*.amazonaws.com.cn'];
  const { protocol, host } = new URL(s3Endpoint);
  const bucket = parseBucketUrl(uploads)?.bucket;
  return [...own, s3Endpoint, ...(bucket === undefined ? [] : [`${protocol}//${bucket}.${host}`])];
}
