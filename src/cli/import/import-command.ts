import { basename, resolve } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { randomIds } from '../../base/ids.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { EarlierRecords } from '../../check/earlier-records.ts';
import type { Config } from '../../config/resolve-config.ts';
import { surveyFollowUps } from '../../driver/follow-ups/read-follow-ups.ts';
import type { ImportService } from '../../driver/import-service.ts';
import { checkHeaders } from '../../driver/migration/check-headers.ts';
import { listCustomColumns } from '../../driver/prepare-pool.ts';
import { createRunFolder } from '../../driver/run/run-folder.ts';
import { PLAN_VERSION, type PlannedFollowUps, type RunPlan } from '../../driver/run/run-plan.ts';
import { addUsersOf } from '../commands/add-pool-users.ts';
import { isNewDirectory } from '../target/data-directory.ts';
import { explainError } from '../target/explain-error.ts';
import { openService } from '../target/open-service.ts';
import { findEndpoint, type ImportTarget, openTarget } from '../target/open-target.ts';
import { toPlannedTarget } from '../target/planned-target.ts';
import { findProposedPool } from '../target/proposed-pool.ts';
import { type RequestedPool, readRequestedPool } from '../target/requested-pool.ts';
import { resolveTargetConfig } from '../target/resolve-target-config.ts';
import { isDirectory } from '../target/user-files.ts';
import { EXIT } from '../terminal/command-error.ts';
import { openInterruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import { quoteWord } from '../terminal/quote-word.ts';
import { noteText, printText } from '../terminal/wrap-text.ts';
import { askToGoOn } from './ask-to-go-on.ts';
import { checkSources } from './check-sources.ts';
import { findExport } from './find-export.ts';
import { type ImportOptions, type ImportRequest, readImportRequest } from './import-request.ts';
import { type PlannedPlace, planNewPlace, planPlace } from './plan-pool.ts';
import { describePlan, planToJson, type ShownPlan } from './print-plan.ts';
import { refuseUsedFolder } from './refuse-used-folder.ts';
import { doRun, endWithError, type RunSession } from './run-session.ts';
import { type PlannedFiles, surveyFiles } from './survey-files.ts';

/** Follow-ups a second: a share of the 25 that a pool takes, which its users need too (M70). */
const COGNITO_FOLLOW_UP_RATE = 10;
/** Of a server that may be as strict as Cognito. */
const MUSTER_FOLLOW_UP_RATE = 25;
const RUN_SUFFIX_CHARACTERS = 4;

interface Session extends RunSession {
  options: ImportOptions;
}

/** `muster import FILE...|DIR`: plans, asks, and does it. Resolves with the exit code. */
export async function runImportCommand(
  paths: readonly string[],
  given: ImportOptions,
  output: Output,
  clock: Clock,
): Promise<number> {
  const interruption = openInterruption(output);
  const session: Session = { options: given, output, clock, interruption, isJson: given.json === true };
  try {
    session.options = withProposedPool(paths, given);
    return await importFiles(paths, session);
  } catch (error) {
    return endWithError(error, session);
  } finally {
    interruption.close();
  }
}

/** As `muster check` does: the files are for the pool of pool.json, unless an option names another (R769). */
function withProposedPool(paths: readonly string[], options: ImportOptions): ImportOptions {
  if (options.userPoolId !== undefined || options.pool !== undefined) return options;
  const pool = findProposedPool(paths.filter(isDirectory), '--pool');
  return pool === undefined ? options : { ...options, pool };
}

async function importFiles(paths: readonly string[], session: Session): Promise<number> {
  const { options, output, clock } = session;
  const request = readImportRequest(paths, options, clock.nowMs());
  const requested = options.pool === undefined ? undefined : readRequestedPool(options.pool);
  const config = resolveTargetConfig(options);
  const endpoint = await findEndpoint(options);
  refuseUsedFolder(request.folder);
  if (request.passedOver !== undefined) noteText(describePassedOver(request.passedOver), output);
  const files = await surveyFiles(request.paths, options, output, clock);
  // Before a data directory is made for them.
  if (options.userPoolId === undefined && requested === undefined) checkForOwnPool(files);
  if (
    options.dryRun &&
    endpoint === undefined &&
    config.database === undefined &&
    (await isNewDirectory(config.data))
  ) {
    const place = planNewPlace(files.sources, requested, options);
    const target = { kind: 'muster', description: describeNewDirectory(config.data), isDirectory: true } as const;
    await showPlan({ request, files, place, requested }, target, undefined, session);
    return EXIT.done;
  }
  const target = await openTarget(options, config, output);
  try {
    return await importInto(target, config, { request, files, requested }, session);
  } catch (error) {
    throw explainError(error, target.url);
  } finally {
    await target.close();
  }
}

/** A command that only names the file of users would leave blocked users enabled (R1101). */
function describePassedOver(path: string): string {
  return `Follow-ups: none. ${toPrintable(path)} is not read, so nobody joins a group or is disabled: add --follow-up ${quoteWord(path)}, or --no-follow-up.`;
}

/** Whoever has forgotten the address of a server sees where the users would go instead (R1107). */
function describeNewDirectory(path: string): string {
  return `a new data directory, ${toPrintable(path)} (no server is named: --endpoint-url, AWS_ENDPOINT_URL or --aws)`;
}

/** Those of the pool that the driver creates. */
function checkForOwnPool({ sources }: PlannedFiles): void {
  const custom = [...new Set(sources.flatMap(({ header }) => listCustomColumns(header)))];
  checkHeaders(sources, [...DEFAULT_CSV_HEADER, ...custom]);
}

interface Prepared {
  readonly request: ImportRequest;
  readonly files: PlannedFiles;
  readonly requested: RequestedPool | undefined;
}

async function importInto(target: ImportTarget, config: Config, prepared: Prepared, session: Session): Promise<number> {
  const { options, interruption } = session;
  const service = openService(target);
  try {
    const place = await planPlace(service, prepared.files.sources, prepared.requested, options);
    const followUps = await showPlan({ ...prepared, place }, target, service, session);
    if (options.dryRun) return EXIT.done;
    // A database may be that of others.
    const isOwn = target.isDirectory && config.database === undefined;
    if (!isOwn && options.yes !== true) await askToGoOn(interruption.signal);
    interruption.signal.throwIfAborted();
    const plan = toRunPlan(target, config, prepared, followUps, session);
    const folder = createRunFolder(prepared.request.folder, plan, session.clock.nowMs);
    return await doRun(folder, target, service, session);
  } finally {
    service.clients.close();
  }
}

/** Checks what is to be imported, and shows the plan. Resolves with its follow-ups. */
async function showPlan(
  { request, files, place }: Prepared & { readonly place: PlannedPlace },
  target: Pick<ImportTarget, 'kind' | 'description' | 'isDirectory'>,
  service: ImportService | undefined,
  session: Session,
): Promise<PlannedFollowUps | undefined> {
  const { options, output, clock, interruption } = session;
  const rate = options.rate ?? defaultRateOf(target);
  const followUps =
    request.followUpPath === undefined
      ? undefined
      : await surveyFollowUps(request.followUpPath, request.followUpPath, rate);
  const earlier = new EarlierRecords(place.poolOf([]).settings);
  if (options.againstPool && service !== undefined && place.pool !== undefined) {
    await addUsersOf(place.pool.id, earlier, service, session);
  }
  const foreseen = await checkSources(files.sources, place.poolOf, output, clock, interruption.signal, earlier);
  const shown: ShownPlan = { files, foreseen, place, followUps, folder: request.folder, target, options };
  if (options.json) output.print(JSON.stringify(planToJson(shown)));
  else if (options.dryRun) for (const line of describePlan(shown)) printText(line, output);
  else if (!target.isDirectory) for (const line of describePlan(shown)) noteText(line, output);
  return followUps;
}

function defaultRateOf({ kind, isDirectory }: Pick<ImportTarget, 'kind' | 'isDirectory'>): number | undefined {
  if (kind === 'cognito') return COGNITO_FOLLOW_UP_RATE;
  return isDirectory ? undefined : MUSTER_FOLLOW_UP_RATE;
}

function toRunPlan(
  target: ImportTarget,
  config: Config,
  { request, files, requested }: Prepared,
  followUps: PlannedFollowUps | undefined,
  { options, clock }: Session,
): RunPlan {
  const { userPoolId, roleArn, keepParts = false } = options;
  const exported = findExport(request.paths);
  const suffix = randomIds.alphanumeric(RUN_SUFFIX_CHARACTERS);
  return {
    version: PLAN_VERSION,
    run: `${nameOfRun(request.folder)}-${suffix}`,
    createdAt: new Date(clock.nowMs()).toISOString(),
    target: toPlannedTarget(target, config, options),
    ...(userPoolId === undefined ? {} : { userPoolId }),
    ...(requested === undefined ? {} : { pool: { ...requested } }),
    ...(roleArn === undefined ? {} : { roleArn }),
    ...files,
    ...(exported === undefined ? {} : { export: exported }),
    ...(followUps === undefined ? {} : { followUps: { ...followUps, path: resolve(followUps.path) } }),
    keepsParts: keepParts,
  };
}

/** Of the folder, in the characters that the name of a job takes (R47). */
function nameOfRun(folder: string): string {
  const name = basename(resolve(folder));
  return name.replaceAll(/[^\w+=.@-]/g, '_').slice(0, RUN_NAME_CHARACTERS_MAX);
}

const RUN_NAME_CHARACTERS_MAX = 100;
