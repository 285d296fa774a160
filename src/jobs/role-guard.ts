import { pause } from '../base/backoff.ts';
import type { ImportJob } from '../domain/imports/import-job.ts';
import { isTerminal } from '../domain/imports/import-transitions.ts';
import { LOG_RETRY_SECONDS } from '../domain/imports/user-import-limits.ts';
import type { UserPool } from '../domain/pools/user-pool.ts';
import { judgeRole, judgeRoleToBegin } from './judge-role.ts';
import type { WorkerServices } from './worker-services.ts';

/** Pause between two looks at a role that was refused. */
const RETRY_EVERY_MS = 1_000;

export type RolePermit =
  | {
      readonly kind: 'permitted';
      /** Which the commit has to find unchanged; undefined if nobody asks what the role may. */
      readonly iamVersion: number | undefined;
      /** Whether the role may make the log again, if it is gone. */
      readonly mayMakeLog: boolean;
    }
  | { readonly kind: 'refused'; readonly completionMessage: string }
  /** What happened to worker or job while a refusal was tried again. */
  | { readonly kind: 'drained' | 'stopping' | 'lease-lost' };

export type GuardServices = Pick<WorkerServices, 'clock' | 'logger' | 'scheduler' | 'settings' | 'standAside'> & {
  readonly store: Pick<WorkerServices['store'], 'findIdentityPolicies' | 'listLogGroups' | 'findImportJob'>;
};

/**
 * Says before every batch whether the job's role may write its log (R288). It is looked at again only when the IAM data of the account
 * changed, which the store notices in the transaction of the batch.
 */
export class RoleGuard {
  readonly #services: GuardServices;
  readonly #job: ImportJob;
  readonly #pool: UserPool;
  readonly #isStopped: () => boolean;
  #iamVersion: number | undefined;
  #mustMakeLog = false;

  /** `iamVersion`: under which the role was found good already. */
  constructor(
    services: GuardServices,
    {
      job,
      pool,
      iamVersion,
    }: { readonly job: ImportJob; readonly pool: UserPool; readonly iamVersion?: number | undefined },
    isStopped: () => boolean,
  ) {
    this.#services = services;
    this.#job = job;
    this.#pool = pool;
    this.#isStopped = isStopped;
    this.#iamVersion = iamVersion;
  }

  /** What was found of the role is not true any more. */
  forget(): void {
    this.#iamVersion = undefined;
  }

  /** The log was deleted: the next batch makes it again, if the role may (R286). */
  forgetLog(): void {
    this.forget();
    this.#mustMakeLog = true;
  }

  /** A refusal is tried again for a while: policies are often put in place a moment late, or are replaced by others. */
  async permit(): Promise<RolePermit> {
    const { clock, logger, scheduler, settings, standAside } = this.#services;
    if (settings.iam === 'off') return { kind: 'permitted', iamVersion: undefined, mayMakeLog: true };
    if (this.#iamVersion !== undefined) {
      return { kind: 'permitted', iamVersion: this.#iamVersion, mayMakeLog: false };
    }
    const refusedSinceMs = clock.monotonicMs();
    for (let isFirst = true; ; isFirst = false) {
      const mayMakeLog = this.#mustMakeLog;
      const verdict = mayMakeLog
        ? await judgeRoleToBegin(this.#services, this.#job, this.#pool)
        : await judgeRole(this.#services, this.#job, this.#pool, ['logs:PutLogEvents']);
      if (verdict.kind === 'usable') {
        this.#iamVersion = verdict.iamVersion;
        // Once: what is deleted again is judged again.
        this.#mustMakeLog = false;
        return { kind: 'permitted', iamVersion: verdict.iamVersion, mayMakeLog };
      }
      const reason = verdict.completionMessage;
      if (isFirst) logger.warn({ jobId: this.#job.id, reason }, 'the role of an import job may not write its log');
      if (clock.monotonicMs() - refusedSinceMs >= LOG_RETRY_SECONDS * 1_000) return verdict;
      const interruption = this.#isStopped() ? 'drained' : await this.#findInterruption();
      if (interruption) return { kind: interruption };
      const comeBack = standAside();
      await pause(scheduler, RETRY_EVERY_MS);
      comeBack();
    }
  }

  async #findInterruption(): Promise<'stopping' | 'lease-lost' | undefined> {
    const { account, region, userPoolId, id } = this.#job;
    const job = await this.#services.store.findImportJob({ account, region }, userPoolId, id);
    if (!job || isTerminal(job.status)) return 'lease-lost';
    return job.status === 'Stopping' ? 'stopping' : undefined;
  }
}
