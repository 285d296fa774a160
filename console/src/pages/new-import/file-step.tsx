import Container from '@cloudscape-design/components/container';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import { useFormat } from '../../parts/use-format.ts';
import { useTexts } from '../../texts/texts.ts';
import type { NamedFile } from './worker/tasks.ts';

/** Takes a file by drop or by choice. Nothing of it is sent. */
export function FileStep({
  file,
  onChange,
}: {
  readonly file: NamedFile | undefined;
  readonly onChange: (file: NamedFile | undefined) => void;
}) {
  const { newImport } = useTexts();
  const format = useFormat();
  const texts = newImport.file;
  const shown = file === undefined ? [] : [asFile(file)];
  return (
    <Container header={<Header variant="h2">{texts.title}</Header>}>
      <FormField label={texts.label} description={texts.description}>
        <FileUpload
          value={shown}
          onChange={({ detail }) => {
            // The newest counts: whoever drops another file means that one.
            const next = detail.value.at(-1);
            onChange(next === undefined ? undefined : { name: next.name, blob: next });
          }}
          showFileSize
          constraintText={texts.limit}
          i18nStrings={{
            uploadButtonText: () => texts.choose,
            dropzoneText: () => texts.drop,
            removeFileAriaLabel: (_index, name) => texts.remove(name),
            formatFileSize: (bytes) => format.bytes(bytes),
          }}
        />
      </FormField>
    </Container>
  );
}

function asFile({ name, blob }: NamedFile): File {
  return blob instanceof File && blob.name === name ? blob : new File([blob], name, { type: 'text/csv' });
}
