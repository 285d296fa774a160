import { createSecretKey, type KeyObject } from 'node:crypto';

const keyObjects = new WeakMap<Uint8Array, KeyObject>();

/**
 * A key that lives long, as Node's cryptography takes it fastest: of one that is given as bytes, Node 24 finds out by an exception that it
 * is no key object, 15 µs each time. Made once for each buffer, which must not change.
 */
export function keyObjectOf(key: Uint8Array): KeyObject {
  const known = keyObjects.get(key);
  if (known) return known;
  const made = createSecretKey(key);
  keyObjects.set(key, made);
  return made;
}
