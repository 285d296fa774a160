import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { paths } from '../../../parts/paths.ts';
import { toVisible } from '../../../parts/value-text.tsx';
import { forgetImport, rememberedImport, useCurrentImport } from '../../../service/current-import.ts';
import { hasEnded, hasUsers, type JobDetails, jobQuery } from '../../../service/job-details.ts';
import { useClients } from '../../../service/session.tsx';
import { type Texts, useTexts } from '../../../texts/texts.ts';

/** Leads back to the last import of this tab, also after a reload. */
export function RememberedPart() {
  const { newImport, job, general } = useTexts();
  const clients = useClients();
  const current = useCurrentImport();
  const [remembered, setRemembered] = useState(rememberedImport);
  const { poolId = '', jobId = '', fileName = '' } = remembered ?? {};
  const isOther = current === undefined || current.isStarted;
  const { data } = useQuery({ ...jobQuery(clients, poolId, jobId), enabled: remembered !== undefined && isOther });
  if (remembered === undefined || data === undefined || !isOther) return null;
  return (
    <Alert
      type="info"
      header={newImport.remembered.title}
      dismissible
      dismissAriaLabel={general.actions.dismiss}
      onDismiss={() => {
        forgetImport();
        setRemembered(undefined);
      }}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          {hasEnded(data) && hasUsers(data) && <Button href={paths.users(poolId)}>{job.seeUsers}</Button>}
          <Button href={paths.job(poolId, jobId)}>{newImport.progress.goToJob}</Button>
        </SpaceBetween>
      }
    >
      <span className="muster-break">{describeState(data, toVisible(fileName), newImport.remembered)}</span>
    </Alert>
  );
}

function describeState(job: JobDetails, name: string, texts: Texts['newImport']['remembered']): string {
  if (job.status === 'Created') return texts.created(name);
  return hasEnded(job) ? texts.ended(name) : texts.running(name);
}
