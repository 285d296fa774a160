import { pause } from '../base/backoff.ts';
import type { ImportJob } from '../domain/imports/import-job.ts';
import { isTerminal } from '../domain/imports/import-transitions.ts';
import { LOG_RETRY_SECONDS } from '../domain/imports/user-import-limits.ts';
import type { UserPool } from '../domain/pools/user-pool.ts';
import { judgeRole, judgeRoleToBegin } from './judge-role.ts';
import type { WorkerServices } from './worker-services.ts';

/** Pause between two checks of a refused role. */
const RETRY_EVERY_MS = 1_000;

export type RolePermit =
  | {
      readonly kind: 'permitted';
      /** The commit requires this version to be unchanged; undefined if roles are not checked. */
      readonly iamVersion: number | undefined;
      /** Whether the role permits creating the log again if it was deleted. */
      readonly mayMakeLog: boolean;
    }
  | { readonly kind: 'refused'; readonly completionMessage: string }
  /** What happened to the worker or the job while a refusal was retried. */
  | { readonly kind: 'drained' | 'stopping' | 'lease-lost' };

export type GuardServices = Pick<
  WorkerServices,
  'clock' | 'controls' | 'logger' | 'scheduler' | 'settings' | 'yieldSlot'
> & {
  readonly store: Pick<WorkerServices['store'], 'findIdentityPolicies' | 'findRole' | 'findLogGroup' | 'findImportJob'>;
};

/**
 * Decides before every batch whether the job's role permits writing its log (R288). The role is checked again only when IAM data of the
 * account changed, which the store detects in the transaction of the batch.
 */
export class RoleGuard {
  readonly #services: GuardServices;
  readonly #job: ImportJob;
  readonly #pool: UserPool;
  readonly #isStopped: () => boolean;
  #iamVersion: number | undefined;
  #mustMakeLog = false;

  /** `iamVersion`: the version under which the role was last accepted. */
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

  /** The last verdict on the role is out of date. */
  forget(): void {
    this.#iamVersion = undefined;
  }

  /** The log was deleted: the next batch creates it again if the role permits it (R286). */
  forgetLog(): void {
    this.forget();
    this.#mustMakeLog = true;
  }

  /** A refusal is retried for a minute: policies often arrive late, or are replaced. */
  async permit(): Promise<RolePermit> {
    const { clock, logger, scheduler, settings, yieldSlot } = this.#services;
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
        // Valid once: if the log is deleted again, the role is judged again.
        this.#mustMakeLog = false;
        return { kind: 'permitted', iamVersion: verdict.iamVersion, mayMakeLog };
      }
      const reason = verdict.completionMessage;
      if (isFirst) logger.warn({ jobId: this.#job.id, reason }, 'the role of an import job may not write its log');
      if (clock.monotonicMs() - refusedSinceMs >= LOG_RETRY_SECONDS * 1_000) return verdict;
      const interruption = this.#isStopped() ? 'drained' : await this.#findInterruption();
      if (interruption) return { kind: interruption };
      const comeBack = yieldSlot();
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
