import { assert } from '../../base/assert.ts';
import type { FailureTextId } from './record-texts.ts';

/**
 * What a log block on disk has for the text of a failed record: short, and never changed, so that each version reads the blocks of those
 * before it. A new text takes the next free number.
 */
const STORED_TEXT_IDS = {
  'nothing-verified': 'T9',
  'email-malformed': 'T10',
  'phone-number-malformed': 'T11',
  'username-like-email': 'T12',
  'username-not-email': 'T13',
  'username-not-email-or-phone-number': 'T14',
  'attribute-required': 'T15',
  'alias-taken': 'T16',
  'field-count-differs': 'T43',
  'record-too-long': 'T44',
  'nul-character': 'T45',
  'username-missing': 'T46',
  'username-malformed': 'T47',
  'boolean-malformed': 'T48',
  'verified-email-missing': 'T49',
  'verified-phone-number-missing': 'T50',
  'birthdate-malformed': 'T51',
  'updated-at-malformed': 'T52',
  'constraint-violated': 'T53',
  'mfa-mismatch': 'T54',
  'username-not-phone-number': 'T55',
  'username-like-phone-number': 'T56',
  'username-differs': 'T57',
  'password-hash-malformed': 'T58',
  'password-hash-out-of-bounds': 'T59',
  'password-hash-of-other-algorithm': 'T60',
  'record-failed-internally': 'T61',
} as const satisfies Readonly<Record<FailureTextId, string>>;

export type StoredTextId = (typeof STORED_TEXT_IDS)[FailureTextId];

/** Every text of a failed record. */
export const FAILURE_TEXT_IDS = Object.keys(STORED_TEXT_IDS) as readonly FailureTextId[];

const TEXT_IDS = new Map<string, FailureTextId>(FAILURE_TEXT_IDS.map((textId) => [STORED_TEXT_IDS[textId], textId]));

/** The id under which the text is stored. */
export function storedTextIdOf(textId: FailureTextId): StoredTextId {
  return STORED_TEXT_IDS[textId];
}

/** The text that was stored under that id. An id that no version has written is an error that names it. */
export function getTextId(storedTextId: string): FailureTextId {
  const textId = TEXT_IDS.get(storedTextId);
  assert(textId, `no text is stored under the id ${JSON.stringify(storedTextId)}`);
  return textId;
}
