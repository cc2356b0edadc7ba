-- When a backup was made last, for whoever looks after the installation. The owner's alone.
create table backup_made (
  at timestamptz(3) primary key,
  rows bigint not null,
  bytes bigint not null
);
