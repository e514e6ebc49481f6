"""A local index of published metadata, and what it adds to papers whose listing lost something.

    sources     the files that an index is built from, one format a file
    build       files -> an index
    postings    the blocking keys of merging, as numbers
    store       the index as an SQLite file, written once and only read afterwards
    complete    a paper and an index -> the paper with what it lacked, and who says so
    online      arXiv's API in the place of an index, by identifier only

Rules, sources and limits: docs/local-index.md.
"""
