import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundleForBrowser } from './bundle-for-browser.ts';

const PAGE =
  '<!doctype html><title>Import users</title><input type="file"><output></output><script src="page.js"></script>';

/** The page of `page.js`, bundled for browsers, on a port of its own: of another origin than any server of Muster. */
export async function startPageServer(): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const { code } = await bundleForBrowser('page.js');
  const server = createServer(({ url = '' }, response) => {
    const isScript = url.startsWith('/page.js');
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? code : PAGE);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
