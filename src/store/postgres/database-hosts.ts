/**
 * One address for each host of a database that has several, of which one takes writes: `postgres://one,two/db`, or
 * `postgres:///db?host=one,two&port=5432,5433` as libpq has it. An address that names one host is its own.
 */
export function listHostUrls(url: string): readonly [string, ...string[]] {
  if (!URL.canParse(url)) return [url];
  const parsed = new URL(url);
  const hosts = (parsed.searchParams.get('host') ?? decodeURIComponent(parsed.hostname)).split(',');
  const ports = (parsed.searchParams.get('port') ?? parsed.port).split(',');
  const [first, ...others] = hosts.map((host, index) => {
    const one = new URL(url);
    one.searchParams.set('host', host);
    const port = ports.length > 1 ? ports[index] : ports[0];
    if (port) one.searchParams.set('port', port);
    return one.href;
  });
  return others.length === 0 || first === undefined ? [url] : [first, ...others];
}

/** Whose turn it is of several hosts. */
export class HostRotation {
  readonly urls: readonly [string, ...string[]];
  #index = 0;

  constructor(url: string) {
    this.urls = listHostUrls(url);
  }

  get url(): string {
    return this.urls[this.#index] ?? this.urls[0];
  }

  /** `tried` could not be used: those who found that out together move on by one. */
  moveOn(tried: string): void {
    if (tried === this.url) this.#index = (this.#index + 1) % this.urls.length;
  }
}
