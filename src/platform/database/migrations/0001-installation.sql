-- One row: this installation, and the login that the application uses. The owner's alone; primum_app has no right here.
create table platform_installation (
  only_one boolean primary key default true check (only_one),
  id uuid not null default gen_random_uuid(),
  login_role text not null check (login_role ~ '^primum_login_[0-9a-f]{8}$'),
  login_password text not null,
  created_at timestamptz not null default now()
);
