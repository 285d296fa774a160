import type { Compilable, CompiledQuery, Expression, Kysely } from 'kysely';
import { assert } from '../../base/assert.ts';
import type { SqlEngine, SqlSession, Tables } from './tables.ts';

/** Stands in a query for a value that each run brings. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** The place of a value in a query. */
export type PlaceOf<Values> = <Name extends keyof Values & string>(name: Name) => Expression<Values[Name]>;

/**
 * A query that every sign-in runs: it is built and compiled once for each engine, since that takes longer than SQLite takes to answer it.
 * `values` has all values of the query by their name.
 */
export function prepareQuery<Values extends object, Row>(
  build: (db: Kysely<Tables>, place: PlaceOf<Values>) => Compilable<Row>,
): (session: SqlSession, values: Values) => Promise<Row[]> {
  const compiled = new WeakMap<SqlEngine, CompiledQuery<Row>>();
  return async ({ db, engine }, values) => {
    const query = compiled.get(engine) ?? build(db, (name) => engine.keptValue(new Placeholder(name))).compile();
    compiled.set(engine, query);
    const parameters = query.parameters.map((parameter) => valueFor(parameter, values));
    return (await db.executeQuery<Row>({ ...query, parameters })).rows;
  };
}

function valueFor(parameter: unknown, values: object): unknown {
  if (!(parameter instanceof Placeholder)) return parameter;
  const value: unknown = Reflect.get(values, parameter.name);
  assert(value !== undefined, `the query is given a value for ${parameter.name}`);
  return value;
}
