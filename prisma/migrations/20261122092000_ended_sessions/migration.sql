-- Sessions that were signed out before their time: each by its id, with the second at which its cookie runs out.
alter table users add column ended_sessions jsonb not null default '{}';
