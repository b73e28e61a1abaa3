-- Keys of other systems: the organisation's, not a person's.
create table api_keys (
  id uuid primary key,
  name text not null,
  -- What it opens; server/access/api-scopes.ts.
  scopes text[] not null,
  -- Empty: not bound to groups.
  group_ids uuid[] not null default '{}',
  -- Networks it may be used from, as CIDR. Empty: from anywhere.
  networks text[] not null default '{}',
  per_minute integer not null,
  -- The first characters, by which a person recognises it.
  prefix text not null,
  key_hash bytea not null unique,
  -- The former key, for as long as both are accepted.
  former_hash bytea unique,
  former_until timestamptz(3),
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default now()
);
