import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import type { FileAtHand } from '../../../service/files-at-hand.ts';
import { useTexts } from '../../../texts/texts.ts';

/** Asks for the file of a job again, which neither server nor browser has kept. */
export function FileOfJobField({ onFile }: { readonly onFile: (file: FileAtHand) => void }) {
  const { job } = useTexts();
  const texts = job.failures;
  return (
    <FormField label={texts.needFile} description={texts.needFileText}>
      <FileUpload
        value={[]}
        onChange={({ detail }) => {
          const [file] = detail.value;
          if (file !== undefined) onFile({ name: file.name, blob: file });
        }}
        i18nStrings={{ uploadButtonText: () => texts.choose, dropzoneText: () => texts.drop }}
      />
    </FormField>
  );
}
