import { checkRecordCases } from './check-record-cases.ts';

checkRecordCases().then((checked) => postMessage(checked));
