import { DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import { csvHeaderOf } from '../../domain/imports/csv-header.ts';
import { countJobs } from '../../driver/find-active-job.ts';
import type { ImportService } from '../../driver/import-service.ts';
import { checkHeaders } from '../../driver/migration/check-headers.ts';
import { findImportPoolId, findPoolId, getCsvHeader, getPool, listCustomColumns } from '../../driver/prepare-pool.ts';
import { findRole, hasLogPolicy } from '../../driver/prepare-role.ts';
import type { PlannedSource } from '../../driver/run/run-plan.ts';
import { withCustomColumns } from '../target/find-import-pool.ts';
import { parseDescribedPool } from '../target/parse-described-pool.ts';
import { parseRequestedPool } from '../target/parse-requested-pool.ts';
import { poolOfFlags } from '../target/pool-flags.ts';
import type { RequestedPool } from '../target/requested-pool.ts';
import type { ImportOptions } from './import-request.ts';

/** Where the users will go, as it is before the first change. */
export interface PlannedPlace {
  /** Undefined: it is created. */
  readonly pool: { readonly id: string; readonly name: string; readonly jobCount: number } | undefined;
  /** Name of the pool, which may not exist yet. */
  readonly poolName: string;
  /** Attributes that the pool gets for columns that it lacks. */
  readonly attributesToAdd: readonly string[];
  readonly createsRole: boolean;
  /** The role is new, or lacks its policy. */
  readonly setsRolePolicy: boolean;
  /** The pool as the rules see it, by the header of a file. */
  readonly poolOf: (header: readonly string[]) => PoolToCheckAgainst;
}

/**
 * A place that nothing was asked about: a data directory that is still to be made, or a pool that is. @throws {DriverError} if the pool
 * that is requested would not take the files
 */
export function planNewPlace(
  sources: readonly PlannedSource[],
  requested: RequestedPool | undefined,
  options: ImportOptions,
): PlannedPlace {
  const poolOf = newPoolOf(requested, options);
  // The pool of the driver has what the files need.
  if (requested !== undefined) checkHeaders(sources, csvHeaderOf(poolOf([])));
  return {
    pool: undefined,
    poolName: requested?.PoolName ?? 'import',
    attributesToAdd: [],
    createsRole: options.roleArn === undefined,
    setsRolePolicy: options.roleArn === undefined,
    poolOf,
  };
}

/** Asks for pool and role; changes nothing. @throws {DriverError} if the pool does not take the files */
export async function planPlace(
  service: ImportService,
  sources: readonly PlannedSource[],
  requested: RequestedPool | undefined,
  options: ImportOptions,
): Promise<PlannedPlace> {
  const { cognito, iam } = service.clients;
  const id =
    options.userPoolId ??
    (requested === undefined ? await findImportPoolId(cognito) : await findPoolId(cognito, requested.PoolName));
  if (id === undefined) return { ...planNewPlace(sources, requested, options), ...(await planRole(iam, options)) };
  const { name, attributes } = await getPool(cognito, id);
  const described = await describeForCheck(service, id);
  const isOwn = options.userPoolId === undefined && requested === undefined;
  const columns = await getCsvHeader(cognito, id);
  // The pool of the driver gets an attribute for each new column.
  const added = isOwn ? sources.flatMap(({ header }) => listCustomColumns(header)) : [];
  checkHeaders(sources, [...new Set([...columns, ...added])]);
  const jobCount = await countJobs(id, service);
  return {
    pool: { id, name, jobCount },
    poolName: name,
    attributesToAdd: [...new Set(added)].filter((column) => !attributes.includes(column)),
    ...(await planRole(iam, options)),
    poolOf: (header) => (isOwn ? withCustomColumns(described, header) : described),
  };
}

async function planRole(
  iam: IAMClient,
  { roleArn }: ImportOptions,
): Promise<Pick<PlannedPlace, 'createsRole' | 'setsRolePolicy'>> {
  if (roleArn !== undefined) return { createsRole: false, setsRolePolicy: false };
  if ((await findRole(iam)) === undefined) return { createsRole: true, setsRolePolicy: true };
  return { createsRole: false, setsRolePolicy: !(await hasLogPolicy(iam)) };
}

/** The pool of that id as the rules see it. */
export async function describeForCheck({ clients }: ImportService, id: string): Promise<PoolToCheckAgainst> {
  const answer = await clients.cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
  return parseDescribedPool(answer, `the answer of DescribeUserPool for ${id}`);
}

function newPoolOf(requested: RequestedPool | undefined, { pool }: ImportOptions): PlannedPlace['poolOf'] {
  if (requested === undefined) return (header) => poolOfFlags({}, header);
  const parsed = parseRequestedPool(requested, pool ?? 'pool.json');
  return () => parsed;
}
