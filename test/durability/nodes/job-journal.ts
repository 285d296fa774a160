import type { Pool } from 'pg';

/** A change of a job as the database saw it. */
export interface JobChange {
  /** Of the database's clock, in milliseconds since 1970. */
  readonly atMs: number;
  /** The life of a node that made it. */
  readonly writer: string;
  readonly jobKey: number;
  readonly jobId: string;
  readonly statusBefore: string;
  readonly status: string;
  readonly recordBefore: number;
  readonly record: number;
  readonly leaseBefore: number;
  readonly lease: number;
  readonly isHeld: boolean;
  /** The lease that this change replaces was another node's and not over. */
  readonly wasLive: boolean;
}

/** Beside Muster's own tables: a trigger writes down what becomes of each job, and which connection did it, in the same transaction. */
const JOURNAL = `
  CREATE TABLE job_journal (
    number bigserial PRIMARY KEY,
    at_ms double precision NOT NULL,
    writer text NOT NULL,
    job_key integer NOT NULL,
    job_id text NOT NULL,
    status_before text NOT NULL,
    status text NOT NULL,
    record_before integer NOT NULL,
    record integer NOT NULL,
    lease_before integer NOT NULL,
    lease integer NOT NULL,
    is_held boolean NOT NULL,
    was_live boolean NOT NULL
  );
  CREATE FUNCTION note_job() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE now_ms double precision := extract(epoch FROM clock_timestamp()) * 1000;
  BEGIN
    INSERT INTO job_journal (at_ms, writer, job_key, job_id, status_before, status, record_before, record, lease_before, lease,
      is_held, was_live)
    VALUES (now_ms, current_setting('application_name'), NEW.key, NEW.id, OLD.status, NEW.status, OLD.record_number,
      NEW.record_number, OLD.lease_number, NEW.lease_number, NEW.lease_held = 1,
      OLD.lease_held = 1 AND OLD.lease_expires_at > now_ms AND OLD.lease_node IS DISTINCT FROM NEW.lease_node);
    RETURN NULL;
  END $$;
  CREATE TRIGGER note_job AFTER UPDATE ON import_jobs FOR EACH ROW
    WHEN ((OLD.status, OLD.record_number, OLD.lease_number) IS DISTINCT FROM (NEW.status, NEW.record_number, NEW.lease_number))
    EXECUTE FUNCTION note_job();`;

const READ = `
  SELECT at_ms AS "atMs", writer, job_key AS "jobKey", job_id AS "jobId", status_before AS "statusBefore", status,
    record_before AS "recordBefore", record, lease_before AS "leaseBefore", lease, is_held AS "isHeld", was_live AS "wasLive"
  FROM job_journal ORDER BY number`;

export async function openJobJournal(database: Pool): Promise<void> {
  await database.query(JOURNAL);
}

/** All changes so far; those of one job in the order of its commits, which its row lock makes that of their numbers. */
export async function readJobJournal(database: Pool): Promise<readonly JobChange[]> {
  return (await database.query<JobChange>(READ)).rows;
}
