/** An upload that did not arrive. `kind` says what helps: a new URL, the same again, or nothing. */
export class UploadFailure extends Error {
  override name = 'UploadFailure';
  readonly kind: 'expired' | 'cut' | 'refused';
  readonly requestId: string | undefined;

  constructor(kind: UploadFailure['kind'], message: string, requestId?: string) {
    super(message);
    this.kind = kind;
    this.requestId = requestId;
  }
}

export interface FileUpload {
  /** Pre-signed, of a job. */
  readonly url: string;
  readonly blob: Blob;
  readonly signal: AbortSignal;
  readonly onBytes: (sent: number) => void;
}

/** PUTs a file with the header that its URL is signed for (R131), and tells how much is sent. @throws {UploadFailure} */
export function uploadFile({ url, blob, signal, onBytes }: FileUpload): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const settle = (work: () => void) => {
      signal.removeEventListener('abort', abort);
      work();
    };
    request.open('PUT', url);
    request.setRequestHeader('Content-Type', 'text/csv');
    request.setRequestHeader('x-amz-server-side-encryption', 'aws:kms');
    request.upload.addEventListener('progress', ({ loaded }) => onBytes(loaded));
    request.addEventListener('load', () =>
      settle(() => {
        if (request.status === 200) resolve();
        else reject(readRefusal(request));
      }),
    );
    request.addEventListener('error', () => settle(() => reject(new UploadFailure('cut', ''))));
    request.addEventListener('abort', () => settle(() => reject(abortError())));
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) {
      reject(abortError());
      return;
    }
    request.send(blob);
  });
}

/** What S3 says in XML. An expired URL and a job that waits no more are answered by a new job. */
function readRefusal(request: XMLHttpRequest): UploadFailure {
  const { responseText, status } = request;
  const code = /<Code>([^<]*)<\/Code>/.exec(responseText)?.[1] ?? `${status}`;
  const message = /<Message>([^<]*)<\/Message>/.exec(responseText)?.[1] ?? request.statusText;
  const requestId = /<RequestId>([^<]*)<\/RequestId>/.exec(responseText)?.[1];
  const isExpired = status === 403 && /expired/i.test(message);
  const isPassing = status >= 500 || code === 'IncompleteBody' || code === 'RequestTimeout';
  const kind = isExpired ? 'expired' : isPassing ? 'cut' : 'refused';
  return new UploadFailure(kind, `${code}: ${message}`, requestId);
}

function abortError(): DOMException {
  return new DOMException('The upload was stopped.', 'AbortError');
}
