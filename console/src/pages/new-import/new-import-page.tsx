import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { readDescribedPool } from '../../../../src/check/described-pool.ts';
import type { PasswordHashingAlgorithm } from '../../../../src/domain/password-hashes/password-hashing-algorithm.ts';
import { FailureAlert } from '../../parts/failure-alert.tsx';
import { Page } from '../../parts/page.tsx';
import { useCurrentImport } from '../../service/current-import.ts';
import { offeredFile, withdrawOffer } from '../../service/files-at-hand.ts';
import { poolQuery } from '../../service/pool-queries.ts';
import { useClients } from '../../service/session.tsx';
import { useTexts } from '../../texts/texts.ts';
import { CheckStep } from './check/check-step.tsx';
import { ConvertStep } from './convert/convert-step.tsx';
import { keyOfExport } from './convert/use-answers.ts';
import type { UsedConversion } from './convert/used-conversion.ts';
import { FileStep } from './file-step.tsx';
import { planOfNewPool, requestOfNewPool } from './pool-choice.ts';
import { PoolStep } from './pool-step.tsx';
import { ImportProgressPart } from './start/import-progress-part.tsx';
import { RememberedPart } from './start/remembered-part.tsx';
import { StartStep } from './start/start-step.tsx';
import { usePoolChoice } from './use-pool-choice.ts';
import { useStable } from './use-stable.ts';
import { useTask } from './use-task.ts';
import type { MadeChanges, NamedFile, PoolPlan } from './worker/tasks.ts';

/** A file that was made of the one that somebody chose. */
interface MadeFile {
  readonly file: NamedFile;
  readonly made: MadeChanges;
}

const NO_CHANGES: MadeChanges = { changeCount: 0, changedRecordCount: 0, changes: [], editCount: 0 };

/** A file is dropped, checked, fixed, uploaded and started: `#/import`, or `#/import?pool=ID` from a pool. */
export function NewImportPage() {
  const { newImport: texts } = useTexts();
  const clients = useClients();
  const [chosen, setChosen] = useState<NamedFile | undefined>(offeredFile);
  const pool = usePoolChoice(chosen?.name);
  const { choice } = pool;
  const [algorithm, setAlgorithm] = useState<PasswordHashingAlgorithm>();
  const [converts, setConverts] = useState<boolean>();
  const [used, setUsed] = useState<UsedConversion>();
  const [fixed, setFixed] = useState<MadeFile>();
  const current = useCurrentImport();
  useEffect(withdrawOffer, []);

  const chooseFile = (file: NamedFile | undefined) => {
    setChosen(file);
    setConverts(undefined);
    setUsed(undefined);
    setFixed(undefined);
    setAlgorithm(undefined);
  };

  const poolId = choice.kind === 'existing' ? choice.poolId : undefined;
  const described = useQuery({ ...poolQuery(clients, poolId ?? ''), enabled: poolId !== undefined });
  const inspected = useTask(
    'inspect',
    useMemo(() => chosen && { file: chosen }, [chosen]),
  );
  const exported = inspected.status === 'done' ? inspected.output : undefined;
  const isConverted = exported !== undefined && (converts ?? true);
  const source = isConverted ? used?.file : inspected.status === 'running' ? undefined : chosen;
  const file = fixed?.file ?? source;
  const proposal = isConverted && choice.kind === 'new' ? used?.proposal : undefined;

  const plan = useStable(
    useMemo((): PoolPlan | undefined => {
      if (choice.kind === 'new') return planOfNewPool(choice, proposal, texts.pool.description);
      return described.data && { kind: 'given', pool: readDescribedPool(described.data, 'the server') };
    }, [choice, proposal, described.data, texts]),
  );
  const task = useMemo(
    () => (file === undefined || plan === undefined ? undefined : { file, plan, passwordHashingAlgorithm: algorithm }),
    [file, plan, algorithm],
  );
  const checked = useTask('check', task);
  const checkedFile = checked.status === 'done' ? checked.output : undefined;
  const usersInPool = choice.kind === 'new' ? 0 : described.data?.EstimatedNumberOfUsers;
  const isUnderWay = current !== undefined && !current.isStarted && current.error === undefined;

  return (
    <Page title={texts.title} description={texts.intro}>
      <RememberedPart />
      {isUnderWay && <ImportProgressPart current={current} />}
      <FileStep file={chosen} onChange={chooseFile} />
      <PoolStep pool={pool} isConverted={isConverted} />
      {described.error && <FailureAlert error={described.error} onRetry={() => void described.refetch()} />}
      {inspected.status === 'failed' && <FailureAlert error={inspected.error} />}
      {chosen !== undefined && exported !== undefined && (
        <ConvertStep
          key={keyOfExport(exported)}
          file={chosen}
          exported={exported}
          pool={choice.kind === 'existing' && plan?.kind === 'given' ? plan.pool : undefined}
          converts={isConverted}
          onConverts={(next) => {
            setConverts(next);
            setFixed(undefined);
          }}
          used={used}
          onUse={(next) => {
            setUsed(next);
            setFixed(undefined);
            setAlgorithm(next?.passwordHashingAlgorithm);
          }}
        />
      )}
      {chosen !== undefined && inspected.status === 'running' && (
        <StatusIndicator type="loading">{texts.check.checking}…</StatusIndicator>
      )}
      {file !== undefined && (
        <SpaceBetween size="l">
          <CheckStep
            file={file}
            arrival={fixOf(fixed) ?? (isConverted && used?.arrives === true ? used : undefined)}
            task={task}
            isPoolAwaited={described.isLoading}
            checked={checked}
            usersInPool={usersInPool}
            algorithm={algorithm}
            onAlgorithm={setAlgorithm}
            fix={fixed?.made}
            onFixed={({ result, changes, blob }) => {
              const { changeCount, changedRecordCount } = result;
              setFixed({
                file: { name: fixedNameOf(file.name), blob },
                made: { ...(fixed?.made ?? NO_CHANGES), changeCount, changedRecordCount, changes },
              });
            }}
            onEdited={(blob) => {
              const made = fixed?.made ?? NO_CHANGES;
              setFixed({
                file: { name: fixedNameOf(file.name), blob },
                made: { ...made, editCount: made.editCount + 1 },
              });
            }}
            onUndo={() => setFixed(undefined)}
          />
          {!isUnderWay && (
            <StartStep
              file={file}
              checked={checkedFile}
              choice={choice}
              plan={plan}
              usersInPool={usersInPool}
              requestOfPool={() =>
                choice.kind === 'new'
                  ? { create: requestOfNewPool(choice, proposal, checkedFile?.columns ?? []) }
                  : { id: choice.poolId ?? '' }
              }
              algorithm={algorithm}
              leftOut={isConverted ? used?.leftOut : undefined}
              onPoolCreated={pool.onExisting}
            />
          )}
        </SpaceBetween>
      )}
    </Page>
  );
}

/** Another object after each fix; undefined if records were changed by hand only. */
function fixOf(fixed: MadeFile | undefined): object | undefined {
  return fixed !== undefined && fixed.made.changeCount > 0 ? fixed.made.changes : undefined;
}

/** `users.fixed.csv` of `users.csv`; a file that is fixed again keeps its name. */
function fixedNameOf(name: string): string {
  if (/\.fixed(?:\.[^.]*)?$/.test(name)) return name;
  const at = name.lastIndexOf('.');
  return at <= 0 ? `${name}.fixed.csv` : `${name.slice(0, at)}.fixed${name.slice(at)}`;
}
