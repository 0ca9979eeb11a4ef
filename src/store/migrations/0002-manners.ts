import type { StoreMigration } from './migration.ts'

export const manners: StoreMigration = ({ integer }) => [
  // A hash of kind, options and zone; null in rows of an older release until the next round.
  'alter table source_state add column reading_hash text',
  `alter table source_state add column health text not null default 'good'
    check (health in ('good', 'stale', 'empty', 'gone'))`,
  'alter table source_state add column moved_to text',
  `alter table source_state add column moved_count ${integer} not null default 0`,
  'alter table source_state add column advice text',
  'alter table source_state add column recent text',

  // Null: the date is the one that the source gave, or it gave none.
  `alter table entry add column date_doubt text
    check (date_doubt in ('future', 'too-old'))`
]
