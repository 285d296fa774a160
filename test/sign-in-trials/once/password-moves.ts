import type { PostgresServer } from '../../postgres-server.ts';

/** Makes the database write down every change of a stored password, so that how often it happened is seen and not guessed. */
export async function watchPasswordMoves(postgres: PostgresServer): Promise<void> {
  await postgres.run(`
    create table password_moves (username text not null);
    create function note_password_move() returns trigger language plpgsql as $$
      begin
        -- A name that is its own key is stored once.
        insert into password_moves values (coalesce(new.username, new.username_key));
        return new;
      end $$;
    create trigger note_password_move after update of sealed_password_hash on users
      for each row when (old.sealed_password_hash is distinct from new.sealed_password_hash)
      execute function note_password_move();
  `);
}

/** How often the stored password of each user has changed; those of whom it never has are left out. */
export async function countPasswordMoves(postgres: PostgresServer): Promise<ReadonlyMap<string, number>> {
  const rows = await postgres.run('select username, count(*) from password_moves group by username');
  return new Map(
    rows
      .split('\n')
      .filter(Boolean)
      .map((row) => {
        const [username = '', count = ''] = row.split('|');
        return [username, Number(count)] as const;
      }),
  );
}
