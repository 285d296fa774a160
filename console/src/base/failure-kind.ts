/** What somebody can do about a failure, which is what the page says. */
export type FailureKind =
  | 'denied'
  | 'credentials'
  | 'unreachable'
  | 'throttled'
  | 'missing'
  | 'invalid'
  | 'taken'
  | 'conflict'
  | 'internal';
