/** What a path leads to, which also decides how errors are written. */
export type Route = 'api' | 'upload' | 'health' | 'live' | 'metrics' | 'unknown';

const UPLOAD_PATH = /^\/[^/]+\/[^/]+\/[^/]+$/;

/** The path of a request target, without the query. */
export function cutPath(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? url : url.slice(0, mark);
}

/** An upload URL stays one when its path was altered, so that the client reads S3's XML (R142). */
export function findRoute(url: string): Route {
  const path = cutPath(url);
  if (path === '/') return 'api';
  if (path === '/health') return 'health';
  if (path === '/live') return 'live';
  if (path === '/metrics') return 'metrics';
  return UPLOAD_PATH.test(path) || (path.startsWith('/') && /[?&]X-Amz-Signature=/.test(url)) ? 'upload' : 'unknown';
}
