import Button from '@cloudscape-design/components/button';
import { useMutation } from '@tanstack/react-query';
import { FailureAlert } from './failure-alert.tsx';

const REVOKE_AFTER_MS = 60_000;

/** Saves a file that the page has, or makes when asked. */
export function DownloadButton({
  text,
  fileName,
  make,
  ariaLabel,
  variant = 'normal',
}: {
  readonly text: string;
  readonly fileName: string;
  readonly make: () => Blob | Promise<Blob>;
  readonly ariaLabel?: string;
  readonly variant?: 'normal' | 'inline-link';
}) {
  const { mutate, isPending, error } = useMutation({ mutationFn: async () => saveBlob(await make(), fileName) });
  return (
    <>
      <Button
        iconName="download"
        onClick={() => mutate()}
        loading={isPending}
        loadingText={text}
        variant={variant}
        ariaLabel={ariaLabel}
      >
        {text}
      </Button>
      {error && <FailureAlert error={error} />}
    </>
  );
}

function saveBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
