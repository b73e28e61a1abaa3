-- What stands for somebody who was merged is the survivor's from its first moment, whoever writes it.
CREATE TRIGGER "tickets_follow_merged" BEFORE INSERT OR UPDATE OF "customer_id" ON "tickets"
  FOR EACH ROW WHEN (NEW.customer_id IS NOT NULL) EXECUTE FUNCTION follow_merged_customer();
CREATE TRIGGER "ticket_tellings_follow_merged" BEFORE INSERT ON "ticket_tellings"
  FOR EACH ROW WHEN (NEW.customer_id IS NOT NULL) EXECUTE FUNCTION follow_merged_customer();
CREATE TRIGGER "call_backs_follow_merged" BEFORE INSERT OR UPDATE OF "customer_id" ON "call_backs"
  FOR EACH ROW WHEN (NEW.customer_id IS NOT NULL) EXECUTE FUNCTION follow_merged_customer();
CREATE TRIGGER "im_customers_follow_merged" BEFORE INSERT OR UPDATE OF "customer_id" ON "im_customers"
  FOR EACH ROW WHEN (NEW.customer_id IS NOT NULL) EXECUTE FUNCTION follow_merged_customer();
