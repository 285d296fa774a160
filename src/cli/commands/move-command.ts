import { formatBytes, formatCounted } from '../../base/text/format-quantity.ts';
import { describeDatabase } from '../../config/node-values.ts';
import { type Environment, type Flags, resolveMove } from '../../config/resolve-config.ts';
import { DataDirectoryInUseError, MoveError, MoveInDoubtError, moveData } from '../../service/entry.ts';
import { explainDatabaseError } from '../target/start-server.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';

/** `muster database move`: a data directory into a database and a bucket. Resolves with the exit code. */
export async function runMoveCommand(
  flags: Flags,
  output: Output,
  environment: Environment = process.env,
): Promise<number> {
  const config = resolveMove(flags, environment);
  const place = `${describeDatabase(config.database)} and ${config.uploads}`;
  try {
    const move = await moveData(config, ({ table, rows, sha256 }) => {
      output.print(`${table}: ${formatCounted(rows, 'row')}, sha256 ${sha256} on both sides`);
    });
    const uploads = `${formatCounted(move.uploadCount, 'uploaded file')} (${formatBytes(move.uploadBytes)})`;
    output.print(`moved ${move.dataDirectory} to ${place}: ${formatCounted(move.rowCount, 'row')}, ${uploads}`);
    output.print(
      'Everything was read back and is the same. The directory has not changed; do not start a server on it again.',
    );
    output.print(describeServerKey(move.serverKeyFile));
    return EXIT.done;
  } catch (error) {
    throw explainMoveError(error, config.database);
  }
}

function describeServerKey(file: string | undefined): string {
  if (file === undefined) return 'The nodes need the same server key as this command: the one in MUSTER_SERVER_KEY.';
  return `The nodes need the server key of the directory, which is in ${file}:\n  export MUSTER_SERVER_KEY="$(od -An -v -tx1 '${file}' | tr -d ' \\n')"`;
}

function explainMoveError(error: unknown, database: string): unknown {
  if (error instanceof MoveError) return new CommandError(`nothing was moved: ${error.message}`);
  if (error instanceof MoveInDoubtError) {
    return new CommandError(
      `${error.message}: either everything was moved, or nothing. Run the command again: it either moves the directory, or reports that the database is not empty.`,
    );
  }
  if (error instanceof DataDirectoryInUseError)
    return new CommandError(`nothing was moved: ${error.message}; stop it first`);
  const isOfDirectory = error instanceof Error && /^(DataDirectoryError|DatabaseFileError)$/.test(error.name);
  return isOfDirectory
    ? new CommandError(`nothing was moved: ${error.message}`)
    : explainDatabaseError(error, database);
}
