/*
 * What SQLite itself can do: inserts users from rows that are ready in memory, with the statements, the schema, the page size, the
 * journal, the durability and the batches of an import of Muster, and nothing else. No file is read, no record judged, no thread asked.
 *
 *   import DATABASE ROWS POOL_KEY JOB_KEY STREAM_KEY GROUP_KEY FIRST_ID USERS_PER_BATCH
 *
 * DATABASE was made by Muster, its job is begun. ROWS: for each user six texts and the sealed password hash (each its length as int32,
 * -1 for NULL, then its bytes), 16 bytes of sub, one byte of status, one of MFA; integers as the machine has them. Prints the users
 * inserted and the seconds it took.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "sqlite3.h"

#define TEXTS 6
/* The texts and the sealed hash. */
#define FIELDS 7
#define SUB_BYTES 16
/* Code, count and head of a log block that says "all imported", at most. */
#define BLOCK_BYTES 6

static sqlite3 *db;

static void check(int ok, const char *what) {
  if (ok) return;
  fprintf(stderr, "%s: %s\n", what, db ? sqlite3_errmsg(db) : "failed");
  exit(1);
}

static void run(const char *sql) { check(sqlite3_exec(db, sql, 0, 0, 0) == SQLITE_OK, sql); }

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, 0) == SQLITE_OK, sql);
  return statement;
}

static void step(sqlite3_stmt *statement) {
  check(sqlite3_step(statement) == SQLITE_DONE, sqlite3_sql(statement));
  sqlite3_reset(statement);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  check(argc == 9, "arguments");
  const sqlite3_int64 pool = atoll(argv[3]), job = atoll(argv[4]), stream = atoll(argv[5]), group = atoll(argv[6]);
  const sqlite3_int64 first_id = atoll(argv[7]), now_ms = 1800000000000;
  const int batch_max = atoi(argv[8]);

  int file = open(argv[2], O_RDONLY);
  struct stat stats;
  check(file >= 0 && fstat(file, &stats) == 0, "rows");
  const char *rows = mmap(0, stats.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0), *end = rows + stats.st_size;
  check(rows != MAP_FAILED, "mmap");

  check(sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, 0) == SQLITE_OK, "open");
  run("PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 8000;");
  sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
  sqlite3_stmt *insert = prepare(
      "INSERT INTO users (id, user_pool_key, username, username_key, sub, status, mfa, created_at, modified_at, email_key, "
      "phone_key, preferred_username_key, attributes, sealed_password_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
  sqlite3_stmt *block = prepare(
      "INSERT INTO log_blocks (log_group_key, block, log_stream_key, timestamp, first_record_number, event_count, outcomes) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)");
  sqlite3_stmt *update_group = prepare(
      "UPDATE log_groups SET next_block = next_block + 1, last_timestamp = ?, stored_bytes = stored_bytes + ? WHERE key = ?");
  sqlite3_stmt *update_stream = prepare(
      "UPDATE log_streams SET first_event_timestamp = coalesce(first_event_timestamp, ?), last_event_timestamp = ?, "
      "last_ingestion_time = ? WHERE key = ?");
  sqlite3_stmt *update_pool = prepare(
      "UPDATE user_pools SET user_count = user_count + ?, next_user_number = next_user_number + ? WHERE key = ?");
  sqlite3_stmt *update_job = prepare(
      "UPDATE import_jobs SET imported_users = ?, byte_offset = ?, line_number = ?, record_number = ?, attempts = 0 WHERE key = ?");
  static const int columns[FIELDS] = {3, 4, 10, 11, 12, 13, 14};
  static const char outcomes[BLOCK_BYTES];

  sqlite3_int64 inserted = 0, record = 1, block_number = 0;
  const double began = seconds();
  sqlite3_bind_int64(insert, 2, pool);
  sqlite3_bind_int64(insert, 8, now_ms);
  sqlite3_bind_int64(insert, 9, now_ms);
  while (rows < end) {
    sqlite3_int64 inserted_before = inserted;
    int count = 0;
    step(begin);
    for (; count < batch_max && rows < end; count++) {
      for (int field = 0; field < FIELDS; field++) {
        int32_t length;
        memcpy(&length, rows, sizeof length);
        rows += sizeof length;
        if (length < 0) {
          sqlite3_bind_null(insert, columns[field]);
          continue;
        }
        if (field < TEXTS) {
          sqlite3_bind_text(insert, columns[field], rows, length, SQLITE_STATIC);
        } else {
          sqlite3_bind_blob(insert, columns[field], rows, length, SQLITE_STATIC);
        }
        rows += length;
      }
      sqlite3_bind_int64(insert, 1, first_id + inserted);
      sqlite3_bind_blob(insert, 5, rows, SUB_BYTES, SQLITE_STATIC);
      rows += SUB_BYTES;
      sqlite3_bind_int(insert, 6, *rows++);
      sqlite3_bind_int(insert, 7, *rows++);
      step(insert);
      inserted += sqlite3_changes(db);
    }
    sqlite3_bind_int64(block, 1, group);
    sqlite3_bind_int64(block, 2, block_number++);
    sqlite3_bind_int64(block, 3, stream);
    sqlite3_bind_int64(block, 4, now_ms);
    sqlite3_bind_int64(block, 5, record);
    sqlite3_bind_int(block, 6, count);
    sqlite3_bind_blob(block, 7, outcomes, BLOCK_BYTES, SQLITE_STATIC);
    step(block);
    sqlite3_bind_int64(update_group, 1, now_ms);
    sqlite3_bind_int(update_group, 2, BLOCK_BYTES);
    sqlite3_bind_int64(update_group, 3, group);
    step(update_group);
    for (int at = 1; at <= 3; at++) sqlite3_bind_int64(update_stream, at, now_ms);
    sqlite3_bind_int64(update_stream, 4, stream);
    step(update_stream);
    sqlite3_bind_int64(update_pool, 1, inserted - inserted_before);
    sqlite3_bind_int64(update_pool, 2, inserted - inserted_before);
    sqlite3_bind_int64(update_pool, 3, pool);
    step(update_pool);
    record += count;
    for (int at = 1; at <= 4; at++) sqlite3_bind_int64(update_job, at, record);
    sqlite3_bind_int64(update_job, 5, job);
    step(update_job);
    step(commit);
  }
  printf("%lld %.6f\n", inserted, seconds() - began);
  return 0;
}
