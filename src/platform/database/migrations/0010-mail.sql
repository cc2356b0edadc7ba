-- Mail that waits to be sent; without a mail server, the mailbox of a developer. What was sent is taken away. The words of
-- a mail are made from its template when it is sent: no word that a person typed is kept here.
create table mail_outbox (
  organisation_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  address text not null,
  template text not null,
  -- The place in Primum that the mail leads to.
  path text not null,
  created_at timestamptz(3) not null,
  -- Why it is not sent any more: the mail server's code.
  refused text,
  primary key (organisation_id, id)
);
create index mail_outbox_created on mail_outbox (organisation_id, created_at);
call protect('mail_outbox', 'select, insert, delete, update (refused)');
