/** The secret hash of a request as a parameter of a sign-in is given. */
export function secretHashOf(secretHash: string | undefined): Readonly<Record<string, string>> {
  return secretHash === undefined ? {} : { SECRET_HASH: secretHash };
}
