"""The listing formats that are read, one file each."""
