import { useEffect, useState } from 'react';
import { countDone, type JobDetails } from '../../service/job-details.ts';
import { addSample, type RateSample, samplesOf } from './rate-samples.ts';

/** What was seen of a job while records were imported, one sample for each answer of the server. */
export function useRateSamples(job: JobDetails, answeredAtMs: number): readonly RateSample[] {
  const { jobId, status } = job;
  const [samples, setSamples] = useState(() => samplesOf(jobId));
  const done = countDone(job);
  const isImporting = status === 'InProgress' || status === 'Stopping';
  // The last answer of a job whose first ones were seen closes its line.
  const isSampled = isImporting || (samples.length > 0 && (samples.at(-1)?.done ?? 0) < done);
  useEffect(() => {
    if (isSampled) setSamples(addSample(jobId, { atMs: answeredAtMs, done }));
  }, [isSampled, jobId, answeredAtMs, done]);
  return samples;
}
