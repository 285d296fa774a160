import {
  AdminAddUserToGroupCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserMFAPreferenceCommand,
  CreateGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { askPatiently, findStatus } from '../ask-patiently.ts';
import { DriverError } from '../driver-error.ts';
import type { DriverRun } from '../driver-run.ts';
import type { FollowUpKind, FollowUpResult, JournalEvent } from '../run/journal-event.ts';
import type { PlannedFollowUps } from '../run/run-plan.ts';
import type { FollowUpPlace } from '../run/run-state.ts';
import { Pace } from './pace.ts';
import { digestFile, type FollowUpStep, readFollowUps } from './read-follow-ups.ts';

/** CreateGroup: 5 a second for a pool (R44). */
const GROUP_RATE = 5;
/** A throttled or lost answer is no trouble that a person has to know of. */
const QUIET_MS = 10_000;
/** Groups of a user on a page. */
const GROUPS_PER_PAGE = 60;
/** What is refused for everybody alike: to go on would refuse each of them. */
const FATAL = /^(?:AccessDenied|Expired|IncompleteSignature|InvalidSignature|MissingAuth|Unrecognized)/;

export interface FollowUpWork {
  readonly userPoolId: string;
  readonly planned: PlannedFollowUps;
  readonly run: DriverRun;
  /** The last one that is done. */
  readonly last: FollowUpPlace | undefined;
  /** One of which nobody knows whether it is done. */
  readonly open: FollowUpPlace | undefined;
  /** `isDurable`: it survives a power cut too. */
  note(event: JournalEvent, isDurable: boolean): void;
}

interface Step {
  readonly place: FollowUpPlace;
  readonly kind: FollowUpKind;
  readonly username: string;
  readonly group: string;
}

/**
 * Makes the groups, then goes through the lines of the file: each step once, in order, at its rate. What an earlier command has done is not
 * done again. @throws {DriverError} @throws what the service answered, if it would answer so to each of them
 */
export async function doFollowUps(work: FollowUpWork): Promise<void> {
  const { planned, run } = work;
  if ((await digestFile(planned.path)) !== planned.sha256) {
    throw new DriverError({ kind: 'source-changed', path: planned.name });
  }
  const { signal } = run.interruption;
  const pause = async (milliseconds: number): Promise<void> => {
    await run.pause(milliseconds, signal);
    run.waited?.('rate', milliseconds);
  };
  const paces = {
    group: new Pace(planned.rate === undefined ? undefined : Math.min(GROUP_RATE, planned.rate), run.clock, pause),
    user: new Pace(planned.rate, run.clock, pause),
  };
  const total = planned.groups.length + planned.joins + planned.disabled + planned.mfa;
  let done = 0;
  try {
    for await (const step of listSteps(planned)) {
      done += 1;
      if (isDone(step.place, work.last)) continue;
      signal.throwIfAborted();
      run.report({ kind: 'progress', phase: 'following-up', done, total });
      await (step.kind === 'create-group' ? paces.group : paces.user).take();
      await doStep(step, work, done === total);
    }
  } finally {
    run.report({ kind: 'phase-ended' });
  }
}

async function* listSteps(planned: PlannedFollowUps): AsyncGenerator<Step, void, void> {
  for (const [step, group] of planned.groups.entries()) {
    yield { place: { line: 0, step }, kind: 'create-group', username: '', group };
  }
  for await (const { number: line, username, steps } of readFollowUps(planned.path)) {
    for (const [step, what] of steps.entries()) {
      yield { place: { line, step }, kind: what.kind, username, group: groupOf(what) };
    }
  }
}

function groupOf(step: FollowUpStep): string {
  return step.kind === 'join-group' ? step.group : '';
}

function isDone({ line, step }: FollowUpPlace, last: FollowUpPlace | undefined): boolean {
  return last !== undefined && (line < last.line || (line === last.line && step <= last.step));
}

async function doStep(step: Step, work: FollowUpWork, isLast: boolean): Promise<void> {
  const { place, kind } = step;
  const isOpen = work.open?.line === place.line && work.open.step === place.step;
  // An earlier command has asked for it and did not get to the answer.
  const isThere = isOpen && (await isDoneAlready(step, work));
  if (!isOpen) work.note({ type: 'follow-up-began', ...place, kind }, false);
  const end = (result: FollowUpResult, error?: string): void =>
    work.note({ type: 'follow-up-ended', ...place, kind, result, ...(error === undefined ? {} : { error }) }, isLast);
  if (isThere) return end('done');
  try {
    await ask(step, work);
    end('done');
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (findStatus(error) !== 400 || FATAL.test(name)) throw error;
    if (name === 'GroupExistsException') return end('already');
    if (name === 'UserNotFoundException') return end('no-user');
    end('refused', name);
  }
}

/** Each of these may be sent twice: it leaves the same state. */
function ask({ kind, username, group }: Step, { userPoolId, run }: FollowUpWork): Promise<unknown> {
  const { signal } = run.interruption;
  const client = run.service.clients.cognitoOnce;
  const of = { UserPoolId: userPoolId, Username: username };
  const options = { abortSignal: signal };
  const send = (): Promise<unknown> => {
    switch (kind) {
      case 'create-group':
        return client.send(new CreateGroupCommand({ UserPoolId: userPoolId, GroupName: group }), options);
      case 'join-group':
        return client.send(new AdminAddUserToGroupCommand({ ...of, GroupName: group }), options);
      case 'disable-user':
        return client.send(new AdminDisableUserCommand(of), options);
      case 'set-mfa':
        return client.send(
          new AdminSetUserMFAPreferenceCommand({ ...of, SMSMfaSettings: { Enabled: true, PreferredMfa: true } }),
          options,
        );
    }
  };
  return askPatiently(send, run, { signal, quietMs: QUIET_MS });
}

async function isDoneAlready({ kind, username, group }: Step, { userPoolId, run }: FollowUpWork): Promise<boolean> {
  const { signal } = run.interruption;
  const { cognito } = run.service.clients;
  const of = { UserPoolId: userPoolId, Username: username };
  const patiently = <Answer>(send: () => Promise<Answer>) => askPatiently(send, run, { signal, quietMs: QUIET_MS });
  try {
    if (kind === 'disable-user') {
      const { Enabled: isEnabled } = await patiently(() => cognito.send(new AdminGetUserCommand(of)));
      return isEnabled === false;
    }
    if (kind !== 'join-group') return false;
    for (let token: string | undefined; ; ) {
      const request = new AdminListGroupsForUserCommand({ ...of, Limit: GROUPS_PER_PAGE, NextToken: token });
      const { Groups: groups = [], NextToken } = await patiently(() => cognito.send(request));
      if (groups.some(({ GroupName }) => GroupName === group)) return true;
      if (NextToken === undefined) return false;
      token = NextToken;
    }
  } catch (error) {
    // The step itself says what is wrong; without the permission to look, it is done a second time, which changes nothing.
    if (findStatus(error) === 400) return false;
    throw error;
  }
}
