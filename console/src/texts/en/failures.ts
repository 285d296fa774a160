import type { FailureKind } from '../../base/failure-kind.ts';

/** What a request that failed means to whoever reads it, and what to do. */
export const failures = {
  title: {
    denied: 'You are not allowed to do this',
    credentials: 'The server does not accept your access key',
    unreachable: 'The server does not answer',
    throttled: 'Too many requests',
    missing: 'This does not exist',
    invalid: 'The request was refused',
    taken: 'This is taken',
    conflict: 'Somebody else changed this meanwhile',
    internal: 'The server has an error',
  } satisfies Record<FailureKind, string>,
  advice: {
    denied: 'Ask whoever manages access in this account for a policy that allows this action:',
    credentials:
      'Sign in again. An access key that was deleted or made inactive does not work any more, and temporary credentials expire.',
    unreachable: 'Check that Muster is running. This page goes on as soon as it answers.',
    throttled: 'Wait a few seconds, then try again.',
    missing: 'It may have been deleted, or belong to another account or region.',
    invalid: 'Change what the message says, then try again.',
    taken: 'Another one has this name or address. Choose a different one.',
    conflict: 'Reload the page to see what is there now, then try again.',
    internal: 'Try again. If it fails again, look for the request ID in the log of the server.',
  } satisfies Record<FailureKind, string>,
  requestId: 'Request ID',
  unexpected: 'Something unexpected happened',
};
