export const newImport = { title: 'New import' };
export const job = { title: (name: string) => `Import job ${name}` };
export const jobs = { title: 'Import jobs' };
export const users = { title: 'Users' };
export const messages = { title: 'Messages' };
export const health = { title: 'Health' };
