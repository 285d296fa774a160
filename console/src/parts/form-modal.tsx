import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal, { type ModalProps } from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { useTexts } from '../texts/texts.ts';
import { FailureAlert } from './failure-alert.tsx';

/** A question in front of the page: fields, a way out, and one thing to do, which closes it when it has succeeded. */
export function FormModal({
  header,
  submitText,
  run,
  onClose,
  canSubmit = true,
  size,
  children,
}: {
  readonly header: string;
  readonly submitText: string;
  /** What fails is shown, and the form stays as it is. */
  readonly run: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly canSubmit?: boolean;
  readonly size?: ModalProps.Size;
  readonly children: ReactNode;
}) {
  const { general } = useTexts();
  const formId = useId();
  const { mutate, isPending, error } = useMutation({ mutationFn: run, onSuccess: onClose });
  return (
    <Modal
      visible
      header={header}
      size={size ?? 'medium'}
      closeAriaLabel={general.actions.close}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {general.actions.cancel}
            </Button>
            <Button
              variant="primary"
              formAction="submit"
              form={formId}
              loading={isPending}
              loadingText={submitText}
              disabled={!canSubmit}
            >
              {submitText}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // A form inside a modal is a child of the page in React, whose own form must not be sent too.
          event.stopPropagation();
          if (canSubmit && !isPending) mutate();
        }}
      >
        <SpaceBetween size="m">
          {error && <FailureAlert error={error} />}
          {children}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
