-- What a message was understood as, settled before it is carried out: done again after a death it means the same.
alter table im_inbox add column act jsonb;
