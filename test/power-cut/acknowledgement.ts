import type { DiskEvent } from './disk-events.ts';

/** An import job of the recorded run. */
export interface RecordedJob {
  readonly name: string;
  readonly userPoolId: string;
  readonly jobId: string;
  readonly url: string;
  /** Its file. */
  readonly text: string;
}

export const JOB_STEPS = ['created', 'uploaded', 'started', 'ended'] as const;
export type JobStep = (typeof JOB_STEPS)[number];

/** What an answer promises. */
export type Fact =
  | { readonly kind: 'pool'; readonly userPoolId: string }
  /** `version` counts the changes of the user from 1; `email` is undefined once it is deleted. */
  | { readonly kind: 'user'; readonly username: string; readonly version: number; readonly email: string | undefined }
  | { readonly kind: 'job'; readonly jobId: string; readonly step: JobStep; readonly recordsDone: number };

/** A fact, and when its answer began to leave the process: a line of the trace. */
export interface Acknowledgement {
  readonly at: number;
  readonly fact: Fact;
}

/** Finds each answer in the trace by its request id. @throws for one that is not there */
export function placeFacts(
  facts: readonly { readonly requestId: string; readonly fact: Fact }[],
  events: readonly DiskEvent[],
): Acknowledgement[] {
  const beginnings = new Map<string, number>();
  for (const event of events) {
    if (event.kind !== 'answer') continue;
    const requestId = /^x-amzn?-request-?id: *(\S+)/im.exec(event.text)?.[1];
    if (requestId !== undefined && !beginnings.has(requestId)) beginnings.set(requestId, event.begin);
  }
  return facts.map(({ requestId, fact }) => {
    const at = beginnings.get(requestId);
    if (at === undefined) throw new Error(`the trace has no answer with the request id ${requestId}`);
    return { at, fact };
  });
}
