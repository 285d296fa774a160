import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/**
 * In the environment of a test: the servers on which the tests of this run keep what is otherwise kept in a data directory, as
 * {@link SharedServers} in JSON. Not set in the run on data directories.
 */
const SHARED_SERVERS = 'MUSTER_TEST_SHARED_SERVERS';
/** Which of both the tests of a worker use; set by vitest.config.ts. */
const ENGINE = 'MUSTER_TEST_ENGINE';

export interface SharedServers {
  /** Of a database with the schema of Muster, from which others are copied. */
  readonly templateUrl: string;
  readonly bucket: string;
  readonly s3Endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A database and a prefix of the bucket that no other server of the run knows, and a server key. */
export interface OwnPlaces {
  readonly database: string;
  readonly uploads: string;
  readonly s3Endpoint: string;
  readonly serverKey: string;
}

/** By the data directory that they stand for. */
const placesOf = new Map<string, Promise<OwnPlaces>>();
let placesMade = 0;

export function announceSharedServers(servers: SharedServers): void {
  process.env[SHARED_SERVERS] = JSON.stringify(servers);
}

export function useSharedServersHere(): void {
  process.env[ENGINE] = 'postgres';
}

/** Undefined where tests keep their state in data directories. */
export function findSharedServers(): SharedServers | undefined {
  if (process.env[ENGINE] !== 'postgres') return undefined;
  const servers = process.env[SHARED_SERVERS];
  if (servers === undefined) throw new Error(`${ENGINE} is postgres, but ${SHARED_SERVERS} says not where that is`);
  return JSON.parse(servers);
}

/** The places that stand for a data directory; the same for each server that is started on it. */
export function ownPlacesFor(servers: SharedServers, directory: string): Promise<OwnPlaces> {
  const places = placesOf.get(directory) ?? makePlaces(servers);
  placesOf.set(directory, places);
  return places;
}

/** Places of a server that nobody will start again. */
export async function makePlaces({ templateUrl, bucket, s3Endpoint }: SharedServers): Promise<OwnPlaces> {
  const template = new URL(templateUrl).pathname.slice(1);
  const name = `run_${process.pid}_${++placesMade}`;
  const url = new URL(templateUrl);
  url.pathname = '/postgres';
  const client = new Client(url.href);
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await client.end();
  }
  url.pathname = `/${name}`;
  return {
    database: url.href,
    uploads: `s3://${bucket}/${name}`,
    s3Endpoint,
    serverKey: randomBytes(32).toString('hex'),
  };
}
