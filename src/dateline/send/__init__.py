"""What goes out to others: a site's pages as files and objects, word to caches and hubs; each with a receipt."""
