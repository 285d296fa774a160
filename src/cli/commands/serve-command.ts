import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fixRoomForNewObjects } from '../../base/keep-heap-small.ts';
import { packageFile } from '../../base/package-file.ts';
import { findIssuerProblem } from '../../config/issuer-problem.ts';
import { describeDatabase } from '../../config/node-values.ts';
import type { Config, Flags } from '../../config/resolve-config.ts';
import { resolveConfig } from '../../config/resolve-config.ts';
import type { Muster } from '../../service/entry.ts';
import { isNewDirectory } from '../target/data-directory.ts';
import { explainStartError, startServer } from '../target/start-server.ts';
import { describeError, EXIT } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { waitForStop } from '../terminal/wait-for-stop.ts';

const EXAMPLE = fileURLToPath(packageFile('examples/users.csv'));

/** `muster serve`: runs until it is asked to stop. Resolves with the exit code. */
export async function runServeCommand(flags: Flags, output: Output): Promise<number> {
  const config = resolveConfig(flags, process.env);
  const isNew = config.database === undefined && (await isNewDirectory(config.data));
  fixRoomForNewObjects();
  const stopAsked = waitForStop();
  const server = await startServer(config).catch((error: unknown) => {
    throw explainStartError(error, config);
  });
  for (const line of describeServer(server, config)) output.print(line);
  if (isNew) for (const line of firstSteps(server.url, config)) output.print(line);
  await stopAsked;
  try {
    await server.stop();
    return EXIT.done;
  } catch (error) {
    output.note(`muster: could not stop cleanly: ${describeError(error)}`);
    return EXIT.couldNotRun;
  }
}

function describeServer({ url, nodeId, account }: Muster, config: Config): string[] {
  const [credentials] = config.rootCredentials;
  const others = config.rootCredentials.length - 1;
  const key = config.defaultCredentialsInForce
    ? `${credentials?.accessKeyId}, with the default secret test (on this machine only)`
    : `${credentials?.accessKeyId}${others > 0 ? ` and ${others} more` : ''}`;
  const listening = `Muster is listening on ${url} (process ${process.pid})`;
  const issuerProblem = findIssuerProblem(config, url);
  if (config.role === 'worker') return [listening, ...describeNode(nodeId, config)];
  return [
    listening,
    ...(config.database === undefined ? [`  data directory  ${resolve(config.data)}`] : describeNode(nodeId, config)),
    `  account         ${account}`,
    `  access key      ${key}`,
    `  public URL      ${config.publicUrl ?? 'the host of each request'}`,
    ...(config.console === 'on' ? [`  console         ${config.publicUrl ?? url}/console/`] : []),
    ...(issuerProblem === undefined ? [] : [`  warning         ${issuerProblem}`]),
    ...(config.testControls ? ['  test controls   on: clients may move the clock and make requests fail'] : []),
  ];
}

/** Without the secrets in the address of the database. */
function describeNode(nodeId: string, { database, role, parallelJobs, uploads }: Config): string[] {
  const jobs = role === 'api' ? 'runs no jobs' : `${parallelJobs} ${parallelJobs === 1 ? 'job' : 'jobs'} in parallel`;
  return [
    `  node            ${nodeId} (${role}: ${role === 'worker' ? 'serves /health only, ' : ''}${jobs})`,
    `  database        ${database === undefined ? '' : describeDatabase(database)}`,
    `  uploads         ${uploads}`,
  ];
}

/** What to paste into another terminal, to point AWS CLI, SDKs and `muster import` here and to import a first file. */
function firstSteps(url: string, config: Config): string[] {
  const [credentials] = config.rootCredentials;
  const secret = config.defaultCredentialsInForce ? credentials?.secretAccessKey : '<its secret>';
  const region = config.region?.[0] ?? 'us-east-1';
  const example = existsSync(EXAMPLE) ? quote(relative(process.cwd(), EXAMPLE)) : 'FILE';
  return [
    '',
    'The data directory is new. To begin, paste into another terminal:',
    `  export AWS_ACCESS_KEY_ID=${credentials?.accessKeyId} AWS_SECRET_ACCESS_KEY=${secret} AWS_REGION=${region}`,
    `  export AWS_ENDPOINT_URL=${url}`,
    // A server that has just begun has nothing that a person would have to be asked about (R973).
    `  npx muster import ${example} --yes`,
  ];
}

/** For a shell, if need be. */
function quote(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
