import type { StoreMigration } from './migration.ts'

const COLUMNS = `source_id, url, etag, last_modified, next_check_at, claimed_by, claimed_until,
  checked_at, succeeded_at, outcome, message, failures, wait_until, reading_hash, health, moved_to,
  moved_count, advice, recent`

export const pages: StoreMigration = ({ integer, strict }) => [
  // Neither engine can widen a check in the same words, so the table is made anew for one more health.
  `create table source_state_with_pages (
    source_id text primary key,
    url text not null,
    etag text,
    last_modified text,
    next_check_at ${integer} not null,
    claimed_by text,
    claimed_until ${integer},
    checked_at ${integer},
    succeeded_at ${integer},
    outcome text not null check (outcome in ('never', 'ok', 'not-modified', 'failed')),
    message text,
    failures ${integer} not null,
    wait_until ${integer},
    reading_hash text,
    health text not null default 'good'
      check (health in ('good', 'stale', 'empty', 'broken', 'gone')),
    moved_to text,
    moved_count ${integer} not null default 0,
    advice text,
    recent text,
    shape text,
    reshaped_at ${integer},
    sample text,
    broken_at ${integer},
    told_at ${integer},
    telling_until ${integer}
  ) ${strict}`,
  `insert into source_state_with_pages (${COLUMNS}) select ${COLUMNS} from source_state`,
  'drop table source_state',
  'alter table source_state_with_pages rename to source_state',

  `create table article_reading (
    source_id text not null,
    guid text not null,
    listing_hash text not null,
    state text not null check (state in ('read', 'wanted', 'given-up')),
    tries ${integer} not null,
    primary key (source_id, guid)
  ) ${strict}`,

  `alter table entry add column is_undated ${integer} not null default 0
    check (is_undated in (0, 1))`
]
