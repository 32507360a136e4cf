"""The pages of nominations and screening."""
