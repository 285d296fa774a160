import { csvHeaderOf } from '../../src/domain/imports/csv-header.ts';
import { judgeSchema } from '../../src/domain/pools/user-pool-schema.ts';
import { requestedSchema } from '../../src/operations/cognito-idp/pools/requested-schema.ts';
import type { ListedUser } from './listed-user.ts';
import type { PoolInput } from './pool-kinds.ts';

/** A file with a record for each user, written as a client would by the documents: commas and backslashes escaped, nothing quoted. */
export function csvOfUsers(pool: PoolInput, users: readonly ListedUser[]): string {
  const columns = columnsOf(pool);
  const records = users.map((user, index) => columns.map((column) => escapeField(fieldOf(pool, user, column, index))));
  return [columns, ...records].map((fields) => `${fields.join()}\n`).join('');
}

function columnsOf({ Schema }: PoolInput): readonly string[] {
  const verdict = judgeSchema(
    requestedSchema(Schema, 'schema', (code, message) => {
      throw new Error(`${code}: ${message}`);
    }),
  );
  if (verdict.kind === 'refused') throw new Error(verdict.text);
  return csvHeaderOf({ schema: verdict.schema });
}

/** `index` chooses among the texts that say the same. */
function fieldOf(pool: PoolInput, { username, attributes }: ListedUser, column: string, index: number): string {
  switch (column) {
    case 'cognito:username': {
      const name = pool.UsernameAttributes?.find((attribute) => attributes[attribute] !== undefined);
      return (name === undefined ? undefined : attributes[name]) ?? username;
    }
    case 'cognito:mfa_enabled':
      return index % 2 === 0 ? '' : pool.MfaConfiguration === 'ON' ? 'True' : 'false';
    default:
      return attributes[column] ?? '';
  }
}

function escapeField(value: string): string {
  return value.replaceAll(/[\\,]/g, (character) => `\\${character}`);
}
