-- Mail to somebody whose address may stand in the database only sealed: who reported that something is not safe, and may be found out by
-- it. A mail stands here with its address or with what is sealed, and goes only in the time that is safe for them.
alter table mail_outbox alter column address drop not null;
alter table mail_outbox
  add column sealed bytea,
  add column not_before timestamptz(3),
  add column not_after timestamptz(3),
  add check ((address is null) <> (sealed is null));

-- What was decided of each message before it could go: codes, when, and for whom by an id that says nothing. No address, and no
-- word that somebody typed.
create table mail_decision (
  organisation_id uuid not null,
  id uuid not null,
  at timestamptz(3) not null,
  template text not null,
  way text not null,
  -- What was said of this way: of a member "plain", "discreet" or "never"; else "safe", "unsafe", "unknown", "safe at times".
  policy text not null,
  goes text not null check (goes in ('as it is', 'neutrally', 'no')),
  reason text not null,
  person_id uuid not null,
  primary key (organisation_id, id)
);
create index mail_decision_at on mail_decision (organisation_id, at);
call protect('mail_decision', 'select, insert, delete');
