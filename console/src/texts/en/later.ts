export const newImport = { title: 'New import' };
export const job = { title: (name: string) => `Import job ${name}` };
