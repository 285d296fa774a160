import { findHeader, type RawHeaders } from '../base/http/raw-headers.ts';
import type { Ids } from '../base/ids.ts';
import type { FileFolder, FolderFile } from './file-folder.ts';
import { type HttpAnswer, type HttpProblem, NOT_FOUND, writeJsonProblem } from './http-problem.ts';
import { cutPath, type Route, type RoutedRequest } from './route.ts';

export interface FileRouteOptions {
  readonly name: string;
  /** Begins and ends with a slash: `/console/`. */
  readonly prefix: string;
  /** The folder to serve, or the answer while there is none. Undefined: this node serves no files here. */
  readonly open: ((request: RoutedRequest) => Promise<FileFolder | HttpAnswer>) | undefined;
  /** Answers of the program itself, by their path below the prefix. */
  readonly pages?: Readonly<Record<string, (request: RoutedRequest) => HttpAnswer>>;
  /** Why this client may read nothing here. */
  findRefusal(request: RoutedRequest): HttpProblem | undefined;
  /** Of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly ids: Ids;
}

const INDEX = 'index.html';
/** One year, the longest that caches keep anything (RFC 9111 names no more). */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** The files of a folder under a prefix: `index.html` at the prefix itself, the others by their names. */
export function createFileRoute(options: FileRouteOptions): Route {
  const { name, prefix, open, ids, headers } = options;
  const bare = prefix.slice(0, -1);
  const withHeaders = (answer: HttpAnswer): HttpAnswer => ({ ...answer, headers: { ...headers, ...answer.headers } });
  return {
    name,
    matches: (url) => cutPath(url) === bare || cutPath(url).startsWith(prefix),
    methods: ['GET', 'HEAD'],
    serve: open && { body: 'none', answer: async (request) => withHeaders(await answerFile(request, open, options)) },
    writeProblem: (_head, problem) => withHeaders(writeJsonProblem(ids, problem)),
  };
}

async function answerFile(
  request: RoutedRequest,
  open: NonNullable<FileRouteOptions['open']>,
  { prefix, pages = {}, findRefusal, ids }: FileRouteOptions,
): Promise<HttpAnswer> {
  const refusal = findRefusal(request);
  if (refusal) return writeJsonProblem(ids, refusal);
  const path = cutPath(request.url);
  if (path.length < prefix.length) return redirectTo(prefix);
  const name = path.slice(prefix.length) || INDEX;
  const page = Object.hasOwn(pages, name) ? pages[name] : undefined;
  if (page) return page(request);
  const opened = await open(request);
  if ('statusCode' in opened) return opened;
  const file = await opened.read(name, takesBrotli(request.rawHeaders));
  return file ? writeFile(file, request.rawHeaders) : writeJsonProblem(ids, NOT_FOUND);
}

function writeFile({ contentType, bytes, encoding, etag, isImmutable }: FolderFile, asked: RawHeaders): HttpAnswer {
  const headers = {
    'Content-Type': contentType,
    'Cache-Control': isImmutable ? IMMUTABLE : 'no-cache',
    ETag: etag,
    Vary: 'Accept-Encoding',
    ...(encoding && { 'Content-Encoding': encoding }),
  };
  const known = (findHeader(asked, 'if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag) ? { statusCode: 304, headers, body: '' } : { statusCode: 200, headers, body: bytes };
}

function redirectTo(location: string): HttpAnswer {
  return { statusCode: 308, headers: { Location: location, 'Cache-Control': 'no-cache' }, body: '' };
}

/** Whether `br` is accepted; a weight of 0 refuses it (RFC 9110, 12.5.3). */
function takesBrotli(rawHeaders: RawHeaders): boolean {
  return (findHeader(rawHeaders, 'accept-encoding') ?? '')
    .split(',')
    .map((coding) => coding.split(';').map((part) => part.trim().toLowerCase()))
    .some(([coding, weight = 'q=1']) => coding === 'br' && !/^q=0(?:\.0*)?$/.test(weight));
}
