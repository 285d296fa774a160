/** Why a hash is not carried, and what else could be done for its user than to reset the password. */
export interface HashRefusalText {
  readonly why: string;
  readonly instead: string;
}

/** What every user meets whose hash is not carried. */
export const WITHOUT_HASH =
  'These users are imported without a password. They must reset it before they can sign in, by a code that goes to their verified address, unless the pool lets them sign in with a code that is sent to them.';

const MIGRATE_TRIGGER =
  'Or leave them out of the import, and let a user migration function check the password with the old system at the first sign-in; the client must then send the password (USER_PASSWORD_AUTH).';
const HASH_AGAIN = (settings: string) =>
  `Let the old system hash passwords again at sign-in with ${settings}, and export later. ${MIGRATE_TRIGGER}`;
const FOUR = 'bcrypt, scrypt, argon2id or PBKDF2-SHA256 within the bounds of an import';

export const HASH_REFUSALS = {
  'too-costly': {
    why: 'The hash costs more to check than an import accepts: bcrypt up to cost 12, scrypt up to N 65536, r 8 and p 1, argon2id up to m 19456, t 2 and p 1, PBKDF2-SHA256 up to 600,000 iterations.',
    instead: HASH_AGAIN('parameters within these bounds'),
  },
  damaged: {
    why: 'The hash begins as one of its form, but it is not whole, or a part has a length that no import accepts. It was probably cut.',
    instead: 'Export it again, and compare its length with that in the database of the old system.',
  },
  'pre-hashed': {
    why: 'It is bcrypt over another digest of the password. Without its prefix it looks right and never matches a password.',
    instead: HASH_AGAIN('plain bcrypt of at most cost 12'),
  },
  peppered: {
    why: 'A secret of the application (a pepper) is part of the hash. It looks right and never matches a password.',
    instead: MIGRATE_TRIGGER.replace('Or leave', 'Leave'),
  },
  'pepper-possible': {
    why: 'The application may have added a secret (a pepper) to each password. Then the hash looks right and never matches a password.',
    instead: 'If its configuration sets no pepper, convert again with --pepper none.',
  },
  'bcrypt-faulty': {
    why: 'The prefix $2x$ marks a hash of a faulty old bcrypt, which does not match passwords with characters beyond ASCII.',
    instead: HASH_AGAIN('bcrypt $2y$ or $2b$'),
  },
  'bcrypt-no-letter': {
    why: 'It is a hash of a very old bcrypt, without a letter after $2, which an import does not accept.',
    instead: HASH_AGAIN('bcrypt $2b$'),
  },
  'argon2-type': {
    why: 'It is argon2i or argon2d. An import accepts argon2id only.',
    instead: HASH_AGAIN('argon2id of m 19456, t 2 and p 1'),
  },
  'argon2-version': {
    why: 'It is argon2 of version 1.0. An import accepts version 1.3 (v=19) only.',
    instead: HASH_AGAIN('argon2id of version 1.3'),
  },
  'other-digest': {
    why: 'It is PBKDF2 with another digest than SHA-256.',
    instead: HASH_AGAIN('PBKDF2-SHA256 of at most 600,000 iterations'),
  },
  'password-encoding': {
    why: 'The password was hashed in another encoding than UTF-8, in which it is checked here.',
    instead: HASH_AGAIN('the password as UTF-8'),
  },
  'own-algorithm': {
    why: 'Firebase encrypts with a key that scrypt derives, which no form of an import can hold.',
    instead: MIGRATE_TRIGGER.replace('Or leave', 'Leave'),
  },
  'other-algorithm': {
    why: 'An import accepts bcrypt, scrypt, argon2id and PBKDF2-SHA256 only.',
    instead: HASH_AGAIN(FOUR),
  },
  'not-hashed': {
    why: 'It looks like a password that is not hashed. No import takes passwords.',
    instead:
      'Set the passwords with AdminSetUserPassword after the import. Delete the file when you no longer need it.',
  },
  'kept-elsewhere': {
    why: 'The value only says which system keeps the password.',
    instead: 'Export the users and their hashes from that system.',
  },
  missing: {
    why: 'The second file has no hash for this user.',
    instead: 'Ask for an export of hashes that is newer than that of the users, and convert again with both.',
  },
  ambiguous: {
    why: 'The second file has several hashes for this user, and does not say which of them is the newest.',
    instead: 'Remove the old ones from the second file, and convert again.',
  },
  unknown: {
    why: 'The form of the hash is not known.',
    instead: `Find out which algorithm made it. ${HASH_AGAIN(FOUR)}`,
  },
} as const satisfies Readonly<Record<string, HashRefusalText>>;

export type HashRefusal = keyof typeof HASH_REFUSALS;
