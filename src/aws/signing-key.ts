import { createHmac, timingSafeEqual } from 'node:crypto';
import { keyObjectOf } from '../base/key-object.ts';

export interface CredentialScope {
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export function formatScope(scope: CredentialScope): string {
  return `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
}

/** The key that signs requests of one day, region and service. */
export function deriveSigningKey(secret: string, scope: CredentialScope): Buffer {
  let key: Buffer | string = `AWS4${secret}`;
  for (const part of [scope.date, scope.region, scope.service, 'aws4_request']) {
    key = createHmac('sha256', key).update(part).digest();
  }
  return Buffer.from(key);
}

export function signString(signingKey: Buffer, stringToSign: string): string {
  return createHmac('sha256', keyObjectOf(signingKey)).update(stringToSign).digest('hex');
}

/** Takes the same time wherever the signatures differ. */
export function isSameSignature(left: string, right: string): boolean {
  // Texts of the same length may differ in their number of bytes, and a client may send any character.
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}

/** Derived keys by secret and scope, the oldest forgotten first. Saves four HMACs a request. */
export class SigningKeyCache {
  readonly #keys = new Map<string, Buffer>();
  readonly #entriesMax: number;

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax;
  }

  get size(): number {
    return this.#keys.size;
  }

  find(secret: string, scope: CredentialScope): Buffer | undefined {
    return this.#keys.get(`${formatScope(scope)}/${secret}`);
  }

  keep(secret: string, scope: CredentialScope, key: Buffer): void {
    this.#keys.set(`${formatScope(scope)}/${secret}`, key);
    const oldest = this.#keys.keys().next();
    if (this.#keys.size > this.#entriesMax && !oldest.done) this.#keys.delete(oldest.value);
  }
}
