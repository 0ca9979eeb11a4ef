import type { StoreMigration } from './migration.ts'

export const foundation: StoreMigration = ({ integer, real, strict }) => [
  `create table source_state (
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
    wait_until ${integer}
  ) ${strict}`,

  // lead_entry_id names an entry that is written after its story, in the same transaction.
  `create table story (
    id text primary key,
    lead_entry_id text not null,
    published_at ${integer} not null,
    first_seen_at ${integer} not null,
    changed_at ${integer} not null
  ) ${strict}`,
  'create index story_published on story (published_at, id)',

  `create table entry (
    id text primary key,
    source_id text not null,
    guid text not null,
    url text,
    title text not null,
    summary text not null,
    html text not null,
    text text not null,
    author text,
    outlet text not null,
    published_at ${integer} not null,
    published_by text not null check (published_by in ('source', 'seen')),
    seen_at ${integer} not null,
    changed_at ${integer} not null,
    content_hash text not null,
    repair_verdict text not null check (repair_verdict in ('clean', 'toned', 'toneless')),
    is_damaged ${integer} not null check (is_damaged in (0, 1)),
    is_mirror ${integer} not null check (is_mirror in (0, 1)),
    trust text not null check (trust in ('official', 'press', 'mirror')),
    story_id text not null references story (id),
    match_by text not null check (match_by in ('new', 'url', 'text', 'title')),
    match_entry_id text,
    match_score ${real} not null,
    match_reason text not null,
    unique (source_id, guid)
  ) ${strict}`,
  'create index entry_story on entry (story_id)',
  // Not by address: an index of Postgres takes no row of 2,700 bytes.
  'create index entry_source_title on entry (source_id, title)',

  `create table match_key (
    kind text not null,
    value text not null,
    entry_id text not null references entry (id) on delete cascade,
    primary key (kind, value, entry_id)
  ) ${strict}`,
  'create index match_key_entry on match_key (entry_id)',

  `create table relevance (
    park_id text not null,
    entry_id text not null references entry (id) on delete cascade,
    verdict text not null check (verdict in ('accept', 'review', 'reject')),
    score ${real} not null,
    section text not null,
    reasons text not null,
    primary key (park_id, entry_id)
  ) ${strict}`,
  'create index relevance_entry on relevance (entry_id)',

  `create table placement (
    park_id text not null,
    story_id text not null references story (id),
    verdict text not null check (verdict in ('accept', 'review', 'reject')),
    section text not null,
    placed_at ${integer} not null,
    primary key (park_id, story_id)
  ) ${strict}`,

  `create table digest (
    id text primary key,
    park_id text not null,
    name text not null,
    slot_at ${integer} not null,
    created_at ${integer} not null,
    story_count ${integer} not null,
    subject text not null,
    html text not null,
    text text not null,
    unique (park_id, name, slot_at)
  ) ${strict}`,

  `create table digest_story (
    park_id text not null,
    digest_name text not null,
    story_id text not null references story (id),
    queued_at ${integer} not null,
    digest_id text references digest (id),
    primary key (park_id, digest_name, story_id)
  ) ${strict}`,
  'create index digest_story_digest on digest_story (digest_id)',

  `create table delivery (
    id text primary key,
    digest_id text not null references digest (id),
    channel text not null,
    address text not null,
    message_id text not null unique,
    status text not null check (status in ('due', 'sent', 'failed')),
    attempts ${integer} not null,
    next_attempt_at ${integer} not null,
    claimed_by text,
    claimed_until ${integer},
    sent_at ${integer},
    failure text,
    unique (digest_id, channel, address)
  ) ${strict}`,
  'create index delivery_due on delivery (status, next_attempt_at)'
]
