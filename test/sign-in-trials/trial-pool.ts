import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  type PasswordHashingAlgorithmType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assert, assertPresent } from '../../src/base/assert.ts';
import { DEFAULT_CSV_HEADER } from '../../src/check/default-csv-header.ts';
import { clientOptions, createLogRole, runImport, uploadImport } from '../drive-import.ts';
import type { SearchedServer } from '../searched-logs/searched-server.ts';

/** A user pool on a server under trial, and what an operator does with it. */
export class TrialPool {
  readonly client: CognitoIdentityProviderClient;
  readonly userPoolId: string;
  readonly #server: SearchedServer;
  #role: string | undefined;

  private constructor(server: SearchedServer, client: CognitoIdentityProviderClient, userPoolId: string) {
    this.#server = server;
    this.client = client;
    this.userPoolId = userPoolId;
  }

  static async create(server: SearchedServer, input: Partial<CreateUserPoolCommandInput> = {}): Promise<TrialPool> {
    const client = new CognitoIdentityProviderClient({ ...clientOptions(server.recordedUrl), maxAttempts: 1 });
    const { UserPool } = await client.send(
      new CreateUserPoolCommand({ PoolName: 'trial', AutoVerifiedAttributes: ['email'], ...input }),
    );
    return new TrialPool(server, client, assertPresent(UserPool?.Id, 'a pool has an id'));
  }

  /** The id of a new app client. */
  async createApp(input: Partial<CreateUserPoolClientCommandInput> = {}): Promise<string> {
    const { UserPoolClient } = await this.client.send(
      new CreateUserPoolClientCommand({
        UserPoolId: this.userPoolId,
        ClientName: 'app',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        ...input,
      }),
    );
    return assertPresent(UserPoolClient?.ClientId, 'a client has an id');
  }

  /** Imports users with a verified email address, and with the hash of a password if one is given. */
  async importUsers(
    names: readonly string[],
    hash?: { readonly algorithm: PasswordHashingAlgorithmType; readonly text: string },
  ): Promise<void> {
    const directory = await mkdtemp(join(tmpdir(), 'muster-trial-'));
    const path = join(directory, 'users.csv');
    const header = [...DEFAULT_CSV_HEADER, ...(hash ? ['password_hash'] : [])];
    const lines = names.map((name) => {
      const fields: Record<string, string> = {
        'cognito:username': name,
        email: emailOf(name),
        email_verified: 'true',
        phone_number_verified: 'false',
        'cognito:mfa_enabled': 'false',
        password_hash: hash?.text.replaceAll(',', '\\,') ?? '',
      };
      return header.map((column) => fields[column] ?? '').join(',');
    });
    await writeFile(path, `${[header.join(','), ...lines].join('\n')}\n`);
    for (const name of names) this.#server.secrets.add('email', emailOf(name));
    this.#role ??= await createLogRole(this.#server.recordedUrl);
    const jobId = await uploadImport(this.client, this.userPoolId, this.#role, path, hash?.algorithm);
    const { Status, ImportedUsers, CompletionMessage } = await runImport(this.client, this.userPoolId, jobId);
    assert(Status === 'Succeeded' && ImportedUsers === names.length, `the import is ${Status}: ${CompletionMessage}`);
    await rm(directory, { recursive: true });
  }

  close(): void {
    this.client.destroy();
  }
}

export function emailOf(name: string): string {
  return `${name}@example.com`;
}
