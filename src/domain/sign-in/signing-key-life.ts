import { SHORT_TOKEN_SECONDS_MAX } from '../app-clients/token-validity.ts';

/**
 * For so long a key stays published after the next one of its use began to sign: its last token has run out by then, and five minutes are
 * for clocks of nodes that differ and for a token that was being signed (R802).
 */
export const REPLACED_KEY_KEPT_MS = SHORT_TOKEN_SECONDS_MAX * 1_000 + 5 * 60_000;

/** Signing keys that one pool has at the same time: ten rotations within a day (R804). */
export const SIGNING_KEYS_MAX = 20;

/** What says when a key signs and how long it is published. */
export interface AgingKey {
  readonly use: string;
  /** When it begins to sign. */
  readonly signsFrom: number;
}

/** The key that signs tokens of that use: the one that was made last, of those whose time has come (R800, R806). Undefined without keys. */
export function signingKey<Key extends AgingKey>(
  keys: readonly Key[],
  use: Key['use'],
  nowMs: number,
): Key | undefined {
  const ofUse = keys.filter((key) => key.use === use);
  return ofUse.findLast(({ signsFrom }) => signsFrom <= nowMs) ?? ofUse[0];
}

/** The keys that are published at that time: those that sign or will sign, and those that were replaced and whose tokens may still be good. Oldest first. */
export function publishedKeys<Key extends AgingKey>(keys: readonly Key[], nowMs: number): readonly Key[] {
  return keys.filter((key) => nowMs < publishedUntil(keys, key));
}

/** When a key is dropped; infinite while it signs. `keys` are those of its pool, oldest first. */
export function publishedUntil<Key extends AgingKey>(keys: readonly Key[], key: Key): number {
  const next = keys.slice(keys.indexOf(key) + 1).find(({ use }) => use === key.use);
  return next === undefined ? Number.POSITIVE_INFINITY : next.signsFrom + REPLACED_KEY_KEPT_MS;
}
