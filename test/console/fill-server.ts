import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../src/base/assert.ts';
import type { Muster } from '../../src/index.ts';
import { clientOptions, createImportPool, runImport, uploadImport } from '../drive-import.ts';

/** What a console has to show: a pool with users, a group, an app client and a job. */
export interface FilledServer {
  readonly poolId: string;
  readonly jobId: string;
  readonly clientId: string;
}

export const PASSWORD = 'Correct-Horse-7';

/** Imports `names` into a new pool, of whom the first one has a password and is in a group. */
export async function fillServer(muster: Muster, names: readonly string[]): Promise<FilledServer> {
  const cognito = new CognitoIdentityProvider(clientOptions(muster.url));
  const directory = await mkdtemp(join(tmpdir(), 'muster-console-'));
  try {
    const UserPoolId = await createImportPool(cognito, 'customers', ['team']);
    const { CSVHeader = [] } = await cognito.getCSVHeader({ UserPoolId });
    const row = (name: string, index: number) => CSVHeader.map((column) => fieldOf(column, name, index)).join(',');
    const csvPath = join(directory, 'users.csv');
    await writeFile(csvPath, [CSVHeader.join(','), ...names.map(row), row('broken', -1)].join('\n'));
    const jobId = await uploadImport(cognito, UserPoolId, await muster.prepareImportRole(), csvPath);
    await runImport(cognito, UserPoolId, jobId);
    await cognito.createGroup({ UserPoolId, GroupName: 'editors', Description: 'Those who write', Precedence: 3 });
    const { UserPoolClient } = await cognito.createUserPoolClient({
      UserPoolId,
      ClientName: 'shop',
      ExplicitAuthFlows: [
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
    });
    const [first = ''] = names;
    await cognito.adminSetUserPassword({ UserPoolId, Username: first, Password: PASSWORD, Permanent: true });
    await cognito.adminResetUserPassword({ UserPoolId, Username: names.at(-1) });
    await cognito.adminAddUserToGroup({ UserPoolId, Username: first, GroupName: 'editors' });
    return { poolId: UserPoolId, jobId, clientId: assertPresent(UserPoolClient?.ClientId, 'the client has no id') };
  } finally {
    cognito.destroy();
    await rm(directory, { recursive: true });
  }
}

function fieldOf(column: string, name: string, index: number): string {
  switch (column) {
    case 'cognito:username':
      return name;
    case 'email':
      return index < 0 ? 'not an address' : `user${index}@example.com`;
    case 'email_verified':
      return 'true';
    case 'phone_number_verified':
    case 'cognito:mfa_enabled':
      return 'false';
    case 'custom:team':
      return 'blue';
    default:
      return '';
  }
}
