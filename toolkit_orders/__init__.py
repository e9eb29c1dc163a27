"""Toolkits, promotion packs, request pages, orders and their delivery."""
