import type { Logger } from '../../base/logger.ts';
import { wakeable } from '../../base/once.ts';
import { purgeGroups } from '../sql/groups/groups.ts';
import { purgeLogs } from '../sql/logs/purge-logs.ts';
import { purgeUsers } from '../sql/users/purge-users.ts';
import { postgresEngine } from './postgres-engine.ts';
import { type TransactionServices, transact } from './transactions.ts';

const PURGE_USERS_MAX = 5_000;
const PURGE_LOG_BLOCKS_MAX = 500;

/**
 * Removes in small steps what was deleted: users of pools, blocks of logs. Nodes that do so at the same time pass over what another one
 * has in hand. What a node leaves when it ends is taken up by the next that starts, deletes or sweeps.
 */
export class DeletedPurge {
  readonly #services: TransactionServices;
  readonly #logger: Logger;
  readonly #purging = wakeable(() => this.#run());
  #isStopped = false;

  constructor(services: TransactionServices, logger: Logger) {
    this.#services = services;
    this.#logger = logger;
  }

  wake(): void {
    this.#purging.wake();
  }

  /** When the step in hand is done. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#purging.idle();
  }

  async #run(): Promise<void> {
    try {
      while (!this.#isStopped && (await this.#purgeSome()));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#logger.error({ error: message }, 'what was deleted could not be purged');
    }
  }

  #purgeSome(): Promise<boolean> {
    return transact(this.#services, async ({ db }) => {
      const session = { db, engine: postgresEngine };
      return (
        (await purgeUsers(session, PURGE_USERS_MAX)) ||
        (await purgeGroups(session, PURGE_USERS_MAX)) ||
        purgeLogs(session, PURGE_LOG_BLOCKS_MAX)
      );
    });
  }
}
