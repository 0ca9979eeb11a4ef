/** Every column as SQL returns it: instants are epoch milliseconds, booleans 0 or 1, JSON is text. */
export type Tables = {
  source_state: {
    source_id: string
    /** The address the validators belong to; another one in the configuration drops them. */
    url: string
    etag: string | null
    last_modified: string | null
    next_check_at: number
    claimed_by: string | null
    claimed_until: number | null
    checked_at: number | null
    succeeded_at: number | null
    outcome: 'never' | 'ok' | 'not-modified' | 'failed'
    message: string | null
    failures: number
    /** The server asked us (Retry-After) not to come before this instant, by hand or by clock. */
    wait_until: number | null
    /** What the documents are read with (kind, options, zone); when that changes, validators go. */
    reading_hash: string | null
    /** Beside `outcome`: a source that answers can still be dead. */
    health: 'good' | 'stale' | 'empty' | 'broken' | 'gone'
    /** Where the last permanent redirect led, and how many visits in a row it did. */
    moved_to: string | null
    moved_count: number
    /** JSON: when the document itself asks to be read. */
    advice: string | null
    /** JSON: the newest instants at which the source had news, in epoch milliseconds. */
    recent: string | null
    /** JSON of the source's kind: where the entries stood in the document at the last good reading. */
    shape: string | null
    /** When the entries were last found in another place than before. */
    reshaped_at: number | null
    /** JSON: the first entries of the last good reading. */
    sample: string | null
    /** Since when the entries cannot be found; with it the operator is owed a message. */
    broken_at: number | null
    told_at: number | null
    /** A process is telling them. */
    telling_until: number | null
  }
  article_reading: {
    source_id: string
    guid: string
    /** Of the entry as the list has it: when that changes, the article is read again. */
    listing_hash: string
    state: 'read' | 'wanted' | 'given-up'
    tries: number
  }
  story: {
    id: string
    lead_entry_id: string
    published_at: number
    first_seen_at: number
    changed_at: number
  }
  entry: {
    id: string
    source_id: string
    guid: string
    url: string | null
    title: string
    summary: string
    html: string
    text: string
    author: string | null
    outlet: string
    published_at: number
    published_by: 'source' | 'seen'
    is_undated: number
    seen_at: number
    changed_at: number
    content_hash: string
    repair_verdict: 'clean' | 'toned' | 'toneless'
    is_damaged: number
    is_mirror: number
    trust: 'official' | 'press' | 'mirror'
    story_id: string
    match_by: 'new' | 'url' | 'text' | 'title'
    match_entry_id: string | null
    match_score: number
    match_reason: string
    /** Why the source's date was not taken as it stood; null when it was. */
    date_doubt: 'future' | 'too-old' | null
  }
  /** Where candidates for "same story" are found. `value` is a hash. */
  match_key: { kind: 'url' | 'title' | 'text'; value: string; entry_id: string }
  relevance: {
    park_id: string
    entry_id: string
    verdict: 'accept' | 'review' | 'reject'
    score: number
    section: string
    reasons: string
  }
  placement: {
    park_id: string
    story_id: string
    verdict: 'accept' | 'review' | 'reject'
    section: string
    placed_at: number
  }
  digest: {
    id: string
    park_id: string
    name: string
    slot_at: number
    created_at: number
    story_count: number
    subject: string
    html: string
    text: string
  }
  /** A story waits for its digest (`digest_id` null) or stands in one: never in two of one name. */
  digest_story: {
    park_id: string
    digest_name: string
    story_id: string
    queued_at: number
    digest_id: string | null
  }
  delivery: {
    id: string
    digest_id: string
    channel: string
    address: string
    message_id: string
    status: 'due' | 'sent' | 'failed'
    attempts: number
    next_attempt_at: number
    claimed_by: string | null
    claimed_until: number | null
    sent_at: number | null
    failure: string | null
  }
  /** What a hub tells us of, one a source. Its lease and its status are what the hub last confirmed. */
  subscription: {
    source_id: string
    topic: string
    /** JSON: every hub that the topic named, the best first. */
    hubs: string
    /** The one that was asked last. */
    hub: string
    /** Unguessable; whoever knows it may speak as the hub. */
    callback: string
    secret: string
    status: 'pending' | 'active' | 'denied' | 'failed' | 'ending'
    /** Requests since the hub last confirmed. */
    attempts: number
    lease_until: number | null
    next_attempt_at: number
    /** A second look at the source is due then: a copy of the feed may have been older than the news. */
    recheck_at: number | null
    failure: string | null
    updated_at: number
  }
}
