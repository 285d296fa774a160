/** What a label may say: one of these words, or, where a text stands, a word from the list that the text names. */
type LabelValues = readonly string[] | string;

interface MetricDefinition {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** One sentence without its full stop; a page for operators is made of it. */
  readonly help: string;
  readonly labels: Readonly<Record<string, LabelValues>>;
}

function counter<const Labels extends MetricDefinition['labels']>(help: string, labels: Labels) {
  return { kind: 'counter', help, labels } as const;
}

function gauge<const Labels extends MetricDefinition['labels']>(help: string, labels: Labels) {
  return { kind: 'gauge', help, labels } as const;
}

/** Always of seconds. */
function histogram<const Labels extends MetricDefinition['labels']>(
  help: string,
  labels: Labels,
  bucketSeconds: readonly number[],
) {
  return { kind: 'histogram', help, labels, bucketSeconds } as const;
}

/**
 * Every metric of Muster, under the name by which it is scraped: base units, the unit last, `_total` for what only grows. None has a label
 * that names an account, a pool, a job or a user: whoever may read the metrics learns how much is done, not for whom.
 */
export const METRICS = {
  muster_records_total: counter('Records of imported files, by outcome', {
    outcome: ['imported', 'skipped', 'failed'],
  }),
  muster_batch_duration_seconds: histogram(
    'Time to read and judge a batch of records, and to commit it',
    { step: ['judge', 'commit'] },
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  ),
  muster_import_jobs: gauge('Import jobs that have started and not ended: Pending ones wait, the others run', {
    status: ['Pending', 'InProgress', 'Stopping'],
  }),
  muster_import_jobs_ended_total: counter('Import jobs that ended on this node', {
    status: ['Succeeded', 'Failed', 'Stopped'],
  }),
  muster_sign_in_steps_total: counter(
    'Steps of sign-ins: flows that began and challenges that were answered, by outcome',
    {
      step: [
        'USER_PASSWORD_AUTH',
        'USER_SRP_AUTH',
        'ADMIN_USER_PASSWORD_AUTH',
        'ADMIN_NO_SRP_AUTH',
        'USER_AUTH',
        'CUSTOM_AUTH',
        'REFRESH_TOKEN_AUTH',
        'REFRESH_TOKEN',
        'PASSWORD_VERIFIER',
        'SELECT_CHALLENGE',
        'NEW_PASSWORD_REQUIRED',
        'EMAIL_OTP',
        'SMS_OTP',
        'SMS_MFA',
        'SOFTWARE_TOKEN_MFA',
        'SELECT_MFA_TYPE',
        'MFA_SETUP',
        'DEVICE_SRP_AUTH',
        'DEVICE_PASSWORD_VERIFIER',
        'other',
      ],
      outcome: ['signed-in', 'challenged', 'refused', 'failed'],
    },
  ),
  muster_import_run_retries_total: counter(
    'Runs of import jobs that failed because of the store or the uploads and are retried after a pause',
    {},
  ),
  muster_lease_losses_total: counter(
    'Import jobs that this node lost while it ran them: stopped before they began, deleted, or taken over by another node',
    {},
  ),
  muster_jobs_thread_deaths_total: counter('Unexpected ends of the jobs thread, which is then restarted', {}),
  muster_store_up: gauge('1 if the store responded when the metrics were read, 0 if not', {}),
  muster_store_retries_total: counter(
    'PostgreSQL transactions that were retried: after a conflict, or after a lost connection',
    { reason: ['conflict', 'connection'] },
  ),
  muster_blob_retries_total: counter('Requests to the uploads bucket that were retried', {}),
  muster_request_duration_seconds: histogram(
    'Time from the first byte of an API request to its answer',
    {
      operation: 'an API operation, `other` for a request that names none',
      code: 'the error code, `none` for success',
    },
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  ),
  muster_messages_total: counter(
    'Tries to deliver a message to a user, by outcome; a simulated message for nobody is dropped',
    {
      medium: ['EMAIL', 'SMS'],
      outcome: ['delivered', 'postponed', 'refused', 'expired', 'unreadable', 'dropped'],
    },
  ),
  muster_uploads_total: counter('Uploads, by answer', {
    code: 'the error code, `none` for an accepted file',
  }),
  muster_upload_bytes_total: counter('Bytes of accepted files', {}),
  muster_build_info: gauge('Always 1; the labels name the versions that run', {
    version: 'the version of Muster',
    node: 'the version of Node.js',
  }),
} as const satisfies Record<string, MetricDefinition>;

type Metric = typeof METRICS;
export type MetricName = keyof Metric;
type NamesOf<Kind> = { [Name in MetricName]: Metric[Name]['kind'] extends Kind ? Name : never }[MetricName];
export type CounterName = NamesOf<'counter'>;
export type GaugeName = NamesOf<'gauge'>;
export type HistogramName = NamesOf<'histogram'>;

/** The labels of a metric, each with what it may say. */
export type LabelsOf<Name extends MetricName> = {
  readonly [Label in keyof Metric[Name]['labels']]: Metric[Name]['labels'][Label] extends readonly (infer Word)[]
    ? Word
    : string;
};

/** All labels that a metric can have, if its words are listed: those series are there from the start, at 0. */
export function listLabels(name: MetricName): readonly Readonly<Record<string, string>>[] {
  let combinations: Readonly<Record<string, string>>[] = [{}];
  for (const [label, values] of Object.entries<LabelValues>(METRICS[name].labels)) {
    if (typeof values === 'string') return [];
    combinations = combinations.flatMap((labels) => values.map((value) => ({ ...labels, [label]: value })));
  }
  return combinations;
}
