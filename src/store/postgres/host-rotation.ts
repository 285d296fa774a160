import { assertPresent } from '../../base/assert.ts';
import { listHostUrls } from '../../base/database-hosts.ts';

/**
 * The hosts that an address names, of which one takes writes: that which did when it was last asked. Whoever fails there moves on to the
 * next for all who share this.
 */
export class HostRotation {
  readonly urls: readonly [string, ...string[]];
  #index = 0;

  /** @param url one that `listHostUrls` reads */
  constructor(url: string) {
    this.urls = assertPresent(listHostUrls(url), 'the address of the database was checked');
  }

  /** The address of the one to ask. */
  get url(): string {
    return this.urls[this.#index] ?? this.urls[0];
  }

  /** `tried` could not be reached, or takes no writes. Those who found that out together move on by one. */
  moveOn(tried: string): void {
    if (tried === this.url) this.#index = (this.#index + 1) % this.urls.length;
  }
}
