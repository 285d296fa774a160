import type { AppClient, AppClientId, AppClientKey, AppClientSettings } from '../domain/app-clients/app-client.ts';
import type { SealedClientSecret } from '../domain/app-clients/client-secret.ts';
import type { UserPool, UserPoolKey } from '../domain/pools/user-pool.ts';
import type { Page } from './page.ts';

export type NewAppClient = Pick<
  AppClient,
  'id' | 'userPoolKey' | 'name' | 'createdAt' | 'modifiedAt' | 'settings' | 'secrets'
>;

/** What a list shows of a client. */
export type ListedAppClient = Pick<AppClient, 'key' | 'id' | 'name'>;

export type AppClientCreation =
  | { readonly kind: 'created'; readonly client: AppClient }
  | { readonly kind: 'pool-not-found' | 'too-many' };

export interface ClientAndPool {
  readonly client: AppClient;
  readonly pool: UserPool;
}

export interface AppClientChange {
  readonly settings: AppClientSettings;
  readonly name?: string;
  readonly nowMs: number;
}

/** App clients of user pools and their secrets. A client goes with its pool. */
export interface AppClientStore {
  createAppClient(client: NewAppClient, clientsPerPoolMax: number): Promise<AppClientCreation>;
  /** Of whatever account, region and pool: the id alone says which. */
  findAppClient(id: AppClientId): Promise<AppClient | undefined>;
  /** As {@link findAppClient}, with the pool: what a request that nobody signed begins with. */
  findClientAndPool(id: AppClientId): Promise<ClientAndPool | undefined>;
  /** Oldest first, strictly behind `after`. */
  listAppClients(
    pool: UserPoolKey,
    after: AppClientKey | undefined,
    limit: number,
  ): Promise<Page<ListedAppClient, AppClientKey>>;
  /** Replaces the settings; its answer is the client as it is now. */
  replaceAppClientSettings(
    pool: UserPoolKey,
    id: AppClientId,
    change: AppClientChange,
  ): Promise<AppClient | 'not-found'>;
  deleteAppClient(pool: UserPoolKey, id: AppClientId): Promise<'deleted' | 'not-found'>;
  addClientSecret(
    pool: UserPoolKey,
    id: AppClientId,
    secret: SealedClientSecret,
    secretsMax: number,
  ): Promise<'added' | 'not-found' | 'no-secret' | 'too-many' | 'exists'>;
  /** The last secret stays: without it a confidential client would become a public one (R614). */
  deleteClientSecret(
    pool: UserPoolKey,
    id: AppClientId,
    secretId: string,
  ): Promise<'deleted' | 'not-found' | 'secret-not-found' | 'last-secret'>;
}
