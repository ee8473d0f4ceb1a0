"""E-mail: a release, a form or a forwarded message, with its pictures and what else is attached."""
