-- The ground: tenancy, ledger, texts, subjects, people. What only migrations may do, they do here; the app's role may do
-- what is granted at the end of each part, and nothing else.

-- --- Tenancy --------------------------------------------------------------------------------------------------------

-- The organisation of this transaction; null outside of one, and then no row is seen.
create function current_organisation() returns uuid language sql stable parallel safe
  return nullif(current_setting('primum.organisation', true), '')::uuid;
grant execute on function current_organisation() to primum_app;

-- Puts a table under row-level security: rows of the organisation of the transaction, and no others. Every feature table
-- is protected by this, or by protect_versions, and by nothing else.
create procedure protect(target regclass, privileges text default 'select, insert, update') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format(
    'create policy organisation on %s using (organisation_id = current_organisation()) with check (organisation_id = current_organisation())',
    target);
  execute format('grant %s on %s to primum_app', privileges, target);
end $$;

-- For tables whose rows are versions: from_seq (the ledger entry that made it) to to_seq (the one that ended it). What a
-- version says cannot be changed; it can only be ended.
create procedure protect_versions(target regclass) language sql as $$
  call protect(target, 'select, insert, update (to_seq)');
$$;

revoke all on procedure protect(regclass, text), protect_versions(regclass) from public;

-- --- Ledger: two chains an organisation, changes and sensitive reads -------------------------------------------------

create table ledger_head (
  organisation_id uuid not null,
  chain text not null check (chain in ('changes', 'reads')),
  seq bigint not null,
  at timestamptz(3) not null,
  hash bytea not null,
  primary key (organisation_id, chain)
);
call protect('ledger_head', 'select, insert, update (seq, at, hash)');

create table ledger_entry (
  organisation_id uuid not null,
  chain text not null check (chain in ('changes', 'reads')),
  seq bigint not null,
  at timestamptz(3) not null,
  actor text not null,
  command text not null,
  subject_kind text,
  subject_id uuid,
  content_digest bytea not null,
  reasons text not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (organisation_id, chain, seq)
);
create index ledger_entry_at on ledger_entry (organisation_id, chain, at, seq);
create index ledger_entry_subject on ledger_entry (organisation_id, chain, subject_kind, subject_id, seq);
call protect('ledger_entry', 'select, insert');

-- What an entry's digest is of: canonical JSON without free text, and the salt that keeps it from being guessed.
create table ledger_content (
  organisation_id uuid not null,
  chain text not null,
  seq bigint not null,
  salt bytea not null,
  content text not null,
  primary key (organisation_id, chain, seq)
);
call protect('ledger_content', 'select, insert');

-- --- Free text: one home. Whatever else speaks of a text points at it ------------------------------------------------

create table text_value (
  organisation_id uuid not null,
  id uuid not null,
  seq bigint not null,
  digest bytea not null,
  salt bytea,
  body text,
  erased_seq bigint,
  primary key (organisation_id, id),
  check ((body is null) = (erased_seq is not null) and (salt is null) = (body is null))
);
create index text_value_seq on text_value (organisation_id, seq, id);
call protect('text_value', 'select, insert');

-- Lawful erasure: the text and its salt go, the digest stays, so that the chain still holds and nothing can be guessed.
-- The one way to change a text. The command that calls it writes the ledger entry `at_seq`.
create function erase_text(text_id uuid, at_seq bigint) returns boolean
  language sql security definer set search_path = public, pg_temp as $$
  with erased as (
    update text_value set body = null, salt = null, erased_seq = at_seq
    where organisation_id = current_organisation() and id = text_id and erased_seq is null and seq < at_seq
      -- Only the entry that is being written: no past one can be made to have done it.
      and at_seq = (select h.seq + 1 from ledger_head h
        where h.organisation_id = current_organisation() and h.chain = 'changes')
    returning 1
  ) select exists (select from erased);
$$;
revoke all on function erase_text(uuid, bigint) from public;
grant execute on function erase_text(uuid, bigint) to primum_app;

-- --- Subjects: what is claimed about, and how it stands --------------------------------------------------------------

create table subject_state (
  organisation_id uuid not null,
  kind text not null,
  id uuid not null,
  service_id uuid,
  within_id uuid,
  retired boolean not null,
  own jsonb not null,
  own_material bytea not null,
  own_editorial bytea not null,
  material bytea not null,
  editorial bytea not null,
  support bytea not null,
  verdict text not null check (verdict in ('met', 'not-met', 'not-known')),
  challenged_seq bigint,
  due_at timestamptz(3),
  lapses_at timestamptz(3),
  holds_from timestamptz(3),
  changed_seq bigint not null,
  -- Only a clock moved, or a fact that changes nothing: kept so that "as at" is exact, and shown to nobody as a change.
  quiet boolean not null,
  cause jsonb not null,
  primary key (organisation_id, kind, id)
);
-- Not by kind first: a lookup by kind and id must find no other index than the key, whatever the planner believes.
create index subject_state_within on subject_state (organisation_id, within_id, kind, id) where within_id is not null;
create index subject_state_service on subject_state (organisation_id, service_id, kind, id);
call protect('subject_state');

-- States that are over: from the entry that made them up to, not including, the one that ended them.
create table subject_history (
  organisation_id uuid not null,
  kind text not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null,
  service_id uuid,
  within_id uuid,
  retired boolean not null,
  material bytea not null,
  editorial bytea not null,
  support bytea not null,
  verdict text not null,
  challenged_seq bigint,
  due_at timestamptz(3),
  lapses_at timestamptz(3),
  holds_from timestamptz(3),
  -- Only a clock moved, or a fact that changes nothing: kept so that "as at" is exact, and shown to nobody as a change.
  quiet boolean not null,
  cause jsonb not null,
  primary key (organisation_id, kind, id, from_seq)
);
call protect('subject_history', 'select, insert');

create table subject_edge (
  organisation_id uuid not null,
  from_kind text not null,
  from_id uuid not null,
  to_kind text not null,
  to_id uuid not null,
  primary key (organisation_id, from_kind, from_id, to_kind, to_id)
);
create index subject_edge_to on subject_edge (organisation_id, to_kind, to_id, from_kind, from_id);
call protect('subject_edge', 'select, insert, delete');

-- --- Done once: an answer that was given to a key is given again ------------------------------------------------------

create table idempotency (
  organisation_id uuid not null,
  actor text not null,
  key text not null,
  command text not null,
  -- Salted: what was sent may hold a text that is erased later.
  input_salt bytea not null,
  input_digest bytea not null,
  seq bigint not null,
  result text not null,
  at timestamptz(3) not null,
  primary key (organisation_id, actor, key)
);
create index idempotency_at on idempotency (organisation_id, at);
call protect('idempotency', 'select, insert, delete');

-- --- Checkpoints that were given out, and the key that signs them -----------------------------------------------------

create table checkpoint (
  organisation_id uuid not null,
  chain text not null,
  seq bigint not null,
  hash bytea not null,
  at timestamptz(3) not null,
  note text not null,
  primary key (organisation_id, chain, seq)
);
call protect('checkpoint', 'select, insert');
