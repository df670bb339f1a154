"""Reads of proposals, certificates and requests to the ministry; lists hold only what the asker may see."""
