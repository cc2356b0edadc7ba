-- Who is invited into an organisation. An invitation is open, and then accepted or withdrawn; one that nobody took up in
-- time is over by itself. The link in the mail is known by its digest, and only while the invitation is open.
create table invitation (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  -- Name and address are a person's: they have their home with the texts, and can be erased there.
  name_id uuid not null,
  address_id uuid not null,
  grants jsonb not null,
  invited_by uuid not null,
  state text not null check (state in ('open', 'accepted', 'withdrawn')),
  token_digest bytea,
  sent_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  -- Who took it up.
  person_id uuid,
  primary key (organisation_id, id, from_seq),
  check ((state = 'open') = (token_digest is not null)),
  check ((state = 'accepted') = (person_id is not null))
);
create unique index invitation_now on invitation (organisation_id, id) where to_seq = 9007199254740991;
create index invitation_token on invitation (organisation_id, token_digest) where to_seq = 9007199254740991;
call protect_versions('invitation');

-- Why somebody no longer belongs to the organisation, where they did not leave by themselves.
alter table membership add column reason_id uuid;
