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
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from '../drive-import.ts';
import {
  type SearchedServer,
  type SearchedServerOptions,
  startSearchedServer,
} from '../searched-logs/searched-server.ts';

export const ALGORITHMS = Object.keys(HASHES_OF_KNOWN_PASSWORD) as PasswordHashingAlgorithm[];
export const ALL_FLOWS: ExplicitAuthFlowsType[] = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
];

/** A server whose logs are searched for secrets in the end, and the SDK's client for it. */
export class SignInServer {
  /** For clients. */
  readonly url: string;
  /** Where the server itself says that it is. */
  readonly ownUrl: string;
  readonly client: CognitoIdentityProviderClient;
  readonly #server: SearchedServer;
  readonly #directory: string;

  private constructor(server: SearchedServer, directory: string) {
    this.url = server.recordedUrl;
    this.ownUrl = server.url;
    this.client = new CognitoIdentityProviderClient(clientOptions(this.url));
    this.#server = server;
    this.#directory = directory;
  }

  static async start(options: SearchedServerOptions = {}): Promise<SignInServer> {
    const directory = await mkdtemp(join(tmpdir(), 'muster-sign-in-'));
    return new SignInServer(await startSearchedServer(options), directory);
  }

  /** A pool whose users came in a file with a hash of each algorithm in turn; all have the known password. */
  async importHashes(algorithm: PasswordHashingAlgorithm, names: readonly string[]): Promise<string> {
    const path = join(this.#directory, `${algorithm}.csv`);
    const hash = HASHES_OF_KNOWN_PASSWORD[algorithm].replaceAll(',', '\\,');
    const lines = names.map((name) => `${name},${name}@example.com,true,${hash}`);
    await writeFile(path, `${['cognito:username,email,email_verified,password_hash', ...lines].join('\n')}\n`);
    const userPoolId = await createImportPool(this.client, algorithm, []);
    await this.#run(userPoolId, path, algorithm);
    return userPoolId;
  }

  async #run(userPoolId: string, path: string, algorithm: PasswordHashingAlgorithm): Promise<void> {
    this.#role ??= await createLogRole(this.url);
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
    await rm(this.#directory, { recursive: true });
    // Throws if the logs tell a secret.
    await this.#server.stop();
  }
}
