import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { failsAsWhole } from '../../../../../src/check/predict-end.ts';
import type { PasswordHashingAlgorithm } from '../../../../../src/domain/password-hashes/password-hashing-algorithm.ts';
import { paths } from '../../../parts/paths.ts';
import { useFormat } from '../../../parts/use-format.ts';
import { beginImport, useCurrentImport } from '../../../service/current-import.ts';
import type { ImportRequest } from '../../../service/run-import.ts';
import { useClients } from '../../../service/session.tsx';
import { type Texts, useTexts } from '../../../texts/texts.ts';
import type { PoolChoice } from '../pool-choice.ts';
import type { CheckedFile, NamedFile } from '../worker/tasks.ts';
import { ImportFailureAlert } from './import-failure-alert.tsx';
import { RolePart } from './role-part.tsx';

export interface StartStepProps {
  readonly file: NamedFile;
  /** Undefined until the check has ended. */
  readonly checked: CheckedFile | undefined;
  readonly choice: PoolChoice;
  readonly requestOfPool: () => ImportRequest['pool'];
  readonly algorithm: PasswordHashingAlgorithm | undefined;
  /** The pool was created, and the import failed after that. */
  readonly onPoolCreated: (poolId: string) => void;
}

/** The role, and the button that does it. */
export function StartStep({ file, checked, choice, requestOfPool, algorithm, onPoolCreated }: StartStepProps) {
  const { newImport } = useTexts();
  const format = useFormat();
  const navigate = useNavigate();
  const clients = useClients();
  const queryClient = useQueryClient();
  const current = useCurrentImport();
  const [roleArn, setRoleArn] = useState<string>();
  const texts = newImport.start;
  const obstacle = findObstacle(texts, { checked, choice, roleArn });
  const submit = async () => {
    if (checked === undefined || roleArn === undefined) return;
    let createdPoolId: string | undefined;
    const place = await beginImport(
      {
        pool: requestOfPool(),
        roleArn,
        file: { ...file, passwordHashingAlgorithm: algorithm },
        recordCount: checked.result.recordCount,
        passwordHashingAlgorithm: algorithm,
      },
      clients,
      (poolId) => {
        createdPoolId = poolId;
      },
    );
    if (createdPoolId !== undefined) await queryClient.invalidateQueries({ queryKey: ['pools'] });
    if (place !== undefined) await navigate(paths.job(place.poolId, place.jobId).slice(1));
    else if (createdPoolId !== undefined) onPoolCreated(createdPoolId);
  };
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <SpaceBetween size="m">
        <RolePart roleArn={roleArn} onRole={setRoleArn} />
        {current?.error !== undefined && <ImportFailureAlert current={current} />}
        {checked !== undefined && !failsAsWhole(checked.result) && (
          <Alert type="info">
            {texts.summary(format.count(checked.result.asIs.importedUsers), format.count(checked.result.recordCount))}
          </Alert>
        )}
        <Button
          variant="primary"
          onClick={() => void submit()}
          disabled={obstacle !== undefined}
          disabledReason={obstacle}
          data-testid="import"
        >
          {texts.submit}
        </Button>
      </SpaceBetween>
    </Container>
  );
}

function findObstacle(
  texts: Texts['newImport']['start'],
  {
    checked,
    choice,
    roleArn,
  }: {
    readonly checked: CheckedFile | undefined;
    readonly choice: PoolChoice;
    readonly roleArn: string | undefined;
  },
): string | undefined {
  if (checked === undefined || checked.result.unjudged === 'interrupted') return texts.waitForCheck;
  if (failsAsWhole(checked.result)) return texts.refused;
  if (checked.result.asIs.importedUsers === 0) return texts.noUsers;
  if (choice.kind === 'new' && choice.name.trim() === '') return texts.needsName;
  return roleArn === undefined || roleArn === '' ? texts.needsRole : undefined;
}
