"""What the hub's pages cost beside a bare Wagtail page: ``make bench``. How to read it: docs/performance.md."""
