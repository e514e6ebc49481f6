"""Bibliographies of finished records that are read back, one format a file."""
