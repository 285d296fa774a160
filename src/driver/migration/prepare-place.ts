import { askPatiently } from '../ask-patiently.ts';
import type { DriverRun } from '../driver-run.ts';
import {
  addMissingAttributes,
  getCsvHeader,
  getPool,
  listCustomColumns,
  type PoolToImportInto,
  prepareImportPool,
  prepareRequestedPool,
} from '../prepare-pool.ts';
import { prepareRole } from '../prepare-role.ts';
import type { JournalEntry, JournalEvent } from '../run/journal-event.ts';
import type { RunFolder } from '../run/run-folder.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { checkHeaders } from './check-headers.ts';

/** A role this young may not be known everywhere (M84). */
const NEW_ROLE_MS = 120_000;

/** Where the users of a run go. */
export interface RunPlace {
  readonly pool: PoolToImportInto;
  readonly roleArn: string;
  readonly hasNewRole: boolean;
}

/** The pool and the role of a run: those of the plan, or found, or created; once, since the journal has them from then on. */
export async function preparePlace(
  { plan }: Pick<RunFolder, 'plan'>,
  known: (JournalEntry & { readonly type: 'pool-ready' }) | undefined,
  run: DriverRun,
  append: (event: JournalEvent) => void,
): Promise<RunPlace> {
  const { cognito, iam } = run.service.clients;
  if (known !== undefined) {
    // The first question of a command that goes on: the network may not be back yet.
    const pool = await askPatiently(() => getPool(cognito, known.userPoolId), run, { signal: run.interruption.signal });
    return { pool, roleArn: known.roleArn, hasNewRole: known.roleCreated };
  }
  const customColumns = [...new Set(plan.sources.flatMap(({ header }) => listCustomColumns(header)))];
  const pool = await findPool(plan, customColumns, run);
  if (pool.isNew) run.report({ kind: 'pool-created', pool });
  const isOwn = plan.userPoolId === undefined && plan.pool === undefined;
  const attributesAdded = isOwn ? await addMissingAttributes(cognito, pool, customColumns) : [];
  if (attributesAdded.length > 0) run.report({ kind: 'attributes-added', names: attributesAdded });
  checkHeaders(plan.sources, await getCsvHeader(cognito, pool.id));
  const role = plan.roleArn === undefined ? await prepareRole(iam, pool.partition) : undefined;
  const roleCreated = role !== undefined && Math.abs(run.clock.nowMs() - role.createdAtMs) < NEW_ROLE_MS;
  const roleArn = role?.arn ?? plan.roleArn ?? '';
  append({
    type: 'pool-ready',
    userPoolId: pool.id,
    userPoolName: pool.name,
    roleArn,
    poolCreated: pool.isNew,
    roleCreated,
    attributesAdded,
  });
  if (role?.isNew) run.report({ kind: 'role-created', roleArn });
  if (roleCreated) {
    await run.pause(run.service.newRoleWaitMs, run.interruption.signal);
    run.waited?.('new-role', run.service.newRoleWaitMs);
  }
  return { pool, roleArn, hasNewRole: roleCreated };
}

async function findPool(plan: RunPlan, customColumns: readonly string[], run: DriverRun): Promise<PoolToImportInto> {
  const { cognito } = run.service.clients;
  if (plan.userPoolId !== undefined) return getPool(cognito, plan.userPoolId);
  return plan.pool === undefined ? prepareImportPool(cognito, customColumns) : prepareRequestedPool(cognito, plan.pool);
}
