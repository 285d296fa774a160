import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { failsAsWhole } from '../../../../../src/check/predict-end.ts';
import type { PasswordHashingAlgorithm } from '../../../../../src/domain/password-hashes/password-hashing-algorithm.ts';
import { FailureAlert } from '../../../parts/failure-alert.tsx';
import { paths } from '../../../parts/paths.ts';
import { useFormat } from '../../../parts/use-format.ts';
import { beginImport, useCurrentImport } from '../../../service/current-import.ts';
import type { LeftOutBefore } from '../../../service/files-at-hand.ts';
import { importRoleQuery, makeImportRole } from '../../../service/import-role.ts';
import type { ImportRequest } from '../../../service/run-import.ts';
import { useClients } from '../../../service/session.tsx';
import { type Texts, useTexts } from '../../../texts/texts.ts';
import type { PoolChoice } from '../pool-choice.ts';
import type { CheckedFile, NamedFile, PoolPlan } from '../worker/tasks.ts';
import { describeSignIn } from './describe-sign-in.ts';
import { ImportFailureAlert } from './import-failure-alert.tsx';
import { RolePart } from './role-part.tsx';

export interface StartStepProps {
  readonly file: NamedFile;
  /** Undefined until the check has ended. */
  readonly checked: CheckedFile | undefined;
  readonly choice: PoolChoice;
  /** What the file was checked for. */
  readonly plan: PoolPlan | undefined;
  /** Whom the check does not know. Undefined: nobody knows. */
  readonly usersInPool: number | undefined;
  readonly requestOfPool: () => ImportRequest['pool'];
  readonly algorithm: PasswordHashingAlgorithm | undefined;
  /** If the file was made by a conversion. */
  readonly leftOut: LeftOutBefore | undefined;
  /** The pool was created, and the import failed after that. */
  readonly onPoolCreated: (poolId: string) => void;
}

/** The role, and the button that does it. */
export function StartStep({
  file,
  checked,
  choice,
  plan,
  usersInPool,
  requestOfPool,
  algorithm,
  leftOut,
  onPoolCreated,
}: StartStepProps) {
  const { newImport } = useTexts();
  const format = useFormat();
  const navigate = useNavigate();
  const clients = useClients();
  const queryClient = useQueryClient();
  const current = useCurrentImport();
  const role = useQuery(importRoleQuery(clients));
  const [otherRole, setOtherRole] = useState('');
  const making = useMutation({
    mutationFn: () => makeImportRole(clients),
    onSuccess: (arn) => queryClient.setQueryData(importRoleQuery(clients).queryKey, arn),
  });
  // Null: it is made by the import.
  const roleArn = otherRole.trim() === '' ? role.data : otherRole.trim();
  const texts = newImport.start;
  const obstacle = findObstacle(texts, { checked, choice, roleArn, isRoleAwaited: role.isPending });
  const submit = () => {
    if (typeof roleArn === 'string') void begin(roleArn);
    else making.mutate(undefined, { onSuccess: (arn) => void begin(arn) });
  };
  const begin = async (arn: string) => {
    if (checked === undefined) return;
    let createdPoolId: string | undefined;
    const place = await beginImport(
      {
        pool: requestOfPool(),
        roleArn: arn,
        file: { ...file, passwordHashingAlgorithm: algorithm, leftOut },
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
        <RolePart query={role} other={otherRole} onOther={setOtherRole} />
        {making.error && <FailureAlert error={making.error} />}
        {current?.error !== undefined && <ImportFailureAlert current={current} />}
        {checked !== undefined && !failsAsWhole(checked.result) && (
          <Alert type="info">
            {(usersInPool === 0 ? texts.summary : texts.summaryInPool)(
              format.count(checked.result.asIs.importedUsers),
              format.count(checked.result.recordCount),
            )}{' '}
            {plan !== undefined && describeSignIn(texts.signIn, plan, checked)} {texts.noMessages}{' '}
            {leftOut !== undefined && texts.leftOutBefore(format.counted(leftOut.count, newImport.check.recordUnits))}
          </Alert>
        )}
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <Button
            variant="primary"
            onClick={submit}
            disabled={obstacle !== undefined}
            disabledReason={obstacle}
            loading={making.isPending}
            loadingText={newImport.role.making}
            data-testid="import"
          >
            {texts.submit}
          </Button>
          {obstacle !== undefined && <Box color="text-body-secondary">{obstacle}</Box>}
        </SpaceBetween>
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
    isRoleAwaited,
  }: {
    readonly checked: CheckedFile | undefined;
    readonly choice: PoolChoice;
    readonly roleArn: string | null | undefined;
    readonly isRoleAwaited: boolean;
  },
): string | undefined {
  if (checked === undefined || checked.result.unjudged === 'interrupted') return texts.waitForCheck;
  if (failsAsWhole(checked.result)) return texts.refused;
  if (checked.result.asIs.importedUsers === 0) return texts.noUsers;
  if (choice.kind === 'new' && choice.name.trim() === '') return texts.needsName;
  if (roleArn !== undefined) return undefined;
  return isRoleAwaited ? texts.waitForRole : texts.needsRole;
}
