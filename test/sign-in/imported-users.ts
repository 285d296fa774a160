import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  type ExplicitAuthFlowsType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../src/base/assert.ts';
import type { PasswordHashingAlgorithm } from '../../src/domain/password-hashes/password-hashing-algorithm.ts';
import { HASHES_OF_KNOWN_PASSWORD } from '../../src/domain/records/cases/password-hash-cases.fixture.ts';
import type { MusterOptions } from '../../src/index.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from '../drive-import.ts';

export const ALGORITHMS = Object.keys(HASHES_OF_KNOWN_PASSWORD) as PasswordHashingAlgorithm[];
export const ALL_FLOWS: ExplicitAuthFlowsType[] = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
];

/** A server and the SDK's client for it. */
export class SignInServer {
  readonly muster: Muster;
  readonly client: CognitoIdentityProviderClient;
  /** For files. */
  readonly directory: string;

  private constructor(muster: Muster, directory: string) {
    this.muster = muster;
    this.client = new CognitoIdentityProviderClient(clientOptions(muster.url));
    this.directory = directory;
  }

  static async start(options: MusterOptions = {}): Promise<SignInServer> {
    const directory = await mkdtemp(join(tmpdir(), 'muster-sign-in-'));
    return new SignInServer(await startMuster(options), directory);
  }

  /** A pool whose users came in a file with a hash of each algorithm in turn; all have the known password. */
  importHashes(algorithm: PasswordHashingAlgorithm, names: readonly string[]): Promise<string> {
    return this.importUsers(
      algorithm,
      names.map((name) => [name, HASHES_OF_KNOWN_PASSWORD[algorithm]]),
    );
  }

  /** A pool whose users came in a file with these names and hashes. */
  async importUsers(
    algorithm: PasswordHashingAlgorithm,
    users: readonly (readonly [name: string, hash: string])[],
  ): Promise<string> {
    const path = join(this.directory, `${algorithm}.csv`);
    const lines = users.map(([name, hash]) => `${name},${name}@example.com,true,${hash.replaceAll(',', '\\,')}`);
    await writeFile(path, `${['cognito:username,email,email_verified,password_hash', ...lines].join('\n')}\n`);
    const userPoolId = await createImportPool(this.client, algorithm, []);
    await this.importFile(userPoolId, path, algorithm);
    return userPoolId;
  }

  /** Imports a file; a job ends well if not more than half of its users fail. */
  async importFile(userPoolId: string, path: string, algorithm?: PasswordHashingAlgorithm): Promise<void> {
    this.#role ??= await createLogRole(this.muster.url);
    const jobId = await uploadImport(this.client, userPoolId, this.#role, path, algorithm);
    const { Status } = await runImport(this.client, userPoolId, jobId);
    if (Status !== 'Succeeded') throw new Error(`the import is ${Status}`);
  }

  #role: string | undefined;

  /** A client with all flows unless told otherwise; its id. */
  async createClient(
    userPoolId: string,
    change: Partial<CreateUserPoolClientCommandInput> = {},
  ): Promise<{ readonly id: string; readonly secret: string | undefined }> {
    const { UserPoolClient } = await this.client.send(
      new CreateUserPoolClientCommand({
        UserPoolId: userPoolId,
        ClientName: 'app',
        ExplicitAuthFlows: ALL_FLOWS,
        ...change,
      }),
    );
    const id = assertPresent(UserPoolClient?.ClientId, 'a client has an id');
    return { id, secret: UserPoolClient?.ClientSecret };
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await this.muster.stop();
    await rm(this.directory, { recursive: true });
  }
}
