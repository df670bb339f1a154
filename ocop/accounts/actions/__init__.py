"""Acts on accounts: roles, passwords, registration, helpers."""
