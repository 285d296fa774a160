import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormat } from '../../parts/use-format.ts';
import { recordCountOf } from '../../service/files-at-hand.ts';
import { countDone, hasEnded, type JobDetails } from '../../service/job-details.ts';
import { useTexts } from '../../texts/texts.ts';
import { type RateSample, recentRate } from './rate-samples.ts';
import { useDuration } from './use-duration.ts';

/** What a job has done, how fast, and how long it may still take. */
export function Counters({
  job,
  samples,
  answeredAtMs,
}: {
  readonly job: JobDetails;
  readonly samples: readonly RateSample[];
  readonly answeredAtMs: number;
}) {
  const { job: texts, general } = useTexts();
  const format = useFormat();
  const sayDuration = useDuration();
  const { startedAt, completedAt } = job;
  const done = countDone(job);
  const total = recordCountOf(job.jobId);
  const isEnded = hasEnded(job);
  const lastedMs =
    startedAt === undefined ? undefined : Math.max(0, (completedAt?.getTime() ?? answeredAtMs) - startedAt.getTime());
  const average = lastedMs === undefined || lastedMs === 0 ? undefined : (done * 1_000) / lastedMs;
  const rate = isEnded ? average : recentRate(samples);
  const leftMs = total === undefined || rate === undefined ? undefined : ((total - done) / rate) * 1_000;
  const count = (value: number, id: string) => (
    <Box variant="awsui-value-large" data-testid={id}>
      {format.count(value)}
    </Box>
  );
  return (
    <Container header={<Header variant="h2">{texts.counters}</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={4}
          items={[
            { label: texts.imported, value: count(job.imported, 'counter-imported') },
            { label: texts.failed, value: count(job.failed, 'counter-failed') },
            { label: texts.skipped, value: count(job.skipped, 'counter-skipped') },
            { label: texts.done, value: count(done, 'counter-done') },
            { label: texts.speed, value: rate === undefined ? general.empty : format.count(Math.round(rate)) },
            { label: texts.duration, value: lastedMs === undefined ? general.empty : sayDuration(lastedMs) },
            ...(isEnded
              ? []
              : [
                  {
                    label: texts.timeLeft,
                    value:
                      total === undefined
                        ? texts.timeLeftUnknown
                        : leftMs === undefined
                          ? general.empty
                          : sayDuration(Math.max(0, leftMs)),
                  },
                ]),
          ]}
        />
        {total !== undefined && !isEnded && (
          <ProgressBar
            value={Math.min(100, (100 * done) / total)}
            label={texts.progress}
            additionalInfo={texts.ofTotal(format.count(done), format.count(total))}
          />
        )}
      </SpaceBetween>
    </Container>
  );
}
