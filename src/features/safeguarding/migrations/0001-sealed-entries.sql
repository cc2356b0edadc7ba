-- What was disclosed of abuse, neglect and danger, one sealed entry after the other. Nothing stands here in clear: neither what an
-- entry is about, nor who wrote it, nor when. A drawer's id says nothing and is found again only with the key that seals; what raised
-- it is named in none of its columns.

create table sealed_entry (
  organisation_id uuid not null,
  drawer_id uuid not null,
  number int not null,
  sealed bytea not null,
  primary key (organisation_id, drawer_id, number)
);
call protect('sealed_entry', 'select, insert');
