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
import type { MusterOptions } from '../../src/index.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import {
  type ClientCredentials,
  clientOptions,
  createImportPool,
  createLogRole,
  runImport,
  uploadImport,
} from '../drive-import.ts';

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

/** A server and the SDK's client for it. */
export class SignInServer {
  readonly muster: Muster;
  readonly client: CognitoIdentityProviderClient;
  readonly #directory: string;

  /** Where clients reach it: a proxy before it, or itself. */
  readonly url: string;
  readonly #credentials: ClientCredentials | undefined;

  private constructor(muster: Muster, directory: string, url = muster.url, credentials?: ClientCredentials) {
    this.muster = muster;
    this.url = url;
    this.#credentials = credentials;
    this.client = new CognitoIdentityProviderClient(clientOptions(url, credentials));
    this.#directory = directory;
  }

  /** A server that was started elsewhere, by the address of the proxy before it. {@link SignInServer.stop} ends it too. */
  static async behindProxy(muster: Muster, url: string, credentials: ClientCredentials): Promise<SignInServer> {
    return new SignInServer(muster, await mkdtemp(join(tmpdir(), 'muster-sign-in-')), url, credentials);
  }

  static async start(options: MusterOptions = {}): Promise<SignInServer> {
    const directory = await mkdtemp(join(tmpdir(), 'muster-sign-in-'));
    return new SignInServer(await startMuster(options), directory);
  }

  /** A pool whose users came in a file with a hash of that algorithm; all have the known password. */
  async importHashes(algorithm: PasswordHashingAlgorithm, names: readonly string[]): Promise<string> {
    const userPoolId = await createImportPool(this.client, algorithm, []);
    const hash = { password_hash: HASHES_OF_KNOWN_PASSWORD[algorithm] };
    await this.importUsers(
      userPoolId,
      names.map((name) => ({ ...userByEmail(name), ...hash })),
      algorithm,
    );
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
    const path = join(this.#directory, 'users.csv');
    await writeFile(path, [columns, ...lines].map((fields) => `${fields.join()}\n`).join(''));
    this.#role ??= await createLogRole(this.url, this.#credentials);
    const jobId = await uploadImport(this.client, userPoolId, this.#role, path, algorithm);
    const { Status, CompletionMessage } = await runImport(this.client, userPoolId, jobId);
    if (Status !== 'Succeeded') throw new Error(`the import is ${Status}: ${CompletionMessage}`);
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
    await rm(this.#directory, { recursive: true });
  }
}
