import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a client with a secret proves itself by: base64 of an HMAC over user name and client id (S16). */
export function secretHash(secret: string, username: string, clientId: string): string {
  return createHmac('sha256', secret).update(username).update(clientId).digest('base64');
}

/** Whether `given` was made with one of the secrets of the client for one of the names that the user may be sent under (S16, S104). */
export function isSecretHash(
  given: string,
  secrets: readonly string[],
  usernames: readonly string[],
  clientId: string,
): boolean {
  const bytes = Buffer.from(given);
  return secrets
    .flatMap((secret) => usernames.map((username) => Buffer.from(secretHash(secret, username, clientId))))
    .some((expected) => expected.length === bytes.length && timingSafeEqual(expected, bytes));
}

/** Whether a secret sent as it is, and not as a hash, is one of the client's (S103a). */
export function isClientSecret(given: string, secrets: readonly string[]): boolean {
  const digest = (text: string) => createHmac('sha256', 'client-secret').update(text).digest();
  return secrets.some((secret) => timingSafeEqual(digest(secret), digest(given)));
}
