const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7/;

/**
 * When the session of a token began, in milliseconds since 1970: the origin of a session is a UUID of version 7, which begins with its
 * time. A token without an origin has only the second of its sign-in; the start of that second counts.
 */
export function sessionStartedAt(originJti: string | undefined, authTimeSeconds: number): number {
  const [, high = '', low = ''] = UUID_V7.exec(originJti ?? '') ?? [];
  return high === '' ? authTimeSeconds * 1_000 : Number.parseInt(high + low, 16);
}

/** Whether a session is over because all sessions of its user were ended (S106). */
export function isSessionEnded(startedAt: number, sessionsEndedAt: number | undefined): boolean {
  return sessionsEndedAt !== undefined && startedAt <= sessionsEndedAt;
}
