"""The Associated Press's Media API: items, feeds and searches in JSON, with their texts where they came along."""
