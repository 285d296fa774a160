export const pools = {
  title: 'User pools',
  what: 'user pools',
  intro: 'A user pool is a directory of users. A file is imported into one pool.',
  create: 'Create user pool',
  none: 'No user pools',
  noneText: 'Create a user pool, then import your users into it.',
  noMatch: 'No user pool matches',
  clearFilter: 'Clear the filter',
  find: 'Find by name or ID',
  name: 'Name',
  id: 'Pool ID',
  created: 'Created',
  changed: 'Last changed',
};

export const pool = {
  what: 'the user pool',
  newImport: 'New import',
  delete: 'Delete pool',
  tabs: {
    overview: 'Overview',
    schema: 'Attributes',
    clients: 'App clients',
    groups: 'Groups',
    users: 'Users',
    jobs: 'Import jobs',
  },
  general: 'General',
  arn: 'ARN',
  users: 'Users',
  usersText: 'An estimate, as in Amazon Cognito.',
  signInNames: 'Users sign in with',
};
