-- Who is invited from outside to look at a service, and what they say to its team.

create table assessor_invitation (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- 1, 2, 3 in its service: never used again.
  number int not null,
  -- Somebody of their own, who holds nothing else: the link signs in as them.
  person_id uuid not null,
  -- What they are from, and where they are written to: a person's, so these have their home with the texts.
  from_id uuid not null,
  address_id uuid,
  -- Standards, by the ids of their catalogues, in the order in which they are shown first.
  standards text[] not null,
  invited_by uuid not null,
  invited_at timestamptz(3) not null,
  -- The last moment at which they can look.
  until timestamptz(3) not null,
  -- The link, known by its digest, and only as long as nobody ended it.
  token_digest bytea,
  ended_at timestamptz(3),
  reason_id uuid,
  primary key (organisation_id, id, from_seq),
  check ((ended_at is null) = (token_digest is not null))
);
create unique index assessor_invitation_now on assessor_invitation (organisation_id, id) where to_seq = 9007199254740991;
create unique index assessor_invitation_number on assessor_invitation (organisation_id, service_id, number)
  where to_seq = 9007199254740991;
create unique index assessor_invitation_token on assessor_invitation (organisation_id, token_digest)
  where to_seq = 9007199254740991;
call protect_versions('assessor_invitation');

-- What an assessor says of a section of a standard, or of the whole. It stays as it was said.
create table assessor_comment (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  service_id uuid not null,
  -- 1, 2, 3 in its service: never used again.
  number int not null,
  author_id uuid not null,
  -- The id of a catalogue, and of one of its sections; null for the whole of it, or of the service.
  standard text,
  section text,
  text_id uuid not null,
  primary key (organisation_id, id),
  check (section is null or standard is not null)
);
create unique index assessor_comment_number on assessor_comment (organisation_id, service_id, number);
call protect('assessor_comment', 'select, insert');

-- What the team answers, and the action that came of it.
create table assessor_answer (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  comment_id uuid not null,
  author_id uuid not null,
  text_id uuid not null,
  action_number int,
  primary key (organisation_id, id)
);
create index assessor_answer_comment on assessor_answer (organisation_id, comment_id);
call protect('assessor_answer', 'select, insert');
