import { GetCSVHeaderCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DEFAULT_CSV_HEADER, toHeaderLine } from '../../check/default-csv-header.ts';
import { PASSWORD_HASH_COLUMN } from '../../domain/imports/csv-header.ts';
import { findImportPoolId } from '../drive/prepare-pool.ts';
import { openAwsClients } from '../target/aws-clients.ts';
import { explainAwsError } from '../target/aws-error.ts';
import { openTarget, resolveTargetConfig, type TargetOptions } from '../target/open-target.ts';
import { EXIT } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';

export interface HeaderOptions extends TargetOptions {
  readonly userPoolId?: string;
}

/** `muster header`: the line that a file begins with. Resolves with the exit code. */
export async function runHeaderCommand(options: HeaderOptions, output: Output): Promise<number> {
  const isOffline = options.userPoolId === undefined && options.endpointUrl === undefined;
  output.print(toHeaderLine(isOffline ? DEFAULT_CSV_HEADER : await askForHeader(options, output)));
  return EXIT.done;
}

/** Without the column of password hashes, which this command does not import. */
async function askForHeader(options: HeaderOptions, output: Output): Promise<readonly string[]> {
  const target = await openTarget(options, resolveTargetConfig(options), output);
  const clients = openAwsClients(target);
  try {
    const id = options.userPoolId ?? (await findImportPoolId(clients.cognito));
    if (id === undefined) return DEFAULT_CSV_HEADER;
    const { CSVHeader = [] } = await clients.cognito.send(new GetCSVHeaderCommand({ UserPoolId: id }));
    return CSVHeader.filter((column) => column !== PASSWORD_HASH_COLUMN);
  } catch (error) {
    throw explainAwsError(error, target.url);
  } finally {
    clients.close();
    await target.close();
  }
}
