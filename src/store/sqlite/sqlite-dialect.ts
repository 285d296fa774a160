import type Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** Queries here are written in code, so their number is small; the bound is for those whose text grows with a list. */
const STATEMENTS_MAX = 300;

/**
 * Kysely over a connection that is already open. Unlike kysely's own dialect it begins a transaction with IMMEDIATE, so that it never
 * fails half way because another one wrote first; it nests as savepoints inside a transaction that is open already; and it keeps its
 * prepared statements.
 */
export class OpenSqliteDialect implements Dialect {
  readonly #database: Database.Database;
  readonly #onFault: (error: unknown) => void;

  /** `onFault` is told of every error of a statement before it is thrown. */
  constructor(database: Database.Database, onFault: (error: unknown) => void) {
    this.#database = database;
    this.#onFault = onFault;
  }

  createDriver(): Driver {
    return new OpenSqliteDriver(this.#database, this.#onFault);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return new SqliteAdapter();
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

class OpenSqliteDriver implements Driver {
  readonly #database: Database.Database;
  readonly #connection: OpenSqliteConnection;
  #isNested = false;

  constructor(database: Database.Database, onFault: (error: unknown) => void) {
    this.#database = database;
    this.#connection = new OpenSqliteConnection(database, onFault);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    this.#isNested = this.#database.inTransaction;
    await connection.executeQuery(CompiledQuery.raw(this.#isNested ? 'SAVEPOINT nested' : 'BEGIN IMMEDIATE'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#isNested ? 'RELEASE nested' : 'COMMIT'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Some faults (a full disk) have already ended the transaction.
    if (!this.#database.inTransaction) return;
    if (!this.#isNested) {
      await connection.executeQuery(CompiledQuery.raw('ROLLBACK'));
      return;
    }
    await connection.executeQuery(CompiledQuery.raw('ROLLBACK TO nested'));
    await connection.executeQuery(CompiledQuery.raw('RELEASE nested'));
  }

  async releaseConnection(): Promise<void> {}

  /** The connection is closed by the caller, who opened it. */
  async destroy(): Promise<void> {}
}

class OpenSqliteConnection implements DatabaseConnection {
  readonly #database: Database.Database;
  readonly #onFault: (error: unknown) => void;
  readonly #statements = new Map<string, Database.Statement<unknown[]>>();

  constructor(database: Database.Database, onFault: (error: unknown) => void) {
    this.#database = database;
    this.#onFault = onFault;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      return this.#run(query);
    } catch (error) {
      this.#onFault(error);
      throw error;
    }
  }

  #run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const statement = this.#prepare(sql);
    if (statement.reader) return { rows: statement.all(...parameters) as Row[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] };
  }

  // biome-ignore lint/correctness/useYield: an interface asks for it; nobody here streams
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('this connection does not stream');
  }

  #prepare(sql: string): Database.Statement<unknown[]> {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= STATEMENTS_MAX) this.#statements.clear();
    const statement = this.#database.prepare<unknown[]>(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
