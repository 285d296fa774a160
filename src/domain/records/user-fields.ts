/**
 * The fields of a user in a list of packed users, by their position. Whoever writes or reads such a list names a field here, and the
 * columns of both engines are built from these names, in this order.
 */
export const USER_FIELDS = {
  /** 16 bytes of a UUID. */
  sub: 0,
  /** Null if the user name is its own key. */
  username: 1,
  usernameKey: 2,
  emailKey: 3,
  phoneKey: 4,
  preferredUsernameKey: 5,
  /** JSON. */
  attributes: 6,
  /** Wrapped; null if the user came without one. */
  sealedPasswordHash: 7,
} as const;

export type UserFieldName = keyof typeof USER_FIELDS;
export type UserField = (typeof USER_FIELDS)[UserFieldName];

/** In the order of their positions. */
export const USER_FIELD_NAMES = Object.keys(USER_FIELDS) as readonly UserFieldName[];

export const FIELDS_PER_USER = USER_FIELD_NAMES.length;

/** The keys by which a user is unique within its pool. */
export const KEY_FIELDS = [
  USER_FIELDS.usernameKey,
  USER_FIELDS.emailKey,
  USER_FIELDS.phoneKey,
  USER_FIELDS.preferredUsernameKey,
] as const;

/**
 * Where field number `index` of all fields ends, null or not; 0 for the one before the first. The end of a field that is null is stored
 * as its complement (`~`).
 */
export function endOfField(fieldEnds: Int32Array, index: number): number {
  const end = index < 0 ? 0 : (fieldEnds[index] ?? 0);
  return end < 0 ? ~end : end;
}
