import type { NamedTask } from './hashing-tasks.ts';

/** One task at a time: the thread answers before it gets the next. */
export type MessageToHashing = NamedTask;

export type MessageFromHashing =
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly error: unknown };
