-- Files that people attach, by the digest of what is in them: the same file twice is kept once. What a file is called is
-- text, and stands with whatever it is attached to. It is never changed.
create table file_content (
  organisation_id uuid not null,
  sha256 bytea not null check (length(sha256) = 32),
  size integer not null check (size = length(bytes)),
  type text not null,
  stored_at timestamptz(3) not null,
  bytes bytea not null,
  primary key (organisation_id, sha256),
  check (size between 1 and 20971520)
);
-- Most files are packed already.
alter table file_content alter column bytes set storage external;
call protect('file_content', 'select, insert');
