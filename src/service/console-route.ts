import type { KnownHosts } from '../base/http/known-hosts.ts';
import { findHeader } from '../base/http/raw-headers.ts';
import type { Ids } from '../base/ids.ts';
import { escapeXml } from '../base/text/escape-xml.ts';
import type { ConsoleFiles, ConsoleState } from '../console-files/console-files.ts';
import { FileFolder } from '../http/file-folder.ts';
import { createFileRoute } from '../http/file-route.ts';
import type { HttpAnswer, HttpProblem } from '../http/http-problem.ts';
import type { Route, RoutedRequest } from '../http/route.ts';

export const CONSOLE_PREFIX = '/console/';

/** What the console has to know of a server before anybody has signed in. Nothing of it is a secret. */
export interface ConsoleServer {
  /** Whether access key `test` with secret `test` signs in. */
  readonly defaultCredentials: boolean;
  /** For requests, until somebody chooses another. */
  readonly region: string;
  readonly version: string;
}

const BUILD_SECONDS = 3;
const RELOADER = 'reload-later.js';

const FOREIGN_HOST: HttpProblem = {
  statusCode: 403,
  code: 'AccessDenied',
  message:
    'The console is not served under this host name. Open it on localhost, or start the server with --public-url and the URL that you use.',
};

/**
 * The console under `/console/`. `files` is undefined on a node that serves no clients, or with `--console off`. Pages of other origins can
 * neither frame nor read it, and a name that was made to point here is refused (R1002). `connectOrigins`: where uploads may go besides
 * this server.
 */
export function createConsoleRoute({
  files,
  server,
  hosts,
  connectOrigins,
  ids,
}: {
  readonly files: Pick<ConsoleFiles, 'find'> | undefined;
  readonly server: ConsoleServer;
  readonly hosts: Pick<KnownHosts, 'isForeign'>;
  readonly connectOrigins: readonly string[];
  readonly ids: Ids;
}): Route {
  let opened: { readonly directory: string; readonly folder: FileFolder } | undefined;
  async function open(): Promise<FileFolder | HttpAnswer> {
    const state = await files?.find();
    if (state === undefined || state.kind !== 'ready') return writeWaitingPage(state);
    if (opened?.directory !== state.directory) {
      opened = { directory: state.directory, folder: await FileFolder.open(state.directory, 'assets/') };
    }
    return opened.folder;
  }
  return createFileRoute({
    name: 'console',
    prefix: CONSOLE_PREFIX,
    open: files && open,
    pages: { 'server.json': () => writeServer(server), [RELOADER]: writeReloader },
    findRefusal: (request) => findForeignHost(request, hosts),
    headers: securityHeaders(connectOrigins),
    ids,
  });
}

function findForeignHost({ rawHeaders }: RoutedRequest, hosts: Pick<KnownHosts, 'isForeign'>): HttpProblem | undefined {
  return hosts.isForeign(findHeader(rawHeaders, 'host') ?? '') ? FOREIGN_HOST : undefined;
}

/** Only its own scripts, styles and connections; in no frame; no address of its pages is told to anybody (R1001). */
function securityHeaders(connectOrigins: readonly string[]): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      'font-src data:',
      "img-src 'self' data:",
      `connect-src ${["'self'", ...connectOrigins].join(' ')}`,
      "worker-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  };
}

function writeServer(server: ConsoleServer): HttpAnswer {
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    body: JSON.stringify(server),
  };
}

/** A `meta` element would only jump to the part behind `#` of an address that has one. */
function writeReloader(): HttpAnswer {
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-store' },
    body: `setTimeout(() => location.reload(), ${BUILD_SECONDS * 1_000});\n`,
  };
}

/** While a clone builds its console, or if it cannot (R1003). */
function writeWaitingPage(state: ConsoleState | undefined): HttpAnswer {
  const isFailed = state?.kind === 'failed';
  const title = isFailed ? 'The console could not be built' : 'The console is being built';
  const text = isFailed
    ? `<p>Run <code>npm ci</code> in the directory of Muster, then reload this page.</p><pre>${escapeXml(state.reason)}</pre>`
    : '<p>The first visit to the console of a clone builds it, which takes up to a minute. This page reloads by itself.</p>';
  const refresh = isFailed ? '' : `<script src="${CONSOLE_PREFIX}${RELOADER}"></script>`;
  return {
    statusCode: isFailed ? 500 : 503,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      ...(!isFailed && { 'Retry-After': String(BUILD_SECONDS) }),
    },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}<title>${title}</title></head><body><h1>${title}</h1>${text}</body></html>\n`,
  };
}
