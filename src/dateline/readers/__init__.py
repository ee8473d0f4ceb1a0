"""The readers' server: processes of their own that give out the pages of all sites, and load little else."""
