-- What is said about a hazard, a control or anything else that has a page, and what is attached to it. Nothing here is
-- part of what is claimed: it moves no verdict and no fingerprint.

create table discussion_thread (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- Given once in a service, never used again.
  number int not null,
  -- What it is about: the kind and id of a subject, how it is called, and where it stands. It outlives it.
  subject_kind text not null,
  subject_id uuid not null,
  subject_reference text not null,
  subject_path text not null,
  begun_by uuid not null,
  state text not null check (state in ('open', 'resolved')),
  primary key (organisation_id, id, from_seq)
);
create unique index discussion_thread_now on discussion_thread (organisation_id, id) where to_seq = 9007199254740991;
create unique index discussion_thread_number on discussion_thread (organisation_id, service_id, number)
  where to_seq = 9007199254740991;
-- A page asks for those of one subject, a service for those that are open.
create index discussion_thread_subject on discussion_thread (organisation_id, subject_kind, subject_id, state, number)
  where to_seq = 9007199254740991;
create index discussion_thread_state on discussion_thread (organisation_id, service_id, state, number)
  where to_seq = 9007199254740991;
-- The same as at any day.
create index discussion_thread_versions on discussion_thread (organisation_id, subject_kind, subject_id, from_seq);
call protect_versions('discussion_thread');

create table discussion_comment (
  organisation_id uuid not null,
  id uuid not null,
  -- An edit is another version; the one before it stays.
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  thread_id uuid not null,
  -- 1, 2, 3 in its thread.
  number int not null,
  author_id uuid not null,
  text_id uuid not null,
  -- The people who are mentioned in it, by @ and a name or from the list.
  mentions uuid[] not null,
  primary key (organisation_id, id, from_seq)
);
create unique index discussion_comment_now on discussion_comment (organisation_id, id) where to_seq = 9007199254740991;
create unique index discussion_comment_number on discussion_comment (organisation_id, thread_id, number, from_seq);
call protect_versions('discussion_comment');

-- What waits for whoever was mentioned.
create table discussion_mention (
  organisation_id uuid not null,
  comment_id uuid not null,
  person_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  thread_id uuid not null,
  -- Taken back: an edit of the comment no longer mentions them.
  state text not null check (state in ('waiting', 'answered', 'read', 'taken back')),
  primary key (organisation_id, comment_id, person_id, from_seq)
);
create unique index discussion_mention_now on discussion_mention (organisation_id, comment_id, person_id)
  where to_seq = 9007199254740991;
create index discussion_mention_waiting on discussion_mention (organisation_id, person_id, thread_id)
  where to_seq = 9007199254740991 and state = 'waiting';
call protect_versions('discussion_mention');

create table attachment (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- Given once in a service, never used again.
  number int not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_reference text not null,
  subject_path text not null,
  attached_by uuid not null,
  -- What it is, in a few words.
  words_id uuid not null,
  -- Either a file, with the name that somebody gave it, or a web address.
  file_sha256 bytea,
  file_name_id uuid,
  link_id uuid,
  state text not null check (state in ('attached', 'withdrawn')),
  -- Why it was withdrawn.
  reason_id uuid,
  check ((file_sha256 is null) <> (link_id is null)),
  primary key (organisation_id, id, from_seq)
);
create unique index attachment_now on attachment (organisation_id, id) where to_seq = 9007199254740991;
create unique index attachment_number on attachment (organisation_id, service_id, number)
  where to_seq = 9007199254740991;
create index attachment_subject on attachment (organisation_id, subject_kind, subject_id, number)
  where to_seq = 9007199254740991;
create index attachment_versions on attachment (organisation_id, subject_kind, subject_id, from_seq);
call protect_versions('attachment');
