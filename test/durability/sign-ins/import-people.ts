import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../../src/base/assert.ts';
import type { PasswordHashingAlgorithm } from '../../../src/domain/password-hashes/password-hashing-algorithm.ts';
import {
  HASHES_OF_KNOWN_PASSWORD,
  KNOWN_PASSWORD,
} from '../../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { createImportPool, runImport, uploadImport } from '../../drive-import.ts';
import type { StormPool } from './storm-user.ts';

/** Somebody who was imported; without a hash there is no password, and the user is RESET_REQUIRED. */
export interface Person {
  readonly pool: StormPool;
  readonly name: string;
  readonly password: string | undefined;
}

/** One of so many comes without a hash. */
const WITHOUT_HASH_EVERY = 8;

/** A pool for each kind of hash, with so many people in each. */
export async function importPeople(
  client: CognitoIdentityProviderClient,
  roleArn: string,
  directory: string,
  count: number,
): Promise<readonly Person[]> {
  const people: Person[] = [];
  for (const [algorithm, hash] of Object.entries(HASHES_OF_KNOWN_PASSWORD)) {
    const userPoolId = await createImportPool(client, 'people', []);
    const pool = { userPoolId, clientId: await createApp(client, userPoolId) };
    const names = Array.from({ length: count }, (_, index) => `${algorithm.slice(0, 2).toLowerCase()}${index}`);
    const lines = names.map((name, index) => {
      const isHashed = index % WITHOUT_HASH_EVERY !== 0;
      people.push({ pool, name, password: isHashed ? KNOWN_PASSWORD : undefined });
      return `${name},${name}@hidden.example,true,${isHashed ? hash.replaceAll(',', '\\,') : ''}`;
    });
    const path = join(directory, `${algorithm}.csv`);
    await writeFile(path, `${['cognito:username,email,email_verified,password_hash', ...lines].join('\n')}\n`);
    const jobId = await uploadImport(client, userPoolId, roleArn, path, algorithm as PasswordHashingAlgorithm);
    const { ImportedUsers } = await runImport(client, userPoolId, jobId);
    if (ImportedUsers !== count) throw new Error(`${ImportedUsers} of ${count} users were imported`);
    await offerFactors(client, userPoolId);
  }
  return people;
}

/** After the import: else people without a hash would need no code to begin with. */
async function offerFactors(client: CognitoIdentityProviderClient, UserPoolId: string): Promise<void> {
  await client.send(
    new UpdateUserPoolCommand({
      UserPoolId,
      AutoVerifiedAttributes: ['email', 'phone_number'],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    }),
  );
  const apps = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } } as const;
  await client.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...apps }));
}

async function createApp(client: CognitoIdentityProviderClient, UserPoolId: string): Promise<string> {
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'app',
      PreventUserExistenceErrors: 'LEGACY',
      // The longest: a node that starts on a busy machine takes its time.
      AuthSessionValidity: 15,
      ExplicitAuthFlows: [
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
    }),
  );
  return assertPresent(UserPoolClient?.ClientId, 'a client has an id');
}
