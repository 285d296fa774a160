import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Steps, { type StepsProps } from '@cloudscape-design/components/steps';
import { Time } from '../../parts/time.tsx';
import { ValueText } from '../../parts/value-text.tsx';
import { endedUnharmed, hasEnded, type JobDetails } from '../../service/job-details.ts';
import { type Texts, useTexts } from '../../texts/texts.ts';

const END_SIGNS: Readonly<Record<string, StepsProps.Status>> = {
  Succeeded: 'success',
  Failed: 'error',
  Stopped: 'stopped',
  Expired: 'stopped',
};

/** The states of a job, those it went through with their times. */
export function Timeline({ job }: { readonly job: JobDetails }) {
  const { job: texts } = useTexts();
  return (
    <Container header={<Header variant="h2">{texts.states}</Header>}>
      <Steps steps={stepsOf(job, texts)} ariaLabel={texts.states} />
    </Container>
  );
}

function stepsOf(job: JobDetails, texts: Texts['job']): StepsProps.Step[] {
  const { status, createdAt, startedAt, completedAt, completionMessage } = job;
  const isEnded = hasEnded(job);
  const begun = startedAt !== undefined;
  const isImporting = status === 'InProgress' || status === 'Stopping';
  return [
    {
      header: texts.created,
      status: 'success',
      details: status === 'Created' ? texts.createdText : <Time at={createdAt} />,
    },
    {
      header: texts.pending,
      status: begun ? 'success' : status === 'Pending' ? 'in-progress' : 'pending',
      details: begun && <Time at={startedAt} />,
    },
    {
      header: status === 'Stopping' ? texts.stopping : texts.inProgress,
      status: isImporting ? 'in-progress' : isEnded && begun ? 'success' : 'pending',
    },
    {
      header: isEnded ? (texts.ended[status] ?? status) : texts.endPending,
      status: isEnded ? (endedUnharmed(job) ? 'warning' : (END_SIGNS[status] ?? 'info')) : 'pending',
      details: isEnded && (
        <>
          <Time at={completedAt} /> <ValueText value={completionMessage} />
        </>
      ),
    },
  ];
}
