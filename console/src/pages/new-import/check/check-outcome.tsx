import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { CheckResult } from '../../../../../src/check/check-file.ts';
import { failsAsWhole, predictEnd } from '../../../../../src/check/predict-end.ts';
import { FILE_KIND_TEXTS } from '../../../../../src/check/remedies/file-kind-texts.ts';
import { FocusTarget } from '../../../parts/focus-target.tsx';
import { useFormat } from '../../../parts/use-format.ts';
import { type Texts, useTexts } from '../../../texts/texts.ts';
import { type Remedies, useRemedies } from '../use-remedies.ts';
import type { CheckedFile } from '../worker/tasks.ts';

/** How a job would end, and what it would count. */
export function CheckOutcome({
  checked: { result },
  usersInPool,
}: {
  readonly checked: CheckedFile;
  /** 0: it is a new one. Undefined: nobody knows. */
  readonly usersInPool: number | undefined;
}) {
  const { newImport } = useTexts();
  const format = useFormat();
  const remedies = useRemedies();
  const texts = newImport.check;
  const { type, header, text } = describeEnd(result, texts, remedies, format.count);
  const warnings = result.kinds.reduce(
    (sum, { count, first }) => (first[0]?.severity === 'warning' ? sum + count : sum),
    0,
  );
  // Records of users whom the pool has already are skipped, and the check does not know them.
  const isOfNewPool = usersInPool === 0;
  const isFaulty = result.fileFindings.some(({ rule }) => rule !== undefined);
  const count = (value: number) => <Box variant="awsui-value-large">{format.count(value)}</Box>;
  return (
    <SpaceBetween size="m">
      <Alert
        type={type}
        header={<FocusTarget of={result.unjudged === 'interrupted' ? result : undefined}>{header}</FocusTarget>}
        data-testid="check-outcome"
      >
        <span className="muster-break">{text}</span>
      </Alert>
      <KeyValuePairs
        columns={4}
        items={[
          { label: texts.records, value: count(result.recordCount) },
          { label: isOfNewPool ? texts.imported : texts.importedAtMost, value: count(result.importedUsers) },
          { label: texts.failed, value: count(result.failedUsers) },
          { label: isOfNewPool ? texts.skipped : texts.skippedAtLeast, value: count(result.skippedUsers) },
          { label: texts.warnings, value: count(warnings) },
        ]}
      />
      {isFaulty && <Box color="text-body-secondary">{texts.onceFixed}</Box>}
      {usersInPool === undefined && <Box color="text-body-secondary">{texts.usersUnknown}</Box>}
      {usersInPool !== undefined && usersInPool > 0 && (
        <Alert type="info">{texts.usersInPool(format.counted(usersInPool, texts.userUnits))}</Alert>
      )}
    </SpaceBetween>
  );
}

interface DescribedEnd {
  readonly type: AlertProps.Type;
  readonly header: string;
  readonly text: string;
}

function describeEnd(
  result: CheckResult,
  texts: Texts['newImport']['check'],
  remedies: Remedies,
  count: (value: number) => string,
): DescribedEnd {
  const end = predictEnd(result);
  if (end === undefined) return { type: 'warning', header: texts.stopped, text: '' };
  const kind = result.fileFindings.find(({ remedy }) => Object.hasOwn(FILE_KIND_TEXTS, remedy.advice));
  if (kind !== undefined) return { type: 'error', header: texts.notAFile, text: remedies.ofFinding(kind.remedy) };
  const text = end.completionMessage;
  if (end.status === undefined) return { type: 'error', header: texts.notStarting, text };
  if (failsAsWhole(result)) return { type: 'error', header: texts.refused, text };
  const header = texts.ready(count(result.asIs.importedUsers), count(result.recordCount));
  if (end.status === 'Failed') return { type: 'error', header, text: texts.endsFailedText(text) };
  const isClean = result.failedUsers + result.skippedUsers === 0;
  return isClean
    ? { type: 'info', header, text: texts.cleanText }
    : { type: 'warning', header, text: texts.faultsText };
}
