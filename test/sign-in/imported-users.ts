import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  type ExplicitAuthFlowsType,
  GetCSVHeaderCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../src/base/assert.ts';
import type { PasswordHashingAlgorithm } from '../../src/domain/password-hashes/password-hashing-algorithm.ts';
import { HASHES_OF_KNOWN_PASSWORD } from '../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { type Muster, type MusterOptions, startMuster } from '../../src/index.ts';
import {
  type ClientCredentials,
  clientOptions,
  createImportPool,
  createLogRole,
  runImport,
  uploadImport,
} from '../drive-import.ts';
import { type SearchedServerOptions, startSearchedServer } from '../searched-logs/searched-server.ts';

export const ALGORITHMS = Object.keys(HASHES_OF_KNOWN_PASSWORD) as PasswordHashingAlgorithm[];
export const ALL_FLOWS: ExplicitAuthFlowsType[] = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
];

/** A record with a verified email address. */
export function userByEmail(name: string): Readonly<Record<string, string>> {
  const email = `${name}@example.com`;
  return { 'cognito:username': name, email, email_verified: 'true', 'cognito:mfa_enabled': 'false' };
}

/** What is behind a {@link SignInServer}. */
interface Behind {
  /** For clients. */
  readonly url: string;
  /** Where the server itself says that it is. */
  readonly ownUrl: string;
  readonly credentials?: ClientCredentials;
  stop(): Promise<void>;
}

/** A server and the SDK's client for it. */
export class SignInServer {
  readonly url: string;
  readonly ownUrl: string;
  readonly client: CognitoIdentityProviderClient;
  readonly #behind: Behind;
  /** For files. */
  readonly directory: string;
  #role: string | undefined;

  protected constructor(behind: Behind, directory: string) {
    this.url = behind.url;
    this.ownUrl = behind.ownUrl;
    this.client = new CognitoIdentityProviderClient(clientOptions(this.url, behind.credentials));
    this.#behind = behind;
    this.directory = directory;
  }

  /** A process whose logs are searched for secrets in the end. */
  static async start(options: SearchedServerOptions = {}): Promise<SignInServer> {
    const server = await startSearchedServer(options);
    const behind = { url: server.recordedUrl, ownUrl: server.url, stop: () => server.stop() };
    return new SignInServer(behind, await makeDirectory());
  }

  /** A pool whose users came in a file with a hash of that algorithm; all have the known password. */
  importHashes(algorithm: PasswordHashingAlgorithm, names: readonly string[]): Promise<string> {
    return this.importWithHashes(
      algorithm,
      names.map((name) => [name, HASHES_OF_KNOWN_PASSWORD[algorithm]]),
    );
  }

  /** A pool whose users came in a file with these names and hashes. */
  async importWithHashes(
    algorithm: PasswordHashingAlgorithm,
    users: readonly (readonly [name: string, hash: string])[],
  ): Promise<string> {
    const userPoolId = await createImportPool(this.client, algorithm, []);
    const records = users.map(([name, hash]) => ({ ...userByEmail(name), password_hash: hash }));
    await this.importUsers(userPoolId, records, algorithm);
    return userPoolId;
  }

  /** Imports a file of these records, by column. */
  async importUsers(
    userPoolId: string,
    records: readonly Readonly<Record<string, string>>[],
    algorithm?: PasswordHashingAlgorithm,
  ): Promise<void> {
    const { CSVHeader: columns = [] } = await this.client.send(new GetCSVHeaderCommand({ UserPoolId: userPoolId }));
    const lines = records.map((record) => columns.map((column) => (record[column] ?? '').replaceAll(',', '\\,')));
    const path = join(this.directory, 'users.csv');
    await writeFile(path, [columns, ...lines].map((fields) => `${fields.join()}\n`).join(''));
    await this.importFile(userPoolId, path, algorithm);
  }

  /** Imports a file; a job ends well if not more than half of its users fail. */
  async importFile(userPoolId: string, path: string, algorithm?: PasswordHashingAlgorithm): Promise<void> {
    this.#role ??= await createLogRole(this.url, this.#behind.credentials);
    const jobId = await uploadImport(this.client, userPoolId, this.#role, path, algorithm);
    const { Status, CompletionMessage } = await runImport(this.client, userPoolId, jobId);
    if (Status !== 'Succeeded') throw new Error(`the import is ${Status}: ${CompletionMessage}`);
  }

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
    await rm(this.directory, { recursive: true });
    // Throws if the logs are searched and tell a secret.
    await this.#behind.stop();
  }
}

/** A server in this process, whose messages and clock a test may reach. */
export class EmbeddedSignInServer extends SignInServer {
  readonly muster: Muster;

  private constructor(muster: Muster, behind: Behind, directory: string) {
    super(behind, directory);
    this.muster = muster;
  }

  static async embed(options: MusterOptions = {}): Promise<EmbeddedSignInServer> {
    const muster = await startMuster(options);
    const behind = { url: muster.url, ownUrl: muster.url, stop: () => muster.stop() };
    return new EmbeddedSignInServer(muster, behind, await makeDirectory());
  }

  /** One that was started elsewhere, by the address of the proxy before it. */
  static async behindProxy(muster: Muster, url: string, credentials: ClientCredentials): Promise<EmbeddedSignInServer> {
    const behind = { url, ownUrl: muster.url, credentials, stop: () => muster.stop() };
    return new EmbeddedSignInServer(muster, behind, await makeDirectory());
  }
}

function makeDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'muster-sign-in-'));
}
