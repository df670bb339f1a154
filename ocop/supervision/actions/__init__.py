"""What people do with an inspection."""
