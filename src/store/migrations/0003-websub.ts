import type { StoreMigration } from './migration.ts'

export const websub: StoreMigration = ({ integer, strict }) => [
  `create table subscription (
    source_id text primary key,
    topic text not null,
    hubs text not null,
    hub text not null,
    callback text not null unique,
    secret text not null,
    status text not null check (status in ('pending', 'active', 'denied', 'failed', 'ending')),
    attempts ${integer} not null,
    lease_until ${integer},
    next_attempt_at ${integer} not null,
    recheck_at ${integer},
    failure text,
    updated_at ${integer} not null
  ) ${strict}`
]
