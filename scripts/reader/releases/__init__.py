"""Released editions, which never change, and what is compared with them."""
