import { DEFAULT_CSV_HEADER, toHeaderLine } from '../../check/default-csv-header.ts';
import { PASSWORD_HASH_COLUMN } from '../../domain/imports/csv-header.ts';
import { findImportPoolId, getCsvHeader } from '../../driver/prepare-pool.ts';
import { explainError } from '../target/explain-error.ts';
import { openService } from '../target/open-service.ts';
import { findEndpoint, openTarget } from '../target/open-target.ts';
import { resolveTargetConfig, type TargetOptions } from '../target/resolve-target-config.ts';
import { EXIT } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';

/** `muster header`: the line that a file begins with. Resolves with the exit code. */
export async function runHeaderCommand(options: TargetOptions, output: Output): Promise<number> {
  const isOffline = options.userPoolId === undefined && (await findEndpoint(options)) === undefined;
  output.print(toHeaderLine(isOffline ? DEFAULT_CSV_HEADER : await askForHeader(options, output)));
  return EXIT.done;
}

/** Without the column of password hashes, which this command does not import. */
async function askForHeader(options: TargetOptions, output: Output): Promise<readonly string[]> {
  const target = await openTarget(options, resolveTargetConfig(options), output, 'refuse');
  const { clients } = openService(target);
  try {
    const id = options.userPoolId ?? (await findImportPoolId(clients.cognito));
    if (id === undefined) return DEFAULT_CSV_HEADER;
    const columns = await getCsvHeader(clients.cognito, id);
    return columns.filter((column) => column !== PASSWORD_HASH_COLUMN);
  } catch (error) {
    throw explainError(error, target.url);
  } finally {
    clients.close();
    await target.close();
  }
}
